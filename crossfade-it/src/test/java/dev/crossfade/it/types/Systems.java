package dev.crossfade.it.types;

import dev.crossfade.embedded.DatabaseEndpoint;
import dev.crossfade.embedded.DatabaseOptions;
import dev.crossfade.embedded.EmbeddedMariaDb;
import dev.crossfade.embedded.EmbeddedPostgres;
import dev.crossfade.embedded.EmbeddedService;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** One PostgreSQL and one MariaDB to leave, and one PostgreSQL to move to. */
final class Systems implements AutoCloseable {

  static final String SECOND = "types_null";

  final EmbeddedService<DatabaseEndpoint> postgres;
  final EmbeddedService<DatabaseEndpoint> mariaDb;
  final EmbeddedService<DatabaseEndpoint> target;

  private Systems(
      EmbeddedService<DatabaseEndpoint> postgres,
      EmbeddedService<DatabaseEndpoint> mariaDb,
      EmbeddedService<DatabaseEndpoint> target) {
    this.postgres = postgres;
    this.mariaDb = mariaDb;
    this.target = target;
  }

  static Systems start(Path folder) {
    var maria =
        CompletableFuture.supplyAsync(
            () ->
                EmbeddedMariaDb.start(folder.resolve("maria"), DatabaseOptions.database("types")));
    var target =
        CompletableFuture.supplyAsync(
            () ->
                EmbeddedPostgres.start(folder.resolve("target"), DatabaseOptions.database("goal")));
    var postgres =
        EmbeddedPostgres.start(folder.resolve("postgres"), DatabaseOptions.database("types"));
    return new Systems(postgres, maria.join(), target.join());
  }

  Map<String, String> environment() {
    return Map.of(
        "CROSSFADE_SOURCE_1_PASSWORD", postgres.endpoint().password(),
        "CROSSFADE_SOURCE_2_PASSWORD", mariaDb.endpoint().password(),
        "CROSSFADE_SOURCE_3_PASSWORD", mariaDb.endpoint().password(),
        "CROSSFADE_TARGET_PASSWORD", target.endpoint().password(),
        // a zone with half hours and summer time, unlike any of the servers'
        "TZ", "America/St_Johns");
  }

  String url(String engine, EmbeddedService<DatabaseEndpoint> service, String database) {
    DatabaseEndpoint e = service.endpoint();
    return engine
        + "://"
        + e.user()
        + ":"
        + e.password()
        + "@"
        + e.host()
        + ":"
        + e.port()
        + "/"
        + database;
  }

  static Connection connect(EmbeddedService<DatabaseEndpoint> service) throws SQLException {
    DatabaseEndpoint e = service.endpoint();
    return DriverManager.getConnection(e.jdbcUrl(), e.user(), e.password());
  }

  Connection postgresSession() throws SQLException {
    Connection connection = connect(postgres);
    settle(connection, "set timezone = 'UTC'");
    return connection;
  }

  Connection targetSession() throws SQLException {
    Connection connection = connect(target);
    settle(connection, "set timezone = 'UTC'");
    return connection;
  }

  Connection mariaDbSession(String database) throws SQLException {
    Connection connection = connect(mariaDb);
    settle(
        connection,
        "use " + database,
        "set names utf8mb4",
        "set time_zone = '+00:00', sql_mode = ''");
    return connection;
  }

  private static void settle(Connection connection, String... statements) throws SQLException {
    run(connection, List.of(statements));
  }

  static void run(Connection connection, List<String> statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        try {
          statement.execute(sql);
        } catch (SQLException e) {
          throw new SQLException(sql + ": " + e.getMessage(), e);
        }
      }
    }
  }

  @Override
  public void close() {
    postgres.close();
    mariaDb.close();
    target.close();
  }
}
