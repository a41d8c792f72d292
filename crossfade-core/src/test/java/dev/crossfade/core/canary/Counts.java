package dev.crossfade.core.canary;

/** Makes latencies and tallies of tests. */
final class Counts {

  private Counts() {}

  static Latencies micros(long... micros) {
    long[] counts = new long[Latencies.BUCKETS];
    for (long each : micros) {
      counts[Latencies.bucket(each)]++;
    }
    return Latencies.of(counts);
  }

  /** So many answers that took this long, and failures. */
  static Tally tally(int answers, long micros, int failures) {
    long[] counts = new long[Latencies.BUCKETS];
    counts[Latencies.bucket(micros)] = answers;
    return new Tally(answers + failures, failures, 0, Latencies.of(counts));
  }
}
