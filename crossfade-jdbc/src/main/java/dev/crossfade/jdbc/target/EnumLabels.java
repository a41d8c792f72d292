package dev.crossfade.jdbc.target;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The labels of enumerations as the target has them. */
final class EnumLabels {

  private EnumLabels() {}

  /** In their order; none if there is no such type. */
  static List<String> of(Connection connection, String schema, String type) throws SQLException {
    return Sql.list(
        connection,
        "SELECT e.enumlabel FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid"
            + " JOIN pg_namespace n ON n.oid = t.typnamespace"
            + " WHERE n.nspname = ? AND t.typname = ? ORDER BY e.enumsortorder",
        row -> row.getString(1),
        schema,
        type);
  }
}
