package dev.crossfade.kafka.decode;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.core.schema.TableId;

/** MariaDB: a transaction's id is its GTID; rows carry the file and where the transaction began. */
record MariaDbDialect() implements LogDialect {

  @Override
  public String transaction(String id) {
    return id;
  }

  @Override
  public long commit(String endId) {
    return 0;
  }

  @Override
  public LogRecord.Place place(JsonNode source, long number) {
    String file = source.path("file").asText();
    long fileNumber = Long.parseLong(file, file.lastIndexOf('.') + 1, file.length(), 10);
    return new LogRecord.Place(
        fileNumber, source.path("pos").longValue(), source.path("row").longValue());
  }

  @Override
  public long committedAt(JsonNode source) {
    return source.path("ts_ms").longValue() * 1000;
  }

  @Override
  public TableId table(JsonNode source) {
    return new TableId(source.path("db").asText(), source.path("table").asText());
  }

  @Override
  public boolean fullImages() {
    return true;
  }
}
