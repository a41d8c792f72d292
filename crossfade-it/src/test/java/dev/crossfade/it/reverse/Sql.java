package dev.crossfade.it.reverse;

import dev.crossfade.embedded.DatabaseEndpoint;
import dev.crossfade.embedded.EmbeddedService;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Applications, by hand. */
final class Sql {

  private Sql() {}

  /** Runs statements in one transaction each. */
  static void run(EmbeddedService<DatabaseEndpoint> on, String... statements) throws SQLException {
    try (Connection connection = connect(on);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** The columns of all rows as text, with a bar between. */
  static List<String> rows(EmbeddedService<DatabaseEndpoint> on, String query) throws SQLException {
    try (Connection connection = connect(on);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      List<String> rows = new ArrayList<>();
      int columns = row.getMetaData().getColumnCount();
      while (row.next()) {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= columns; i++) {
          text.append(i == 1 ? "" : "|").append(row.getString(i));
        }
        rows.add(text.toString());
      }
      return rows;
    }
  }

  static String one(EmbeddedService<DatabaseEndpoint> on, String query) throws SQLException {
    return rows(on, query).get(0);
  }

  private static Connection connect(EmbeddedService<DatabaseEndpoint> on) throws SQLException {
    DatabaseEndpoint at = on.endpoint();
    return DriverManager.getConnection(at.jdbcUrl(), at.user(), at.password());
  }
}
