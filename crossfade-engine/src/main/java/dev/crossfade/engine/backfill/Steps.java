package dev.crossfade.engine.backfill;

import dev.crossfade.engine.Pause;
import dev.crossfade.engine.throttle.Pace;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What happens every so many rows of a chunk: they are counted, the worker makes sure that the
 * chunk is still its own, and it waits as long as the pace demands. One thread.
 */
final class Steps {

  private static final int ROWS_PER_CALL = 1024;

  private static final int ROWS_PER_PACE = 64;
  private static final long LONGEST_REST = Duration.ofMillis(100).toNanos();

  private final @Nullable Pace pace;
  private final Pause pause;
  private final Life life;
  private final BackfillMeter meter;
  private int sinceCall;

  /**
   * @param pace null to go as fast as it goes
   * @param pause how to wait
   */
  Steps(@Nullable Pace pace, Pause pause, Life life, BackfillMeter meter) {
    this.pace = pace;
    this.pause = pause;
    this.life = life;
    this.meter = meter;
  }

  void row() {
    sinceCall++;
    life.sign();
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
      rest(Math.min(nanos, LONGEST_REST));
      life.check();
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
    life.check();
  }

  /** After the last row. */
  void end() {
    call();
  }
}
