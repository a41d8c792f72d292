package dev.crossfade.cli.remote;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** How two sets of texts differ, line by line. */
final class Difference {

  /** Pairs of lines that are compared at most; beyond that a file is shown as replaced. */
  private static final long MOST_PAIRS = 4_000_000;

  private static final int AROUND = 2;

  private Difference() {}

  /** Lines as {@code diff -u} has them; empty when nothing differs. */
  static List<String> of(Map<String, String> before, Map<String, String> after) {
    TreeSet<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    List<String> lines = new ArrayList<>();
    for (String name : names) {
      String was = before.getOrDefault(name, "");
      String is = after.getOrDefault(name, "");
      if (!was.equals(is)) {
        lines.add("--- " + (before.containsKey(name) ? name : "/dev/null"));
        lines.add("+++ " + (after.containsKey(name) ? name : "/dev/null"));
        lines.addAll(around(edits(split(was), split(is))));
      }
    }
    return lines;
  }

  private static List<String> split(String text) {
    return text.isEmpty() ? List.of() : Arrays.asList(text.split("\n", -1));
  }

  /** Every line with a sign before it, by the longest common part. */
  private static List<String> edits(List<String> was, List<String> is) {
    List<String> edits = new ArrayList<>();
    if ((long) was.size() * is.size() > MOST_PAIRS) {
      was.forEach(line -> edits.add("-" + line));
      is.forEach(line -> edits.add("+" + line));
      return edits;
    }
    int[][] common = new int[was.size() + 1][is.size() + 1];
    for (int i = was.size() - 1; i >= 0; i--) {
      for (int j = is.size() - 1; j >= 0; j--) {
        common[i][j] =
            was.get(i).equals(is.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    int i = 0;
    int j = 0;
    while (i < was.size() || j < is.size()) {
      if (i < was.size() && j < is.size() && was.get(i).equals(is.get(j))) {
        edits.add(" " + was.get(i++));
        j++;
      } else if (i < was.size() && (j == is.size() || common[i + 1][j] >= common[i][j + 1])) {
        edits.add("-" + was.get(i++));
      } else {
        edits.add("+" + is.get(j++));
      }
    }
    return edits;
  }

  /** What changes, with a few lines around it. */
  private static List<String> around(List<String> edits) {
    List<String> shown = new ArrayList<>();
    int last = -1;
    for (int at = 0; at < edits.size(); at++) {
      if (near(edits, at)) {
        if (last >= 0 && at > last + 1) {
          shown.add("@@");
        }
        shown.add(edits.get(at));
        last = at;
      }
    }
    return shown;
  }

  private static boolean near(List<String> edits, int at) {
    int from = Math.max(0, at - AROUND);
    int to = Math.min(edits.size(), at + AROUND + 1);
    return edits.subList(from, to).stream().anyMatch(line -> !line.startsWith(" "));
  }
}
