package dev.crossfade.engine.cutover;

import dev.crossfade.core.cutover.RollbackWindow;
import dev.crossfade.engine.Work;
import dev.crossfade.engine.cutover.Transit.Around;
import dev.crossfade.spi.target.ProgressStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Counts how long the way back has been open, by time that passes and not by a clock that can be
 * set. It ends nothing: a window that is over is only told to be over.
 */
final class WindowClock implements Work {

  private static final Duration INTERVAL = Duration.ofSeconds(5);

  /** Nobody is away for longer; a clock that says more has jumped. */
  private static final Duration LONGEST = Duration.ofHours(12);

  private final Around around;
  private @Nullable RollbackWindow counted;
  private long last;

  WindowClock(Around around) {
    this.around = around;
    this.last = around.nanos().getAsLong();
  }

  @Override
  public String name() {
    return "window";
  }

  @Override
  public Duration step() {
    ProgressStore progress = around.target().progress();
    Optional<RollbackWindow> stored =
        progress
            .fact(ProgressStore.ROLLBACK_WINDOW)
            .filter(text -> !text.isEmpty())
            .map(RollbackWindow::parse);
    long passed = around.nanos().getAsLong() - last;
    last += passed;
    counted = stored.map(window -> extended(count(window, passed))).orElse(null);
    if (counted != null && !stored.equals(Optional.of(counted))) {
      progress.remember(ProgressStore.ROLLBACK_WINDOW, counted.text());
    }
    return INTERVAL;
  }

  /** What another process has counted last, or this one. */
  private RollbackWindow count(RollbackWindow window, long nanos) {
    Instant now = around.clock().instant();
    return window.equals(counted)
        ? window.after(Duration.ofNanos(nanos), now)
        : window.resumed(now, LONGEST);
  }

  private RollbackWindow extended(RollbackWindow window) {
    Duration wanted =
        Duration.ofHours(around.spec().cutover().windowHours())
            .plus(around.mandate().journal().get().windowExtension());
    Duration more = wanted.minus(window.length());
    return more.isNegative() ? window : window.extended(more);
  }
}
