package dev.crossfade.engine.reconcile;

import dev.crossfade.core.phase.Event;
import dev.crossfade.core.phase.EventText;
import dev.crossfade.core.phase.MigrationState;
import dev.crossfade.spi.journal.Append;
import dev.crossfade.spi.journal.Appended;
import dev.crossfade.spi.journal.Journal;
import dev.crossfade.spi.journal.JournalEntry;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A migration's journal as one process sees it: the state its entries make, and a way to add some.
 * An append whose end is not known is settled by reading before anything else is written. Not
 * thread-safe.
 */
final class Record {

  private final Journal journal;
  private final Supplier<String> ids;
  private MigrationState state;
  private @Nullable Append unknown;

  /** What became of an attempt to write. */
  enum End {
    /** It is in the journal. */
    WRITTEN,
    /** It is not; the journal has to be read again. */
    NOT_WRITTEN,
    /** It is not, because there is a later owner. */
    OVERTAKEN,
    /** Nobody knows yet; {@link #settle} will tell. */
    UNKNOWN
  }

  Record(Journal journal, String migration, Supplier<String> ids) {
    this.journal = journal;
    this.ids = ids;
    this.state = MigrationState.draft(migration);
  }

  MigrationState state() {
    return state;
  }

  /** Takes over what others, or we, have written. */
  MigrationState refresh() {
    for (JournalEntry entry : journal.read(state.migration(), state.version())) {
      if (entry.version() != state.version() + 1) {
        throw new IllegalStateException(
            "the journal of " + state.migration() + " has a hole before " + entry.version());
      }
      state = state.after(EventText.parse(entry.event()));
    }
    return state;
  }

  /** Writes what was decided on the present state. */
  End write(List<Event> events, long epoch, Instant at, String actor) {
    List<String> texts = events.stream().map(EventText::format).toList();
    Append append =
        new Append(state.migration(), ids.get(), state.version(), epoch, at, actor, texts);
    Appended appended = journal.append(append);
    if (appended instanceof Appended.Written) {
      state = state.after(events);
      return End.WRITTEN;
    } else if (appended instanceof Appended.Unknown) {
      unknown = append;
      return End.UNKNOWN;
    }
    return appended instanceof Appended.Fenced ? End.OVERTAKEN : End.NOT_WRITTEN;
  }

  /** Finds out what became of the last write, if that is not known. */
  End settle() {
    Append append = unknown;
    if (append == null) {
      return End.WRITTEN;
    }
    boolean written = journal.holds(append.migration(), append.id());
    unknown = null;
    return written ? End.WRITTEN : End.NOT_WRITTEN;
  }
}
