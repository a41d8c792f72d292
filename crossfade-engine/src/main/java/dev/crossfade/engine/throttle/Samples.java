package dev.crossfade.engine.throttle;

import java.util.Arrays;

/** Times that commits took, and how much was read meanwhile. */
final class Samples {

  static final double SLOW = 0.9;
  static final double MIDDLE = 0.5;

  private long[] nanos = new long[64];
  private double read;
  private int size;

  void add(long time, double rowsPerSecond) {
    if (size == nanos.length) {
      nanos = Arrays.copyOf(nanos, size * 2);
    }
    nanos[size++] = time;
    read += rowsPerSecond;
  }

  int size() {
    return size;
  }

  /** The time that this part of them kept. */
  double kept(double part) {
    long[] sorted = Arrays.copyOf(nanos, size);
    Arrays.sort(sorted);
    return sorted[(int) Math.ceil(size * part) - 1];
  }

  /** Rows per second on average. */
  double read() {
    return read / size;
  }
}
