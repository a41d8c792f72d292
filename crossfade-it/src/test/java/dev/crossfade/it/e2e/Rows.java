package dev.crossfade.it.e2e;

import dev.crossfade.embedded.DatabaseEndpoint;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Statements of tests, on connections of their own. */
public final class Rows {

  private Rows() {}

  /** Executes them one by one. */
  public static void execute(DatabaseEndpoint at, String... statements) throws SQLException {
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

  /** As commands and specifications name it, with its password. */
  static String url(DatabaseEndpoint at) {
    return "postgresql://%s:%s@%s:%d/%s"
        .formatted(at.user(), at.password(), at.host(), at.port(), at.database());
  }

  private static Connection connect(DatabaseEndpoint at) throws SQLException {
    return DriverManager.getConnection(at.jdbcUrl(), at.user(), at.password());
  }
}
