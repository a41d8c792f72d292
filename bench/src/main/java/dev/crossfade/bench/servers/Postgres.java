package dev.crossfade.bench.servers;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/**
 * A database of a running PostgreSQL server.
 *
 * @param port on loopback
 * @param database name of the database
 * @param user a superuser
 * @param password the user's
 * @param pid process id of the server
 */
public record Postgres(int port, String database, String user, String password, long pid) {

  /** Address without user and password. */
  public String url() {
    return "postgresql://127.0.0.1:" + port + "/" + database;
  }

  /** Address with user and password, as libpq's programs take it. */
  public String uri() {
    return "postgresql://" + user + ":" + password + "@127.0.0.1:" + port + "/" + database;
  }

  /** What psql and its like need to find it. */
  public Map<String, String> environment() {
    return Map.of("PGPASSWORD", password);
  }

  public Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:" + url(), user, password);
  }

  /** Another database of the same server. */
  public Postgres database(String name) {
    return new Postgres(port, name, user, password, pid);
  }

  /** Carries statements out, each in a transaction of its own. */
  public void execute(String... statements) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** The only value of the only row. */
  public String value(String query) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      return rows.next() ? String.valueOf(rows.getString(1)) : "";
    }
  }

  /** Makes the database anew, empty, and lets the server write out what it still holds. */
  public void recreate() throws SQLException {
    Postgres maintenance = database("postgres");
    maintenance.execute(
        "DROP DATABASE IF EXISTS " + database + " WITH (FORCE)",
        "CREATE DATABASE " + database,
        "CHECKPOINT");
  }

  @Override
  public String toString() {
    return url();
  }
}
