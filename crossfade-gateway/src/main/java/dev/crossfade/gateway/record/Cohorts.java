package dev.crossfade.gateway.record;

import dev.crossfade.core.canary.Cohort;
import dev.crossfade.core.canary.Latencies;
import dev.crossfade.core.canary.Observation;
import dev.crossfade.core.canary.Tally;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what becomes of the reads of a route for as long as its share stays, and of its writes too
 * once they were moved. Any thread.
 */
public final class Cohorts {

  private final int percent;
  private final long since;
  private final Counts[] counts = {new Counts(), new Counts()};

  Cohorts(int percent, long since) {
    this.percent = percent;
    this.since = since;
  }

  private static final class Counts {
    private final LongAdder failures = new LongAdder();
    private final LongAdder fallbacks = new LongAdder();
    private final AtomicLongArray latencies = new AtomicLongArray(Latencies.BUCKETS);

    /** Failures are read first, so that none is there without its request. */
    Tally tally() {
      long saved = fallbacks.sum();
      long failed = failures.sum();
      long[] buckets = new long[Latencies.BUCKETS];
      Arrays.setAll(buckets, latencies::get);
      Latencies answered = Latencies.of(buckets);
      return new Tally(answered.count() + failed, failed, Math.min(saved, failed), answered);
    }
  }

  /** A request was answered. */
  public void answered(Cohort cohort, long micros) {
    counts[cohort.ordinal()].latencies.incrementAndGet(Latencies.bucket(micros));
  }

  /** A request failed, and the client saw it. */
  public void failed(Cohort cohort) {
    counts[cohort.ordinal()].failures.increment();
  }

  /** A read failed, and another stack was asked. */
  public void fellBack(Cohort cohort) {
    counts[cohort.ordinal()].failures.increment();
    counts[cohort.ordinal()].fallbacks.increment();
  }

  Observation of(String route) {
    return new Observation(
        route,
        percent,
        since,
        counts[Cohort.NEW.ordinal()].tally(),
        counts[Cohort.BASELINE.ordinal()].tally());
  }
}
