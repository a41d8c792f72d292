package dev.crossfade.kafka.stream;

import dev.crossfade.kafka.decode.LogRecord;
import dev.crossfade.spi.source.RolledBack;
import org.jspecify.annotations.Nullable;

/** Puts records together to whole transactions. One thread at a time. */
interface Assembly {

  /**
   * An empty one.
   *
   * @param undone what the log of the source says of transactions whose end does not come
   */
  static Assembly of(String engine, OpenTransaction.Bound bound, RolledBack undone) {
    return engine.equals("postgresql")
        ? new PostgresAssembly(bound)
        : new MariaDbAssembly(bound, undone);
  }

  /**
   * Takes the next record. A problem leaves everything as it was, so that the same record can be
   * offered again.
   *
   * @param offset of the record in the topic
   * @param bytes its size there
   * @return the transaction that is now complete, if any
   */
  @Nullable Completed accept(long offset, LogRecord record, int bytes);

  /** Whether records are only counted for now, so that nobody needs the images of rows. */
  boolean counting();

  /**
   * Where a reader has to begin that wants to go on after {@code next}: before the first record of
   * every transaction that is not complete.
   */
  long restart(long next);
}
