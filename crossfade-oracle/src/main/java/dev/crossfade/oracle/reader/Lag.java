package dev.crossfade.oracle.reader;

/**
 * How long acknowledged writes took to be visible in production, from the first publish on.
 *
 * @param count writes measured
 * @param p50Millis half of them took at most this long
 * @param p99Millis all but one in a hundred took at most this long
 * @param maxMillis the slowest
 * @param backlog writes acknowledged before the first publish, which are not measured
 * @param seconds from the first publish to the last poll
 */
public record Lag(
    long count,
    double p50Millis,
    double p99Millis,
    double maxMillis,
    long backlog,
    double seconds) {

  static Lag of(LagHistogram histogram, long backlog, double seconds) {
    return new Lag(
        histogram.count(),
        histogram.percentile(0.5) / 1e3,
        histogram.percentile(0.99) / 1e3,
        histogram.max() / 1e3,
        backlog,
        seconds);
  }
}
