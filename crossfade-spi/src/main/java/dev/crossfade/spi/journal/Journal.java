package dev.crossfade.spi.journal;

import java.util.List;

/**
 * What was decided about migrations, in order and for ever. Thread-safe. Failures to reach it are
 * {@code ProblemException} of kind TRANSIENT; then nothing was written.
 */
public interface Journal {

  /** All entries behind this version, in order. */
  List<JournalEntry> read(String migration, long after);

  /** The next entries behind this version, in order, and no more than so many. */
  List<JournalEntry> read(String migration, long after, int most);

  /** Writes on condition of version and epoch, both checked in the transaction that writes. */
  Appended append(Append append);

  /**
   * Whether the append with this id is in the journal. Waits until its transaction, if there still
   * is one, has ended: what was not written when this answers never will be.
   */
  boolean holds(String migration, String append);

  /** Names of all migrations that have a journal. */
  List<String> migrations();
}
