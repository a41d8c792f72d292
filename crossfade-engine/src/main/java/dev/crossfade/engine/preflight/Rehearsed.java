package dev.crossfade.engine.preflight;

import dev.crossfade.core.phase.Event;
import dev.crossfade.core.phase.EventText;
import dev.crossfade.core.phase.Phase;
import dev.crossfade.core.phase.Trigger;
import dev.crossfade.spi.journal.JournalEntry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** When the way back was gone last, by a journal. */
public final class Rehearsed {

  private Rehearsed() {}

  /** When clients were brought back last; empty when they never were. */
  public static Optional<Instant> last(List<JournalEntry> journal) {
    Optional<Instant> last = Optional.empty();
    Phase phase = Phase.DRAFT;
    for (JournalEntry entry : journal) {
      if (EventText.parse(entry.event()) instanceof Event.Entered entered) {
        if (phase == Phase.ROLLBACK
            && entered.phase() == Phase.LIVE
            && entered.by() == Trigger.FINISHED) {
          last = Optional.of(entry.at());
        }
        phase = entered.phase();
      }
    }
    return last;
  }
}
