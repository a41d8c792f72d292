package dev.crossfade.bench.demo;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * One repetition.
 *
 * @param rows rows that arrived
 * @param seconds wall time
 * @param cpuSeconds processor time of this process, servers not included
 */
record Run(long rows, double seconds, double cpuSeconds) {

  double rowsPerSecond() {
    return rows / seconds;
  }

  /** A stop-watch of wall and processor time. */
  static final class Watch {
    private final long start = System.nanoTime();
    private final long cpu = processCpu();

    Run stop(long rows) {
      return new Run(rows, (System.nanoTime() - start) / 1e9, (processCpu() - cpu) / 1e9);
    }

    private static long processCpu() {
      return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
          .getProcessCpuTime();
    }
  }

  static double median(List<Run> runs) {
    List<Double> sorted = runs.stream().map(Run::rowsPerSecond).sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
