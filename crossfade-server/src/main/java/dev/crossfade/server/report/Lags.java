package dev.crossfade.server.report;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Collects lags and tells their distribution. Thread-safe; keeps one number per sample. */
public final class Lags {
  private static final int MOST = 1_000_000;

  private double[] millis = new double[1024];
  private int size;

  /** Adds one lag; negative ones, from clocks that differ, count as zero. */
  public synchronized void add(double lagMillis) {
    if (size == MOST) {
      return;
    }
    if (size == millis.length) {
      millis = Arrays.copyOf(millis, size * 2);
    }
    millis[size++] = Math.max(0, lagMillis);
  }

  /** The distribution so far, null before the first sample. */
  public synchronized Report.@Nullable Lag summary(String measuredBy) {
    if (size == 0) {
      return null;
    }
    double[] sorted = Arrays.copyOf(millis, size);
    Arrays.sort(sorted);
    return new Report.Lag(at(sorted, 0.50), at(sorted, 0.99), sorted[size - 1], size, measuredBy);
  }

  /** Nearest rank: the smallest sample that at least the share of all samples does not exceed. */
  private static double at(double[] sorted, double share) {
    return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
  }
}
