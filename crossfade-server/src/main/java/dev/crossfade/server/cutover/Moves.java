package dev.crossfade.server.cutover;

import dev.crossfade.core.phase.Event;
import dev.crossfade.core.phase.EventText;
import dev.crossfade.core.phase.Phase;
import dev.crossfade.core.phase.Trigger;
import dev.crossfade.core.traffic.Side;
import dev.crossfade.spi.journal.JournalEntry;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Moves of clients that somebody asked for, as the journal has them. */
public final class Moves {

  private Moves() {}

  /**
   * One of them.
   *
   * @param entry by which it was asked for
   * @param by what was asked for
   */
  public record Move(JournalEntry entry, Trigger by) {

    /** Where clients were to go. */
    public Side to() {
      return by == Trigger.CUT_OVER ? Side.NEW : Side.LEGACY;
    }
  }

  /** Those among these entries, in order. */
  public static Stream<Move> in(List<JournalEntry> entries) {
    return entries.stream().flatMap(entry -> of(entry).stream());
  }

  /** The last one among these entries. */
  public static Optional<Move> latest(List<JournalEntry> entries) {
    return in(entries).reduce((earlier, later) -> later);
  }

  /** Where the clients are being moved in this phase; empty if they are not. */
  public static Optional<Side> to(Phase phase) {
    return switch (phase) {
      case CUTOVER -> Optional.of(Side.NEW);
      case ROLLBACK -> Optional.of(Side.LEGACY);
      default -> Optional.empty();
    };
  }

  private static Optional<Move> of(JournalEntry entry) {
    return EventText.parse(entry.event()) instanceof Event.Entered entered
            && (entered.by() == Trigger.CUT_OVER || entered.by() == Trigger.ROLL_BACK)
        ? Optional.of(new Move(entry, entered.by()))
        : Optional.empty();
  }
}
