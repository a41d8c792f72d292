package dev.crossfade.jdbc.target;

import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The tables of the production schema, with the types that occur there. */
final class ProductionCatalog {

  private static final String COLUMNS =
      "SELECT c.relname, a.attname, a.attnotnull, a.attgenerated <> '' AS generated,"
          + " format_type(a.atttypid, a.atttypmod) AS native, c.reltuples::bigint AS rows,"
          + " pg_total_relation_size(c.oid) AS bytes,"
          + " array_position(k.conkey, a.attnum) AS place"
          + " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
          + " JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped"
          + " LEFT JOIN pg_constraint k ON k.conrelid = c.oid AND k.contype = 'p'"
          + " WHERE n.nspname = ? AND c.relkind IN ('r', 'p') ORDER BY c.relname, a.attnum";

  private ProductionCatalog() {}

  /** A column as the catalog has it. */
  private record Found(
      String table,
      String column,
      String type,
      boolean notNull,
      boolean generated,
      int place,
      long rows,
      long bytes) {}

  static List<TableSchema> read(Connection connection, String schema) throws SQLException {
    Map<String, List<Found>> tables = new TreeMap<>();
    Sql.list(
            connection,
            COLUMNS,
            row ->
                new Found(
                    row.getString("relname"),
                    row.getString("attname"),
                    row.getString("native"),
                    row.getBoolean("attnotnull"),
                    row.getBoolean("generated"),
                    row.getInt("place"),
                    row.getLong("rows"),
                    row.getLong("bytes")),
            schema)
        .forEach(each -> tables.computeIfAbsent(each.table(), t -> new ArrayList<>()).add(each));
    return tables.values().stream().map(found -> table(schema, found)).toList();
  }

  private static TableSchema table(String schema, List<Found> found) {
    List<Column> columns = new ArrayList<>();
    List<String> unsupported = new ArrayList<>();
    Map<Integer, String> key = new TreeMap<>();
    for (Found each : found) {
      if (each.place() > 0) {
        key.put(each.place(), each.column());
      }
      var type = NativeTypes.logical(each.type());
      if (type == null) {
        unsupported.add(each.column() + " " + each.type());
        continue;
      }
      columns.add(new Column(each.column(), type, !each.notNull(), each.type(), each.generated()));
    }
    TableSchema plain =
        TableSchema.of(
            new TableId(schema, found.get(0).table()), columns, List.copyOf(key.values()));
    return new TableSchema(
        plain.id(),
        plain.columns(),
        plain.key(),
        plain.replicaIdentity(),
        unsupported,
        found.get(0).rows(),
        found.get(0).bytes());
  }
}
