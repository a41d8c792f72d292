package dev.crossfade.engine.run;

import dev.crossfade.core.phase.Flag;
import dev.crossfade.spi.target.ProgressStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;

/**
 * Whether some source cannot be followed any more, as the target remembers: whoever comes next
 * knows it before he has looked himself. One thread.
 */
final class Alarms {

  private static final Duration GOOD_FOR = Duration.ofSeconds(1);

  private final ProgressStore progress;
  private final Collection<String> sources;
  private final Clock clock;
  private Instant until = Instant.MIN;
  private Set<Flag> flags = Set.of();

  Alarms(ProgressStore progress, Collection<String> sources, Clock clock) {
    this.progress = progress;
    this.sources = sources;
    this.clock = clock;
  }

  Set<Flag> flags() {
    Instant now = clock.instant();
    if (!now.isBefore(until)) {
      flags = sources.stream().anyMatch(this::raised) ? Set.of(Flag.GAP) : Set.of();
      until = now.plus(GOOD_FOR);
    }
    return flags;
  }

  private boolean raised(String source) {
    return !progress.fact(ProgressStore.ALARM_OF_SOURCE + source).orElse("").isEmpty();
  }
}
