package dev.crossfade.testkit.contract;

/** What a contract does to a source's two tables within one transaction. */
public interface SourceWriter {

  /** Adds a row to the table with key. */
  void insert(long id, String text);

  /** Sets the text of a row. */
  void update(long id, String text);

  /** Changes the key of a row. */
  void rename(long id, long newId);

  /** Removes a row from the table with key. */
  void delete(long id);

  /** Adds a row to the table without key. */
  void append(String text);

  /** Says in the log that the way back writes this transaction. */
  void tag();
}
