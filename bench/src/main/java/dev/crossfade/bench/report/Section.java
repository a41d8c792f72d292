package dev.crossfade.bench.report;

import java.util.List;
import java.util.Map;

/**
 * The results of one measurement.
 *
 * @param id name of the measurement
 * @param title what was measured
 * @param unit what is counted, in the plural
 * @param baseline name of the line all others are compared with
 * @param method how it was measured, in sentences
 * @param facts the machine and the circumstances
 * @param lines figures of all subjects
 * @param curves figures over a size, by name of the curve; empty when there is none
 */
public record Section(
    String id,
    String title,
    String unit,
    String baseline,
    String method,
    Map<String, String> facts,
    List<Line> lines,
    List<Curve> curves) {

  /**
   * A curve.
   *
   * @param name of what it shows
   * @param x name of the axis
   * @param y name of the axis
   * @param points pairs of x and y
   */
  public record Curve(String name, String x, String y, List<List<Double>> points) {}

  /** The same with the facts of the machine. */
  public Section on(Map<String, String> machine) {
    return new Section(id, title, unit, baseline, method, machine, lines, curves);
  }

  /** Units per second of the baseline, 0 when it was not measured. */
  public double limit() {
    return lines.stream()
        .filter(line -> line.subject().equals(baseline))
        .mapToDouble(Line::perSecond)
        .findFirst()
        .orElse(0);
  }
}
