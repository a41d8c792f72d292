package dev.crossfade.engine.verify;

import dev.crossfade.core.change.Mark;
import dev.crossfade.engine.Pause;
import dev.crossfade.spi.source.SourceDatabase;
import dev.crossfade.spi.target.ProgressStore;
import dev.crossfade.spi.target.StreamState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Orders reads of a source against what has been published. A mark written after a read stands in
 * the log behind everything the read saw; once the mark is published, so is all of that.
 */
final class Fence {

  private static final Duration STEP = Duration.ofMillis(10);

  private final Map<String, SourceDatabase> sources;
  private final ProgressStore progress;
  private final Clock clock;
  private final Pause pause;
  private final Duration patience;
  private final Map<String, Long> behind;

  Fence(
      Map<String, SourceDatabase> sources,
      ProgressStore progress,
      Clock clock,
      Pause pause,
      Duration patience) {
    this(sources, progress, clock, pause, patience, Map.of());
  }

  private Fence(
      Map<String, SourceDatabase> sources,
      ProgressStore progress,
      Clock clock,
      Pause pause,
      Duration patience,
      Map<String, Long> behind) {
    this.behind = Map.copyOf(behind);
    this.sources = sources;
    this.progress = progress;
    this.clock = clock;
    this.pause = pause;
    this.patience = patience;
  }

  /**
   * The same while nobody writes any more: no read has to be awaited.
   *
   * @param behind marks behind everything that was written, by source; they are published
   */
  Fence still(Map<String, Long> behind) {
    return new Fence(sources, progress, clock, pause, patience, behind);
  }

  /**
   * Writes a mark into each of these sources and returns their numbers; those of sources that stand
   * still are known.
   */
  Map<String, Long> marks(Set<String> names) {
    Map<String, Long> numbers = new TreeMap<>(behind);
    numbers.keySet().retainAll(names);
    for (String name : names) {
      if (numbers.containsKey(name)) {
        continue;
      }
      SourceDatabase source = sources.get(name);
      if (source == null) {
        throw new IllegalArgumentException("not a source of this migration: " + name);
      }
      Mark mark = source.log().mark();
      numbers.put(name, mark.number());
    }
    return numbers;
  }

  /** Waits until all these marks are published; false when patience ran out first. */
  boolean passed(Map<String, Long> marks) throws InterruptedException {
    return passed(marks, () -> {});
  }

  /** The same; does something again and again while it waits. */
  boolean passed(Map<String, Long> marks, Runnable meanwhile) throws InterruptedException {
    Instant giveUp = clock.instant().plus(patience);
    while (!published(marks)) {
      if (clock.instant().isAfter(giveUp)) {
        return false;
      }
      meanwhile.run();
      pause.sleep(STEP);
    }
    return true;
  }

  private boolean published(Map<String, Long> marks) {
    return marks.entrySet().stream()
        .filter(mark -> !mark.getValue().equals(behind.get(mark.getKey())))
        .allMatch(
            mark ->
                progress
                    .streamState(mark.getKey())
                    .map(StreamState::mark)
                    .filter(applied -> applied >= mark.getValue())
                    .isPresent());
  }
}
