package dev.crossfade.kafka.decode;

import dev.crossfade.core.change.Mark;
import dev.crossfade.core.change.Op;
import dev.crossfade.core.change.Origin;
import dev.crossfade.core.schema.TableId;
import org.jspecify.annotations.Nullable;

/** One record of a source's topic. */
public sealed interface LogRecord {

  /**
   * A transaction begins, possibly again after a restart of the connector.
   *
   * @param transaction PostgreSQL: transaction id; MariaDB: GTID
   */
  record Begin(String transaction) implements LogRecord {}

  /**
   * A transaction is complete.
   *
   * @param transaction as in {@link Begin}
   * @param commit PostgreSQL: log position of the commit; else 0
   * @param events how many records the connector says it had
   * @param atMicros commit time
   */
  record End(String transaction, long commit, long events, long atMicros) implements LogRecord {}

  /** Something inside a transaction that the connector counts. */
  sealed interface Counted extends LogRecord {
    String transaction();

    /** 1 for the transaction's first record. */
    long number();

    Place place();

    long atMicros();
  }

  /**
   * A row change, or one half of a change of the key.
   *
   * @param half which half, of a change of the key
   */
  record Row(
      String transaction,
      long number,
      Place place,
      long atMicros,
      TableId table,
      Op op,
      @Nullable Object @Nullable [] before,
      @Nullable Object @Nullable [] after,
      Half half)
      implements Counted {}

  /**
   * A message, or a row of a table that is not captured.
   *
   * @param mark null unless it is a mark of ours
   * @param origin what it says of its transaction
   */
  record Note(
      String transaction,
      long number,
      Place place,
      long atMicros,
      @Nullable Mark mark,
      Origin origin)
      implements Counted {}

  /** A change of definitions, which ends an open transaction of MariaDB. */
  record Definition() implements LogRecord {}

  /** A heartbeat and the like. */
  record Nothing() implements LogRecord {}

  /** Halves of a change of the key: Debezium sends a delete and a create. */
  enum Half {
    NONE,
    OLD,
    NEW
  }

  /**
   * Where a record stands.
   *
   * @param file MariaDB: number of the log file; PostgreSQL: 0
   * @param offset MariaDB: where the transaction begins; PostgreSQL: log position of the record
   * @param detail PostgreSQL, first record of a transaction only: the commit before it; MariaDB:
   *     number of the row in its event
   */
  record Place(long file, long offset, long detail) {}
}
