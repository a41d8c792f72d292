package dev.crossfade.jdbc.target;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** Which entities refer to which, by the foreign keys that production has. */
final class Parents {

  /** Tables of production are called as their entities. */
  private static final String FOREIGN_KEYS =
      "SELECT child.name, k.conname, parent.name FROM pg_constraint k"
          + " JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace"
          + " JOIN pg_class p ON p.oid = k.confrelid JOIN pg_namespace m ON m.oid = p.relnamespace"
          + " JOIN crossfade.entity child ON child.name = c.relname"
          + " JOIN crossfade.entity parent"
          + " ON parent.name = p.relname AND parent.migration = child.migration"
          + " WHERE k.contype = 'f' AND n.nspname = ? AND m.nspname = ? AND child.migration = ?";

  private final Map<Reference, String> parents = new HashMap<>();

  private record Reference(String entity, String constraint) {}

  private Parents() {}

  /**
   * Asks the database.
   *
   * @param schema of production
   */
  static Parents of(Connection connection, String schema, String migration) throws SQLException {
    Parents parents = new Parents();
    Sql.list(
        connection,
        FOREIGN_KEYS,
        row ->
            parents.parents.put(
                new Reference(row.getString(1), row.getString(2)), row.getString(3)),
        schema,
        schema,
        migration);
    return parents;
  }

  /** The entity that a constraint of another one refers to; empty when it refers to none. */
  String parent(String entity, String constraint) {
    return parents.getOrDefault(new Reference(entity, constraint), "");
  }
}
