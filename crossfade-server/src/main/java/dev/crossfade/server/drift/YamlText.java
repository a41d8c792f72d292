package dev.crossfade.server.drift;

import dev.crossfade.core.problem.Location;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The lines of a YAML file, in which values are changed while all else stays as it is. */
final class YamlText {

  private static final String TOKEN_STARTS = " {[,:-";

  private final List<String> lines;
  private final List<Integer> added = new ArrayList<>();
  private final List<Edit> edits = new ArrayList<>();

  /** What was done to a line, in the places of the text as it was. */
  private record Edit(int line, int column, int longer) {}

  YamlText(String text) {
    this.lines = new ArrayList<>(text.lines().toList());
  }

  /** The text, with a line break at its end. */
  String text() {
    return String.join("\n", lines) + "\n";
  }

  /** Changes the value that begins here. */
  void change(Location at, UnaryOperator<String> change) {
    int index = index(at);
    String line = lines.get(index);
    int start = start(line, at);
    int end = end(index, start);
    put(at, index, start, end, change.apply(line.substring(start, end)));
  }

  private void put(Location at, int index, int start, int end, String text) {
    String line = lines.get(index);
    lines.set(index, line.substring(0, start) + text + line.substring(end));
    edits.add(new Edit(at.line(), at.column(), text.length() - (end - start)));
  }

  private int index(Location at) {
    return at.line() - 1 + (int) added.stream().filter(line -> line < at.line()).count();
  }

  private int column(Location at) {
    return at.column()
        - 1
        + edits.stream()
            .filter(edit -> edit.line() == at.line() && edit.column() < at.column())
            .mapToInt(Edit::longer)
            .sum();
  }

  /** Adds an entry to a map, behind the one of this key whose value begins here. */
  void addAfter(Location at, String key, String entry) {
    int index = index(at);
    String line = lines.get(index);
    int start = start(line, at);
    if (depth(index, start) > 0) {
      int end = end(index, start);
      put(at, index, end, end, ", " + entry);
      return;
    }
    int first = lineOf(key, index);
    int indent = indent(lines.get(first));
    int last = lastLine(first, indent);
    lines.add(last + 1, " ".repeat(indent) + entry);
    added.add(at.line() + last - index);
  }

  /** The line of a key; its value may begin in a later one. */
  private int lineOf(String key, int index) {
    for (int i = index; i >= 0; i--) {
      String text = lines.get(i).strip();
      if (text.startsWith(key + ":")
          || text.startsWith('"' + key + "\":")
          || text.startsWith("'" + key + "':")) {
        return i;
      }
    }
    return index;
  }

  /** The value may go on in lines that are further in. */
  private int lastLine(int index, int indent) {
    int last = index;
    for (int i = index + 1; i < lines.size(); i++) {
      String line = lines.get(i);
      if (!line.isBlank() && indent(line) <= indent) {
        break;
      }
      last = line.isBlank() ? last : i;
    }
    return last;
  }

  private static int indent(String line) {
    int indent = 0;
    while (indent < line.length() && line.charAt(indent) == ' ') {
      indent++;
    }
    return indent;
  }

  /** Places are those of the content, which is behind a quote. */
  private int start(String line, Location at) {
    int start = column(at);
    boolean quoted = start > 0 && quote(line.charAt(start - 1));
    return quoted ? start - 1 : start;
  }

  private static boolean quote(char sign) {
    return sign == '"' || sign == '\'';
  }

  private int end(int index, int start) {
    String line = lines.get(index);
    char first = start < line.length() ? line.charAt(start) : ' ';
    if (quote(first)) {
      return quoted(line, start);
    }
    if (first == '{' || first == '[') {
      return nested(line, start);
    }
    return plain(line, start, depth(index, start) > 0);
  }

  private static int quoted(String line, int start) {
    char quote = line.charAt(start);
    int at = start + 1;
    while (at < line.length() && line.charAt(at) != quote) {
      at += quote == '"' && line.charAt(at) == '\\' ? 2 : 1;
    }
    boolean doubled = quote == '\'' && at + 1 < line.length() && line.charAt(at + 1) == quote;
    return doubled ? quoted(line, at + 1) : Math.min(line.length(), at + 1);
  }

  private static int nested(String line, int start) {
    int depth = 0;
    int at = start;
    while (at < line.length()) {
      char sign = line.charAt(at);
      if (opens(line, at)) {
        at = quoted(line, at);
        continue;
      }
      depth += sign == '{' || sign == '[' ? 1 : sign == '}' || sign == ']' ? -1 : 0;
      at++;
      if (depth == 0) {
        return at;
      }
    }
    return at;
  }

  private static int plain(String line, int start, boolean flow) {
    int at = start;
    while (at < line.length()) {
      char sign = line.charAt(at);
      boolean over = flow && (sign == ',' || sign == '}' || sign == ']');
      if (over || (sign == '#' && at > 0 && line.charAt(at - 1) == ' ')) {
        break;
      }
      at++;
    }
    while (at > start && line.charAt(at - 1) == ' ') {
      at--;
    }
    return at;
  }

  /** Whether text in quotes begins here. */
  private static boolean opens(String line, int at) {
    return quote(line.charAt(at)) && (at == 0 || TOKEN_STARTS.indexOf(line.charAt(at - 1)) >= 0);
  }

  /** How many braces are open before a place. */
  private int depth(int index, int column) {
    int depth = 0;
    for (int i = 0; i <= index; i++) {
      String line = lines.get(i);
      int most = i == index ? column : line.length();
      int at = 0;
      while (at < most) {
        char sign = line.charAt(at);
        if (sign == '#' && (at == 0 || line.charAt(at - 1) == ' ')) {
          break;
        }
        if (opens(line, at)) {
          at = quoted(line, at);
          continue;
        }
        depth += sign == '{' || sign == '[' ? 1 : sign == '}' || sign == ']' ? -1 : 0;
        at++;
      }
    }
    return depth;
  }
}
