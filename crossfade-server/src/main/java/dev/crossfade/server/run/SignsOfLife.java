package dev.crossfade.server.run;

import dev.crossfade.engine.Pause;
import dev.crossfade.server.wiring.Heard;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Finds out whether some process follows the sources: it writes a mark into each of them every
 * second, and they arrive in the target. Whoever moves a stream that another process follows ends
 * that process, so a mark that is only late has time to come.
 */
final class SignsOfLife {
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofMillis(3_500);
  private static final Duration PATIENCE_WITH_THE_LATE = Duration.ofSeconds(10);
  private static final Duration RECENT = Duration.ofMinutes(1);

  private final Supplier<Map<String, Heard>> target;
  private final Clock clock;
  private final Pause pause;
  private final Instant begin;
  private final Map<String, Heard> before;

  private SignsOfLife(Supplier<Map<String, Heard>> target, Clock clock, Pause pause) {
    this.target = target;
    this.clock = clock;
    this.pause = pause;
    this.begin = clock.instant();
    this.before = target.get();
  }

  /** Looks for the first time. */
  static SignsOfLife watch(Supplier<Map<String, Heard>> target, Clock clock, Pause pause) {
    return new SignsOfLife(target, clock, pause);
  }

  /** What there is to see since the first look; changes nothing. */
  StreamSigns look() {
    return new StreamSigns(before, target.get());
  }

  /** Looks until all is clear, or long enough. */
  StreamSigns await() throws InterruptedException {
    Instant end = begin.plus(lately() ? PATIENCE_WITH_THE_LATE : PATIENCE);
    StreamSigns signs = look();
    while (!signs.clear() && clock.instant().isBefore(end)) {
      pause.sleep(LOOK);
      signs = look();
    }
    return signs;
  }

  /** Whether some source was followed a moment ago. */
  private boolean lately() {
    return before.values().stream()
        .map(Heard::writtenAt)
        .filter(Objects::nonNull)
        .anyMatch(at -> Duration.between(at, begin).abs().compareTo(RECENT) < 0);
  }
}
