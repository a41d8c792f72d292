package dev.crossfade.jdbc.source.mysql;

import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.ReplicaIdentity;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads the tables of the connection's database. The log holds whole rows (the preflight insists on
 * it), so any unique index without NULL identifies a row.
 */
final class MysqlCatalog {

  static final String MARK_TABLE = "crossfade_mark";

  private static final String TABLES =
      "SELECT table_schema, table_name, coalesce(table_rows, -1) AS row_estimate,"
          + " coalesce(data_length, -1) AS bytes"
          + " FROM information_schema.tables WHERE table_schema = DATABASE()"
          + " AND table_type IN ('BASE TABLE', 'SYSTEM VERSIONED') AND table_name NOT IN ('"
          + String.join("', '", MARK_TABLE, FenceTables.FENCE, FenceTables.RIGHT)
          + "')";

  private final Connection connection;

  MysqlCatalog(Connection connection) {
    this.connection = connection;
  }

  /** All of them, each with all its columns and keys, also while somebody changes some. */
  List<TableSchema> tables() throws SQLException {
    Map<String, List<MysqlColumn>> columns =
        SkippedTables.whole(connection, () -> MysqlColumnQuery.load(connection));
    Map<String, List<MysqlIndex>> indexes =
        SkippedTables.whole(connection, () -> MysqlIndex.load(connection));
    return SkippedTables.whole(connection, () -> tables(columns, indexes));
  }

  private List<TableSchema> tables(
      Map<String, List<MysqlColumn>> columns, Map<String, List<MysqlIndex>> indexes)
      throws SQLException {
    List<TableSchema> tables = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(TABLES)) {
      while (row.next()) {
        String name = row.getString("table_name");
        TableId id = new TableId(row.getString("table_schema"), name);
        tables.add(
            table(
                id,
                columns.getOrDefault(name, List.of()),
                indexes.getOrDefault(name, List.of()),
                row.getLong("row_estimate"),
                row.getLong("bytes")));
      }
      SkippedTables.refuse(statement);
    }
    return tables.stream().sorted((a, b) -> a.id().compareTo(b.id())).toList();
  }

  private static TableSchema table(
      TableId id, List<MysqlColumn> found, List<MysqlIndex> indexes, long rows, long bytes) {
    List<Column> columns = new ArrayList<>();
    List<String> unsupported = new ArrayList<>();
    for (MysqlColumn column : found) {
      LogicalType type = MysqlTypes.logical(column);
      if (type == null) {
        unsupported.add(column.name() + " " + column.columnType());
      } else {
        columns.add(
            new Column(
                column.name(), type, column.nullable(), column.columnType(), column.generated()));
      }
    }
    List<String> carried =
        columns.stream().filter(column -> !column.generated()).map(Column::name).toList();
    List<String> key =
        indexes.stream()
            .filter(index -> index.identifies() && carried.containsAll(index.columns()))
            .findFirst()
            .map(MysqlIndex::columns)
            .orElse(List.of());
    return new TableSchema(id, columns, key, ReplicaIdentity.FULL, unsupported, rows, bytes);
  }
}
