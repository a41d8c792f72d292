package dev.crossfade.bench;

import java.util.List;

/**
 * One repetition.
 *
 * @param rows rows that arrived
 * @param seconds wall time
 */
record Run(long rows, double seconds) {

  double rowsPerSecond() {
    return rows / seconds;
  }

  static double median(List<Run> runs) {
    List<Double> sorted = runs.stream().map(Run::rowsPerSecond).sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
