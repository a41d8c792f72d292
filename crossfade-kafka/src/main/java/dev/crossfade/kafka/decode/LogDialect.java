package dev.crossfade.kafka.decode;

/** How an engine's connector spells positions, transactions and tables. */
sealed interface LogDialect permits PostgresDialect, MariaDbDialect {

  static LogDialect of(String engine) {
    return engine.equals("postgresql") ? new PostgresDialect() : new MariaDbDialect();
  }

  /** The stable part of a transaction's id. */
  String transaction(String id);

  /** PostgreSQL: the commit's log position from the id of an END record. */
  long commit(String endId);

  LogRecord.Place place(SourceBlock source, long number);

  /** Commit time of the row's transaction in microseconds. */
  long committedAt(SourceBlock source);

  /** A block to read sources of records into. */
  SourceBlock block();

  /** Whether the log holds full old images, whatever the table says. */
  boolean fullImages();
}
