package dev.crossfade.kafka.connect;

import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.transforms.Transformation;

/**
 * Runs inside Kafka Connect. Reduces the offset of every record to the last commit before it, so
 * that a connector that was killed inside a transaction begins that transaction again. Without it
 * PostgreSQL's connector leaves out the rest of the rows that share a log position with the last
 * one it had delivered, as the rows of one COPY do, and MariaDB's goes on in the middle under a new
 * count.
 */
public final class RestartAtCommit implements Transformation<SourceRecord>, Versioned {

  private static final String COMMIT = "lsn_commit";
  private static final String POSITION = "lsn";
  private static final String FILE = "file";

  @Override
  public SourceRecord apply(SourceRecord record) {
    @SuppressWarnings("unchecked") // Debezium makes one map of its own for every record
    Map<String, Object> offset = (Map<String, Object>) record.sourceOffset();
    if (offset != null && offset.containsKey(POSITION)) {
      reducePostgres(offset);
    } else if (offset != null && offset.containsKey(FILE)) {
      reduceMariaDb(offset);
    }
    return record;
  }

  /** Without a commit nothing remains, and the connector begins where the slot stands. */
  private static void reducePostgres(Map<String, Object> offset) {
    Object commit = offset.get(COMMIT);
    offset.keySet().removeIf(name -> !name.equals("ts_usec") && !name.equals(COMMIT));
    if (commit != null) {
      offset.put(POSITION, commit);
    }
  }

  /** File, position and GTIDs are where the transaction begins; the rest says what to skip. */
  private static void reduceMariaDb(Map<String, Object> offset) {
    offset.remove("row");
    offset.remove("event");
    offset.keySet().removeIf(name -> name.startsWith("transaction_"));
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public ConfigDef config() {
    return new ConfigDef();
  }

  @Override
  public void configure(Map<String, ?> settings) {
    // has none
  }

  @Override
  public void close() {
    // holds nothing
  }
}
