package dev.crossfade.kafka;

import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.embedded.DatabaseEndpoint;
import dev.crossfade.spi.source.CaptureRequest;
import java.util.List;
import java.util.Map;

/** A mark table and a request for some tables. */
public final class MariaDbSourceFixture {

  private MariaDbSourceFixture() {}

  public static CaptureRequest prepare(String migration, List<TableSchema> tables, String zeroDates)
      throws Exception {
    DatabaseEndpoint db = Services.maria();
    Services.run(
        db,
        "CREATE TABLE IF NOT EXISTS crossfade_mark(migration varchar(64) PRIMARY KEY,"
            + " number bigint NOT NULL, written_at datetime(6) NOT NULL)");
    return new CaptureRequest(
        migration,
        "ads",
        "mariadb",
        db.host(),
        db.port(),
        db.database(),
        db.user(),
        db.password(),
        tables,
        Map.of(),
        PostgresSourceFixture.PLACEHOLDER,
        zeroDates);
  }

  /** A mark as the source's log port writes it. */
  public static String mark(String migration, long number) {
    return "REPLACE INTO crossfade_mark VALUES ('%s', %d, '2023-11-14 22:13:20')"
        .formatted(migration, number);
  }
}
