package dev.crossfade.kafka;

import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.embedded.DatabaseEndpoint;
import dev.crossfade.spi.source.CaptureRequest;
import java.util.List;
import java.util.Map;

/** A publication, a slot and a request for some tables. */
public final class PostgresSourceFixture {

  public static final String PLACEHOLDER = "__cf_unavailable_4711";

  private PostgresSourceFixture() {}

  public static TableSchema simple(String name) {
    return TableSchema.of(
        new TableId("public", name),
        List.of(
            Column.of("id", new LogicalType.Int(64)).notNull(),
            Column.of("v", LogicalType.Text.UNBOUNDED)),
        List.of("id"));
  }

  public static CaptureRequest prepare(String migration, List<TableSchema> tables)
      throws Exception {
    DatabaseEndpoint db = Services.postgres();
    String list = String.join(", ", tables.stream().map(t -> t.id().toString()).toList());
    Services.run(
        db,
        "CREATE PUBLICATION " + migration + " FOR TABLE " + list,
        "SELECT pg_create_logical_replication_slot('" + migration + "', 'pgoutput')");
    return request(migration, tables, db.password());
  }

  public static CaptureRequest request(String migration, List<TableSchema> tables, String password)
      throws Exception {
    DatabaseEndpoint db = Services.postgres();
    return new CaptureRequest(
        migration,
        "crm",
        "postgresql",
        db.host(),
        db.port(),
        db.database(),
        db.user(),
        password,
        tables,
        Map.of("slot", migration, "publication", migration),
        PLACEHOLDER,
        "null");
  }

  /** A mark as the source's log port writes it. */
  public static String mark(String migration, long number) {
    return "SELECT pg_logical_emit_message(true, 'crossfade', '%s %d 1700000000000000')"
        .formatted(migration, number);
  }
}
