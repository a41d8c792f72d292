package dev.crossfade.server.api;

import dev.crossfade.spi.journal.Append;
import dev.crossfade.spi.journal.Appended;
import dev.crossfade.spi.journal.Journal;
import dev.crossfade.spi.journal.JournalEntry;
import java.util.List;

/**
 * A journal for one thing that somebody asks for, on condition of the state that he saw. Whoever
 * decides reads first and appends on condition of what he read; so it is enough to refuse reading
 * any other version, until it was written. Not thread-safe.
 */
final class ExpectedJournal implements Journal {

  private final Journal journal;
  private final long expected;
  private boolean written;

  ExpectedJournal(Journal journal, long expected) {
    this.journal = journal;
    this.expected = expected;
  }

  @Override
  public List<JournalEntry> read(String migration, long after) {
    List<JournalEntry> entries = journal.read(migration, after);
    long version = entries.isEmpty() ? after : entries.get(entries.size() - 1).version();
    if (!written && version != expected) {
      throw Tags.changed(Tags.of(version));
    }
    return entries;
  }

  /** Who decides reads all. */
  @Override
  public List<JournalEntry> read(String migration, long after, int most) {
    return journal.read(migration, after, most);
  }

  @Override
  public Appended append(Append append) {
    Appended appended = journal.append(append);
    written = appended instanceof Appended.Written;
    return appended;
  }

  @Override
  public boolean holds(String migration, String append) {
    written = journal.holds(migration, append);
    return written;
  }

  @Override
  public List<String> migrations() {
    return journal.migrations();
  }
}
