package dev.crossfade.engine.backfill;

import dev.crossfade.engine.Pause;
import dev.crossfade.engine.throttle.Pace;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What happens every so many rows of a chunk: they are counted, a sign of life is given, and the
 * reader waits as long as the pace demands. One thread.
 */
final class Steps {

  private static final int ROWS_PER_CALL = 1024;

  /** Rows may be large, and somebody else takes a chunk whose worker gives no sign of life. */
  private static final int ROWS_PER_SIGN = 4;

  private static final int ROWS_PER_PACE = 64;
  private static final long LONGEST_REST = Duration.ofMillis(100).toNanos();

  private final @Nullable Pace pace;
  private final Pause pause;
  private final Runnable alive;
  private final BackfillMeter meter;
  private int sinceCall;

  /**
   * @param pace null to go as fast as it goes
   * @param pause how to wait
   */
  Steps(@Nullable Pace pace, Pause pause, Runnable alive, BackfillMeter meter) {
    this.pace = pace;
    this.pause = pause;
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
    } else if (sinceCall % ROWS_PER_SIGN == 0) {
      alive.run();
    }
  }

  /** Waits; life is shown meanwhile, for a slow pace must not cost the lease. */
  private void keep(Pace current) {
    long nanos = current.take(ROWS_PER_PACE);
    while (nanos > 0 && !Thread.currentThread().isInterrupted()) {
      rest(Math.min(nanos, LONGEST_REST));
      alive.run();
      nanos = current.rest();
    }
  }

  private void rest(long nanos) {
    try {
      pause.sleep(Duration.ofNanos(nanos));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
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
