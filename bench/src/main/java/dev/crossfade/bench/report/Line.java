package dev.crossfade.bench.report;

import dev.crossfade.bench.Subject.Repetition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One row of a table of results: the median of a subject's repetitions.
 *
 * @param subject who did it
 * @param units what it did per repetition
 * @param seconds of every repetition, sorted
 * @param perSecond units per second in the median
 * @param microseconds processor time per unit by group of processes, in the median; empty for a
 *     part of a run
 * @param peakBytes most memory of the copying child processes over all repetitions
 * @param remark why there is no figure, or empty
 */
public record Line(
    String subject,
    long units,
    List<Double> seconds,
    double perSecond,
    Map<String, Double> microseconds,
    long peakBytes,
    String remark) {

  /** The subject's line, and one for every part of its runs that was timed by itself. */
  public static List<Line> of(String subject, List<Repetition> runs, String remark) {
    if (runs.isEmpty()) {
      return List.of(new Line(subject, 0, List.of(), 0, Map.of(), 0, remark));
    }
    List<Repetition> sorted = new ArrayList<>(runs);
    sorted.sort((a, b) -> Double.compare(a.cost().seconds(), b.cost().seconds()));
    Repetition middle = sorted.get(sorted.size() / 2);
    List<Line> lines = new ArrayList<>();
    lines.add(
        new Line(
            subject,
            middle.done().units(),
            sorted.stream().map(run -> run.cost().seconds()).toList(),
            middle.done().units() / middle.cost().seconds(),
            perUnit(middle),
            runs.stream().mapToLong(run -> run.cost().peakBytes()).max().orElse(0),
            remark));
    for (String part : middle.done().parts().keySet()) {
      lines.add(part(subject + ", " + part, part, runs));
    }
    return lines;
  }

  private static Line part(String name, String part, List<Repetition> runs) {
    List<Double> seconds =
        runs.stream().map(run -> run.done().parts().getOrDefault(part, 0.0)).sorted().toList();
    long units = runs.get(0).done().units();
    double median = seconds.get(seconds.size() / 2);
    return new Line(name, units, seconds, units / median, Map.of(), 0, "");
  }

  private static Map<String, Double> perUnit(Repetition run) {
    Map<String, Double> each = new TreeMap<>();
    run.cost()
        .processorSeconds()
        .forEach((group, seconds) -> each.put(group, seconds * 1e6 / run.done().units()));
    return each;
  }

  /** The same figures under another name. */
  public Line named(String name) {
    return new Line(name, units, seconds, perSecond, microseconds, peakBytes, remark);
  }

  /** Whether there is a figure. */
  public boolean measured() {
    return !seconds.isEmpty();
  }
}
