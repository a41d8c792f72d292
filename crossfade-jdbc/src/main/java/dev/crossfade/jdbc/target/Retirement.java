package dev.crossfade.jdbc.target;

import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.jdbc.sql.Identifiers;
import dev.crossfade.jdbc.target.sql.EntityTables;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Takes from production tables what only the migration needed. */
final class Retirement {

  private static final String COLUMNS =
      "SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(?) AND NOT attisdropped"
          + " AND attname IN (?, ?) ORDER BY attname";

  private Retirement() {}

  /** What there is to do, in order; changes nothing. */
  static List<String> statements(Connection connection, Schemas schemas, List<EntityShape> shapes)
      throws SQLException {
    List<String> statements = new ArrayList<>();
    for (EntityShape shape : shapes) {
      String table = schemas.tables(shape).table(EntityTables.Zone.PRODUCTION);
      List<String> columns =
          Sql.list(
              connection,
              COLUMNS,
              row -> row.getString(1),
              table,
              EntityTables.LOAD.name(),
              EntityTables.POSITION.name());
      for (String column : columns) {
        statements.add(
            "ALTER TABLE " + table + " DROP COLUMN " + Identifiers.POSTGRES.quote(column));
      }
    }
    return statements;
  }

  /** Rows are not written anew; readers and writers wait for a moment, and for five seconds. */
  static void run(Connection connection, Schemas schemas, List<EntityShape> shapes)
      throws SQLException {
    Sql.execute(connection, "SET LOCAL lock_timeout = '5s'");
    for (String statement : statements(connection, schemas, shapes)) {
      Sql.execute(connection, statement);
    }
  }
}
