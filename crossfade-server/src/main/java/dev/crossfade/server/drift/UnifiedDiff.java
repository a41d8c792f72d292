package dev.crossfade.server.drift;

import java.util.ArrayList;
import java.util.List;

/** Differences of two texts as {@code patch} and {@code git apply} read them. */
public final class UnifiedDiff {

  private static final int CONTEXT = 3;

  private final List<String> before;
  private final List<String> after;
  private final int[][] common;

  private UnifiedDiff(List<String> before, List<String> after) {
    this.before = before;
    this.after = after;
    this.common = new int[before.size() + 1][after.size() + 1];
    for (int i = before.size() - 1; i >= 0; i--) {
      for (int j = after.size() - 1; j >= 0; j--) {
        common[i][j] =
            before.get(i).equals(after.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
  }

  private record Line(char kind, String text) {}

  /** The differences; empty where there are none. Files end with a line break. */
  public static List<String> of(String path, String before, String after) {
    if (before.equals(after)) {
      return List.of();
    }
    List<String> lines = new ArrayList<>(List.of("--- a/" + path, "+++ b/" + path));
    UnifiedDiff diff = new UnifiedDiff(before.lines().toList(), after.lines().toList());
    diff.hunks(diff.script(), lines);
    return lines;
  }

  private List<Line> script() {
    List<Line> script = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < before.size() || j < after.size()) {
      if (i < before.size() && j < after.size() && before.get(i).equals(after.get(j))) {
        script.add(new Line(' ', before.get(i)));
        i++;
        j++;
      } else if (j == after.size() || (i < before.size() && common[i + 1][j] >= common[i][j + 1])) {
        script.add(new Line('-', before.get(i++)));
      } else {
        script.add(new Line('+', after.get(j++)));
      }
    }
    return script;
  }

  private void hunks(List<Line> script, List<String> lines) {
    int at = 0;
    while (at < script.size()) {
      int first = next(script, at);
      if (first == script.size()) {
        return;
      }
      int from = Math.max(at, first - CONTEXT);
      int to = first;
      int change = first;
      while (change < script.size() && change - to <= 2 * CONTEXT) {
        to = change + 1;
        change = next(script, to);
      }
      to = Math.min(script.size(), to + CONTEXT);
      hunk(script, from, to, lines);
      at = to;
    }
  }

  private static int next(List<Line> script, int from) {
    int at = from;
    while (at < script.size() && script.get(at).kind() == ' ') {
      at++;
    }
    return at;
  }

  private static void hunk(List<Line> script, int from, int to, List<String> lines) {
    lines.add(
        "@@ -%s +%s @@".formatted(range(script, from, to, '+'), range(script, from, to, '-')));
    script.subList(from, to).forEach(line -> lines.add(line.kind() + line.text()));
  }

  private static String range(List<Line> script, int from, int to, char without) {
    long start = script.subList(0, from).stream().filter(line -> line.kind() != without).count();
    long length = script.subList(from, to).stream().filter(line -> line.kind() != without).count();
    return (length == 0 ? start : start + 1) + "," + length;
  }
}
