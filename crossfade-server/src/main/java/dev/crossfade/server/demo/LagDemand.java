package dev.crossfade.server.demo;

import dev.crossfade.oracle.reader.Lag;
import dev.crossfade.server.output.Words;

/**
 * What the proof demands of the time a write takes to be visible in production. That it was
 * measured, always. That 99 of 100 writes took less than two seconds, once as much was measured as
 * the promise speaks of, and unless the capture was killed on the way: what was written while it
 * was away is late by design.
 *
 * @param holds whether what is demanded holds
 * @param what was measured, and what was demanded of it
 */
record LagDemand(boolean holds, String what) {
  private static final double P99_MILLIS = 2_000;
  private static final long LEAST_WRITES = 10_000;
  private static final double LEAST_SECONDS = 60;

  static LagDemand on(Lag lag, DemoOptions.Fault fault) {
    if (lag.count() == 0) {
      return new LagDemand(false, "how long a write takes to be visible was not measured");
    }
    String measured =
        "a write was visible in production after "
            + millis(lag.p50Millis())
            + " (p50), "
            + millis(lag.p99Millis())
            + " (p99), "
            + Words.count(lag.count())
            + " measured; ";
    if (fault == DemoOptions.Fault.KILL_CONNECT) {
      return new LagDemand(true, measured + "no bound, as the capture was killed on the way");
    }
    if (lag.count() < LEAST_WRITES || lag.seconds() < LEAST_SECONDS) {
      return new LagDemand(
          true,
          measured + "no bound on less than a minute and " + Words.count(LEAST_WRITES, "write"));
    }
    return new LagDemand(
        lag.p99Millis() < P99_MILLIS, measured + "demanded is p99 under " + millis(P99_MILLIS));
  }

  private static String millis(double millis) {
    return Words.count(Math.round(millis)) + " ms";
  }
}
