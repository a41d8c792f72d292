package dev.crossfade.jdbc.source.postgres;

import dev.crossfade.jdbc.sql.Identifiers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/** Takes rights away, remembers them in the database, and gives exactly them back. */
final class FenceRights {

  private static final String REMEMBER =
      "INSERT INTO crossfade.fence_right VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
          + " ON CONFLICT (migration, schema_name, table_name, column_name, privilege, grantor,"
          + " grantee) DO UPDATE SET grantable = fence_right.grantable OR excluded.grantable";

  /** What was taken and can be given back: tables, columns and roles may be gone since. */
  private static final String REMEMBERED =
      """
      SELECT schema_name, table_name, column_name, privilege, grantable, by_owner, grantor, grantee
      FROM crossfade.fence_right r
      JOIN pg_namespace n ON n.nspname = r.schema_name
      JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = r.table_name
      WHERE migration = ?
      AND (grantee = '' OR EXISTS (SELECT FROM pg_roles WHERE rolname = grantee))
      AND (by_owner OR EXISTS (SELECT FROM pg_roles WHERE rolname = grantor))
      AND (column_name = '' OR EXISTS (SELECT FROM pg_attribute
        WHERE attrelid = c.oid AND attname = column_name AND NOT attisdropped))
      ORDER BY by_owner DESC, schema_name, table_name, column_name, privilege, grantor, grantee
      """;

  private final String migration;
  private final PostgresScope scope;

  FenceRights(String migration, PostgresScope scope) {
    this.migration = migration;
    this.scope = scope;
  }

  /** The rights to write that others have now. */
  List<FenceRight> held(Connection connection) throws SQLException {
    List<FenceRight> held = new ArrayList<>();
    try (PreparedStatement statement = scope.statement(connection, FenceSql.RIGHTS, "tables ours");
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        held.add(FenceRight.of(row));
      }
    }
    return held;
  }

  /**
   * Remembers and takes them, adding to what was taken before; part of the caller's transaction.
   */
  void take(Connection connection) throws SQLException {
    List<FenceRight> held = held(connection);
    remember(connection, held);
    // revoking from who gave on does not reach all that he gave, such as rights on columns
    inTurn(held, (given, other) -> given.carries(other), r -> as(connection, r, r.revoke()));
  }

  @FunctionalInterface
  private interface Change {
    void on(FenceRight right) throws SQLException;
  }

  /** One after the other, each once none is left that has to be before it. */
  private static void inTurn(
      List<FenceRight> all, BiPredicate<FenceRight, FenceRight> after, Change change)
      throws SQLException {
    List<FenceRight> left = all;
    while (!left.isEmpty()) {
      List<FenceRight> waiting = left;
      List<FenceRight> next =
          left.stream()
              .filter(right -> waiting.stream().noneMatch(other -> after.test(right, other)))
              .toList();
      if (next.isEmpty()) {
        throw new SQLException("rights were given in a circle: " + left.get(0).text(), "XX000");
      }
      for (FenceRight right : next) {
        change.on(right);
      }
      left = left.stream().filter(right -> !next.contains(right)).toList();
    }
  }

  private void remember(Connection connection, List<FenceRight> held) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(REMEMBER)) {
      for (FenceRight right : held) {
        statement.setString(1, migration);
        statement.setString(2, right.table().schema());
        statement.setString(3, right.table().name());
        statement.setString(4, right.column());
        statement.setString(5, right.privilege());
        statement.setBoolean(6, right.grantable());
        statement.setBoolean(7, right.byOwner());
        statement.setString(8, right.grantor());
        statement.setString(9, right.grantee());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  /** Gives back what was taken and forgets it; part of the caller's transaction. */
  void giveBack(Connection connection) throws SQLException {
    inTurn(
        remembered(connection),
        (given, other) -> other.carries(given),
        r -> as(connection, r, r.grant()));
    try (PreparedStatement statement =
        connection.prepareStatement("DELETE FROM crossfade.fence_right WHERE migration = ?")) {
      statement.setString(1, migration);
      statement.executeUpdate();
    }
  }

  /** What was taken and can be given back. */
  List<FenceRight> remembered(Connection connection) throws SQLException {
    List<FenceRight> remembered = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(REMEMBERED)) {
      statement.setString(1, migration);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          remembered.add(FenceRight.of(row));
        }
      }
    }
    return remembered;
  }

  /** As its giver, where that was not the owner. */
  private static void as(Connection connection, FenceRight right, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      if (!right.byOwner()) {
        statement.execute("SET LOCAL ROLE " + Identifiers.POSTGRES.quote(right.grantor()));
      }
      statement.execute(sql);
      if (!right.byOwner()) {
        statement.execute("RESET ROLE");
      }
    }
  }
}
