package dev.crossfade.kafka.stream;

import dev.crossfade.core.change.SourceTransaction;
import dev.crossfade.kafka.decode.LogRecord;
import org.jspecify.annotations.Nullable;

/** Puts records together to whole transactions. One thread at a time. */
interface Assembly {

  static Assembly of(String engine, int largest) {
    return engine.equals("postgresql")
        ? new PostgresAssembly(largest)
        : new MariaDbAssembly(largest);
  }

  /**
   * Takes the next record. A problem leaves everything as it was, so that the same record can be
   * offered again.
   *
   * @param offset of the record in the topic
   * @return the transaction that is now complete, if any
   */
  @Nullable SourceTransaction accept(long offset, LogRecord record);

  /**
   * Where a reader has to begin that wants to go on after {@code next}: before the first record of
   * every transaction that is not complete.
   */
  long restart(long next);
}
