package dev.crossfade.embedded.demo;

/**
 * Random numbers of one row: a function of seed, table and row number only, so that any row can be
 * made again alone and in any order. Reused from row to row by one thread.
 */
final class Dice {

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private final long origin;
  private long state;

  Dice(long seed, String table) {
    origin = mix(seed * GOLDEN + table.hashCode());
  }

  Dice roll(long row) {
    state = mix(origin + row * GOLDEN);
    return this;
  }

  long next() {
    state += GOLDEN;
    return mix(state);
  }

  /** A number in [0, bound). */
  int below(int bound) {
    return (int) (((next() >>> 33) * bound) >>> 31);
  }

  long below(long bound) {
    return Long.remainderUnsigned(next(), bound);
  }

  int between(int low, int high) {
    return low + below(high - low + 1);
  }

  /** True in {@code part} of {@code whole} throws. */
  boolean chance(int part, int whole) {
    return below(whole) < part;
  }

  /** A number in [0, bound) where small ones are far more frequent, as sizes of customers are. */
  long skewed(long bound) {
    double x = (next() >>> 11) * 0x1.0p-53;
    return (long) (x * x * x * bound);
  }

  String pick(String[] words) {
    return words[below(words.length)];
  }

  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
