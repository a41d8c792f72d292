package dev.crossfade.engine.backfill;

import dev.crossfade.engine.drift.HistoryStops;
import dev.crossfade.engine.throttle.Pace;
import java.util.Map;

/**
 * What keeps history from being read as fast as it can be, or at all.
 *
 * @param paces of the sources that are to be spared, by name
 * @param stops the sources that are not read any more
 */
public record Restraint(Map<String, Pace> paces, HistoryStops stops) {

  public Restraint {
    paces = Map.copyOf(paces);
  }

  /** Nothing does, and what would stop a source is thrown. */
  static Restraint none() {
    return new Restraint(Map.of(), HistoryStops.raising());
  }
}
