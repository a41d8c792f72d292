package dev.crossfade.codec.problem;

import dev.crossfade.core.problem.Location;
import dev.crossfade.core.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Shows problems to a person: the line of the file, a caret under the place, why and fix. */
public final class ProblemRenderer {

  private static final Pattern USER_IN_URL = Pattern.compile("://[^/\\s]*@");
  private static final Pattern PASSWORD =
      Pattern.compile("(?i)(passw[a-z]*[\"']?\\s*:\\s*)(?!\\s|[\"']?\\$\\{).+");

  private final Path folder;
  private final Map<String, List<String>> files = new HashMap<>();

  /** For problems whose locations are relative to a folder. */
  public ProblemRenderer(Path folder) {
    this.folder = folder;
  }

  /** All problems, an empty line between them, and a last line with their number. */
  public String render(List<Problem> problems) {
    StringBuilder text = new StringBuilder();
    problems.forEach(problem -> text.append(render(problem)).append('\n'));
    return text.append(problems.size())
        .append(problems.size() == 1 ? " problem\n" : " problems\n")
        .toString();
  }

  /** One problem, ending in a line break. */
  public String render(Problem problem) {
    StringBuilder text = new StringBuilder();
    text.append("error[").append(problem.code().text()).append("]: ");
    text.append(problem.what()).append('\n');
    Location location = problem.location();
    if (location != null) {
      text.append("  --> ").append(location).append('\n').append(excerpt(location));
    }
    if (!problem.why().isEmpty()) {
      text.append("  why: ").append(problem.why()).append('\n');
    }
    if (!problem.fix().isEmpty()) {
      text.append("  fix: ").append(problem.fix()).append('\n');
    }
    return text.toString();
  }

  private String excerpt(Location location) {
    List<String> lines = files.computeIfAbsent(location.file(), this::read);
    if (location.line() > lines.size()) {
      return "";
    }
    String line = masked(lines.get(location.line() - 1));
    String number = Integer.toString(location.line());
    String margin = " ".repeat(number.length());
    return "   %s | %s\n   %s | %s^\n".formatted(number, line, margin, indent(line, location));
  }

  /** A line without secrets: written-out passwords and users in URLs. */
  private static String masked(String line) {
    String withoutUser = USER_IN_URL.matcher(line).replaceAll("://***@");
    return PASSWORD.matcher(withoutUser).replaceAll("$1***");
  }

  /** Spaces up to the column; tabs stay tabs so that the caret stands right. */
  private static String indent(String line, Location location) {
    StringBuilder indent = new StringBuilder();
    int[] points = line.codePoints().limit(location.column() - 1L).toArray();
    for (int point : points) {
      indent.append(point == '\t' ? '\t' : ' ');
    }
    return indent.append(" ".repeat(Math.max(0, location.column() - 1 - points.length))).toString();
  }

  private List<String> read(String file) {
    try {
      return Files.readString(folder.resolve(file)).lines().toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
