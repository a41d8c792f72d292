package dev.crossfade.jdbc.target;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** Which entities refer to which, by the foreign keys that production has. */
final class Parents {

  private static final String FOREIGN_KEYS =
      "SELECT c.relname, k.conname, p.relname FROM pg_constraint k"
          + " JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace"
          + " JOIN pg_class p ON p.oid = k.confrelid JOIN pg_namespace m ON m.oid = p.relnamespace"
          + " WHERE k.contype = 'f' AND n.nspname = ? AND m.nspname = ?";

  private final Map<Reference, String> parents = new HashMap<>();

  private record Reference(String entity, String constraint) {}

  private Parents() {}

  static Parents of(Connection connection, Entities entities) throws SQLException {
    Parents parents = new Parents();
    Map<String, String> byTable = entities.byTable();
    String schema = entities.schemas().production();
    Sql.list(
        connection,
        FOREIGN_KEYS,
        row -> {
          String child = byTable.get(row.getString(1));
          String parent = byTable.get(row.getString(3));
          if (child != null && parent != null) {
            parents.parents.put(new Reference(child, row.getString(2)), parent);
          }
          return true;
        },
        schema,
        schema);
    return parents;
  }

  /** The entity that a constraint of another one refers to; empty when it refers to none. */
  String parent(String entity, String constraint) {
    return parents.getOrDefault(new Reference(entity, constraint), "");
  }
}
