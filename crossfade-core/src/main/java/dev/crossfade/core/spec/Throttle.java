package dev.crossfade.core.spec;

/**
 * How much of a source history may use up. Bounds are per source and process; 0 means no bound.
 *
 * @param latencyGrowth percent by which the source's latency may grow while history is read
 * @param rowsPerSecond most rows read
 * @param logMegabytes log kept by the source for us, beyond which reading pauses
 */
public record Throttle(int latencyGrowth, int rowsPerSecond, int logMegabytes) {

  /** As fast as it goes. */
  public static final Throttle NONE = new Throttle(0, 0, 0);

  public Throttle {
    if (latencyGrowth < 0 || rowsPerSecond < 0 || logMegabytes < 0) {
      throw new IllegalArgumentException("a bound of the throttle is negative");
    }
  }
}
