package dev.crossfade.embedded;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** Statements on an embedded database, each on a connection of its own. */
final class Sql {

  private Sql() {}

  static Connection connect(EmbeddedService<DatabaseEndpoint> service) throws SQLException {
    DatabaseEndpoint e = service.endpoint();
    Properties properties = new Properties();
    properties.setProperty("user", e.user());
    properties.setProperty("password", e.password());
    // MySQL's default way to log in works without TLS then; PostgreSQL's driver does not know it
    properties.setProperty("allowPublicKeyRetrieval", "true");
    return DriverManager.getConnection(e.jdbcUrl(), properties);
  }

  static void run(EmbeddedService<DatabaseEndpoint> service, String... statements)
      throws SQLException {
    try (Connection connection = connect(service);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  static String value(EmbeddedService<DatabaseEndpoint> service, String query) throws SQLException {
    try (Connection connection = connect(service);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
