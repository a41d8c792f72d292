package dev.crossfade.jdbc.source.postgres;

import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.ReplicaIdentity;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads all user tables. The connection's search path must hold nothing but {@code pg_catalog}. */
final class PostgresCatalog {

  private final Connection connection;

  PostgresCatalog(Connection connection) {
    this.connection = connection;
  }

  List<TableSchema> tables() throws SQLException {
    PostgresTypes types = PostgresTypeQuery.load(connection);
    Map<Long, PostgresKeys> keys = PostgresKeyQuery.load(connection);
    List<TableSchema> tables = new ArrayList<>();
    try (PreparedStatement columns = connection.prepareStatement(CatalogSql.COLUMNS);
        PreparedStatement statement = connection.prepareStatement(CatalogSql.TABLES);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        PostgresKeys indexes = keys.getOrDefault(rows.getLong("oid"), PostgresKeys.NONE);
        tables.add(table(rows, columns, types, indexes));
      }
    }
    return tables.stream().sorted((a, b) -> a.id().compareTo(b.id())).toList();
  }

  private static TableSchema table(
      ResultSet row, PreparedStatement statement, PostgresTypes types, PostgresKeys indexes)
      throws SQLException {
    List<Column> columns = new ArrayList<>();
    List<String> unsupported = new ArrayList<>();
    statement.setLong(1, row.getLong("oid"));
    try (ResultSet attributes = statement.executeQuery()) {
      while (attributes.next()) {
        column(attributes, types, columns, unsupported);
      }
    }
    String identities = row.getString("identities");
    List<String> key = usable(indexes.key(identities), columns);
    ReplicaIdentity identity = indexes.identity(identities);
    return new TableSchema(
        new TableId(row.getString("schema"), row.getString("name")),
        columns,
        key,
        identity,
        unsupported,
        row.getLong("rows"),
        row.getLong("bytes"));
  }

  private static void column(
      ResultSet row, PostgresTypes types, List<Column> columns, List<String> unsupported)
      throws SQLException {
    String name = row.getString("attname");
    String nativeType = row.getString("native");
    LogicalType type = types.logical(row.getLong("atttypid"), row.getInt("atttypmod"));
    if (type == null) {
      unsupported.add(name + " " + nativeType);
    } else {
      boolean nullable = !row.getBoolean("attnotnull");
      columns.add(new Column(name, type, nullable, nativeType, row.getBoolean("generated")));
    }
  }

  /** A key with a column that is not carried, or not in the log, is no key. */
  private static List<String> usable(List<String> key, List<Column> columns) {
    List<String> carried =
        columns.stream().filter(column -> !column.generated()).map(Column::name).toList();
    return carried.containsAll(key) ? key : List.of();
  }
}
