package dev.crossfade.core.canary;

/**
 * What became of the requests of a cohort.
 *
 * @param requests that were answered, or should have been
 * @param failures of these: statuses from 500 on, silence, no connection
 * @param fallbacks failures that another stack made good, so that no client saw them
 * @param latencies of those that did not fail
 */
public record Tally(long requests, long failures, long fallbacks, Latencies latencies) {

  /** Nothing. */
  public static final Tally NONE = new Tally(0, 0, 0, Latencies.NONE);

  public Tally {
    if (failures < 0 || failures > requests || fallbacks < 0 || fallbacks > failures) {
      throw new IllegalArgumentException("more failures than requests");
    }
  }

  /** These and others. */
  public Tally plus(Tally other) {
    return new Tally(
        requests + other.requests,
        failures + other.failures,
        fallbacks + other.fallbacks,
        latencies.plus(other.latencies));
  }

  /** These without earlier ones, which are all among them. */
  public Tally minus(Tally earlier) {
    return new Tally(
        requests - earlier.requests,
        failures - earlier.failures,
        Math.max(0, Math.min(failures - earlier.failures, fallbacks - earlier.fallbacks)),
        latencies.minus(earlier.latencies));
  }

  /** The share of failures. */
  public double failing() {
    return requests == 0 ? 0 : (double) failures / requests;
  }
}
