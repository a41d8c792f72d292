package dev.crossfade.engine;

import dev.crossfade.spi.target.BackfillProgress;
import dev.crossfade.spi.target.ProgressStore;
import java.util.HashSet;
import java.util.Set;

/** Whether all history of some mappings is in staging. Thread-safe. */
public final class HistoryEnd {

  private final ProgressStore progress;
  private final Set<Integer> mappings;

  /**
   * @param mappings numbers of the mappings
   */
  public HistoryEnd(ProgressStore progress, Set<Integer> mappings) {
    this.progress = progress;
    this.mappings = Set.copyOf(mappings);
  }

  /** Looks. A mapping of which nothing is planned yet is not there. */
  public boolean reached() {
    Set<Integer> open = new HashSet<>(mappings);
    progress.backfill().stream()
        .filter(BackfillProgress::complete)
        .map(BackfillProgress::mapping)
        .forEach(open::remove);
    return open.isEmpty();
  }
}
