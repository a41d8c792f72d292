package dev.crossfade.engine.run;

import dev.crossfade.engine.Mappings;
import dev.crossfade.engine.run.RunEvent.SourceHeard;
import dev.crossfade.spi.target.BackfillProgress;
import dev.crossfade.spi.target.ProgressStore;
import dev.crossfade.spi.target.StreamState;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Makes sure that history is cut only after every stream has delivered a mark that was written
 * before: else changes between history and stream could be missing. Thread-safe.
 */
final class Hearing {

  private final ProgressStore progress;
  private final Consumer<RunEvent> events;
  private final Map<String, Long> unheard = new TreeMap<>();

  Hearing(ProgressStore progress, Consumer<RunEvent> events) {
    this.progress = progress;
    this.events = events;
  }

  /** Writes the marks, if there is history that is not cut yet. */
  synchronized void begin(Footing footing) {
    if (!unplanned(footing.mappings()).isEmpty()) {
      for (String source : footing.captured().keySet()) {
        unheard.put(source, footing.startup().database(source).log().mark().number());
      }
    }
  }

  private Set<Integer> unplanned(Mappings mappings) {
    Set<Integer> numbers = new HashSet<>(mappings.sourceTables().keySet());
    progress.backfill().stream().map(BackfillProgress::mapping).forEach(numbers::remove);
    return numbers;
  }

  /** Whether every stream has delivered its mark. */
  synchronized boolean complete() {
    for (Map.Entry<String, Long> each : Map.copyOf(unheard).entrySet()) {
      long heard = progress.streamState(each.getKey()).map(StreamState::mark).orElse(0L);
      if (heard >= each.getValue()) {
        unheard.remove(each.getKey());
        events.accept(new SourceHeard(each.getKey()));
      }
    }
    return unheard.isEmpty();
  }

  /** The sources that have not been heard yet. */
  synchronized List<String> open() {
    return List.copyOf(unheard.keySet());
  }
}
