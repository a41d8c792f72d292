package dev.crossfade.bench.meter;

import java.util.ArrayList;
import java.util.List;

/** Percentiles of a set of durations. */
public final class Percentiles {

  private static final double[] SHOWN = {50, 90, 99, 99.9};

  private Percentiles() {}

  /** Points of percentile and milliseconds. */
  public static List<List<Double>> of(List<Double> milliseconds) {
    List<Double> sorted = milliseconds.stream().sorted().toList();
    List<List<Double>> points = new ArrayList<>();
    for (double percentile : SHOWN) {
      int at = (int) Math.ceil(sorted.size() * percentile / 100) - 1;
      points.add(List.of(percentile, sorted.get(Math.max(0, at))));
    }
    return points;
  }
}
