package dev.crossfade.jdbc.source.postgres;

import dev.crossfade.core.schema.TableId;
import dev.crossfade.jdbc.source.FenceScope;
import dev.crossfade.jdbc.sql.Identifiers;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The scope of a fence as parameters of statements. */
final class PostgresScope {

  private final FenceScope scope;
  private final String user;

  PostgresScope(FenceScope scope, String user) {
    this.scope = scope;
    this.user = user;
  }

  /** Roles that keep their rights. */
  Set<String> ours() {
    Set<String> ours = new TreeSet<>(scope.ours());
    ours.add(user);
    return ours;
  }

  /**
   * A statement whose first parameters are set.
   *
   * @param parameters words: {@code tables} for schemas and names, {@code ours}
   */
  PreparedStatement statement(Connection connection, String sql, String parameters)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    int index = 1;
    for (String word : parameters.split(" ")) {
      if (word.equals("tables")) {
        statement.setArray(
            index++, texts(connection, scope.tables().stream().map(TableId::schema).toArray()));
        statement.setArray(
            index++, texts(connection, scope.tables().stream().map(TableId::name).toArray()));
      } else {
        statement.setArray(index++, texts(connection, ours().toArray()));
      }
    }
    return statement;
  }

  private static Array texts(Connection connection, Object[] values) throws SQLException {
    return connection.createArrayOf("text", values);
  }

  /**
   * Waits for whoever writes; others may read meanwhile. Takes what the tables are divided into.
   */
  String lock() {
    return "LOCK TABLE "
        + scope.tables().stream().map(Identifiers.POSTGRES::quote).collect(Collectors.joining(", "))
        + " IN SHARE MODE";
  }
}
