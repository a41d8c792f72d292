package dev.crossfade.engine.backfill;

import dev.crossfade.engine.throttle.Pace;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What happens every so many rows of a chunk: they are counted, a sign of life is given, and the
 * reader waits as long as the pace demands. One thread.
 */
final class Steps {

  private static final int ROWS_PER_CALL = 1024;
  private static final int ROWS_PER_PACE = 64;
  private static final long LONGEST_REST = TimeUnit.MILLISECONDS.toNanos(100);

  private final @Nullable Pace pace;
  private final Runnable alive;
  private final BackfillMeter meter;
  private int sinceCall;

  /**
   * @param pace null to go as fast as it goes
   */
  Steps(@Nullable Pace pace, Runnable alive, BackfillMeter meter) {
    this.pace = pace;
    this.alive = alive;
    this.meter = meter;
  }

  void row() {
    sinceCall++;
    if (pace != null && sinceCall % ROWS_PER_PACE == 0) {
      keep(pace);
    }
    if (sinceCall == ROWS_PER_CALL) {
      call();
    }
  }

  /** Waits; life is shown meanwhile, for a slow pace must not cost the lease. */
  private void keep(Pace current) {
    long nanos = current.take(ROWS_PER_PACE);
    while (nanos > 0 && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(Math.min(nanos, LONGEST_REST));
      alive.run();
      nanos = current.rest();
    }
  }

  private void call() {
    meter.add(sinceCall);
    sinceCall = 0;
    alive.run();
  }

  /** After the last row. */
  void end() {
    call();
  }
}
