package dev.crossfade.kafka.decode;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.core.schema.TableId;

/** How an engine's connector spells positions, transactions and tables. */
sealed interface LogDialect permits PostgresDialect, MariaDbDialect {

  static LogDialect of(String engine) {
    return engine.equals("postgresql") ? new PostgresDialect() : new MariaDbDialect();
  }

  /** The stable part of a transaction's id. */
  String transaction(String id);

  /** PostgreSQL: the commit's log position from the id of an END record. */
  long commit(String endId);

  LogRecord.Place place(JsonNode source, long number);

  /** Commit time of the row's transaction in microseconds. */
  long committedAt(JsonNode source);

  TableId table(JsonNode source);

  /** Whether the log holds full old images, whatever the table says. */
  boolean fullImages();
}
