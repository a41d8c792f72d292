package dev.crossfade.it.e2e;

import dev.crossfade.embedded.DatabaseEndpoint;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Statements of tests, on connections of their own. */
final class Rows {

  private Rows() {}

  static void execute(DatabaseEndpoint at, String... statements) throws SQLException {
    try (Connection connection = connect(at);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  static long number(DatabaseEndpoint at, String sql) throws SQLException {
    return Long.parseLong(text(at, sql));
  }

  static String text(DatabaseEndpoint at, String sql) throws SQLException {
    try (Connection connection = connect(at);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  /** The answer to the second statement, on the same connection. */
  static String text(DatabaseEndpoint at, String first, String sql) throws SQLException {
    try (Connection connection = connect(at);
        Statement statement = connection.createStatement()) {
      statement.execute(first);
      try (ResultSet row = statement.executeQuery(sql)) {
        row.next();
        return row.getString(1);
      }
    }
  }

  private static Connection connect(DatabaseEndpoint at) throws SQLException {
    return DriverManager.getConnection(at.jdbcUrl(), at.user(), at.password());
  }
}
