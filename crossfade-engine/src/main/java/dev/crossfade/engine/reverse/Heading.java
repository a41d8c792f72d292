package dev.crossfade.engine.reverse;

import dev.crossfade.core.cutover.Direction;
import dev.crossfade.core.cutover.ReturnMark;
import dev.crossfade.core.cutover.ReturnStart;
import dev.crossfade.spi.target.ProgressStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What the target says about which way changes go, and from where. Thread-safe. */
final class Heading {

  private static final Duration YOUNG = Duration.ofMillis(200);

  private final ProgressStore progress;
  private final Clock clock;
  private Direction seen = Direction.INITIAL;
  private Instant seenAt = Instant.EPOCH;

  Heading(ProgressStore progress, Clock clock) {
    this.progress = progress;
    this.clock = clock;
  }

  /** As it was a moment ago, for those who look often and act on it only after another look. */
  synchronized Direction seen() {
    Instant now = clock.instant();
    if (now.isBefore(seenAt) || !now.isBefore(seenAt.plus(YOUNG))) {
      seen = now();
      seenAt = now;
    }
    return seen;
  }

  /** Whether changes went back to the sources a moment ago. */
  boolean returning() {
    return seen().way() == Direction.Way.RETURN;
  }

  /** As it is. */
  Direction now() {
    return Direction.of(progress.fact(ProgressStore.DIRECTION));
  }

  /** The mark behind which a direction begins; empty while there is none yet. */
  Optional<ReturnMark> mark(Direction direction) {
    return ReturnMark.of(progress.fact(ProgressStore.RETURN_MARK), direction);
  }

  /** Where the mark was found. */
  Optional<ReturnStart> start(ReturnMark mark) {
    return ReturnStart.of(progress.fact(ProgressStore.RETURN_START), mark);
  }

  void found(ReturnStart start) {
    progress.remember(ProgressStore.RETURN_START, start.text());
  }
}
