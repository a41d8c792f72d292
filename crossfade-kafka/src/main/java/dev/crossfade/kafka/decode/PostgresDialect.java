package dev.crossfade.kafka.decode;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.core.schema.TableId;

/**
 * PostgreSQL: a transaction's id is {@code <xid>:<lsn>}, where the position is that of the record
 * at hand; in an END record it is the position of the commit.
 */
record PostgresDialect() implements LogDialect {

  @Override
  public String transaction(String id) {
    int colon = id.indexOf(':');
    return colon < 0 ? id : id.substring(0, colon);
  }

  @Override
  public long commit(String endId) {
    return Long.parseUnsignedLong(endId, endId.indexOf(':') + 1, endId.length(), 10);
  }

  @Override
  public LogRecord.Place place(JsonNode source, long number) {
    long previous = number == 1 ? previousCommit(source.path("sequence").asText("")) : 0;
    return new LogRecord.Place(0, source.path("lsn").longValue(), previous);
  }

  /** The first of two quoted numbers, {@code ["24717528","24717664"]}; 0 when there is none. */
  private static long previousCommit(String sequence) {
    int from = sequence.indexOf('"');
    if (from != 1) {
      return 0;
    }
    return Long.parseLong(sequence, from + 1, sequence.indexOf('"', from + 1), 10);
  }

  @Override
  public long committedAt(JsonNode source) {
    return source.path("ts_us").longValue();
  }

  @Override
  public TableId table(JsonNode source) {
    return new TableId(source.path("schema").asText(), source.path("table").asText());
  }

  @Override
  public boolean fullImages() {
    return false;
  }
}
