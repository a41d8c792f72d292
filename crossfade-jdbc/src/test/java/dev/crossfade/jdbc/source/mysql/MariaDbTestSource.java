package dev.crossfade.jdbc.source.mysql;

import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.spec.SystemType;
import dev.crossfade.core.spec.ZeroDates;
import dev.crossfade.embedded.DatabaseEndpoint;
import dev.crossfade.embedded.DatabaseOptions;
import dev.crossfade.embedded.EmbeddedMariaDb;
import dev.crossfade.embedded.EmbeddedService;
import dev.crossfade.jdbc.source.SourceDatabases;
import dev.crossfade.jdbc.source.SourceSettings;
import dev.crossfade.jdbc.sql.Tls;
import dev.crossfade.spi.source.SourceDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A real MariaDB for a test class, and the source under test on it. */
final class MariaDbTestSource implements AutoCloseable {

  static final String DATABASE = "ads";

  private final EmbeddedService<DatabaseEndpoint> service;

  MariaDbTestSource(Path folder) {
    this(folder, DatabaseOptions.database(DATABASE));
  }

  MariaDbTestSource(Path folder, DatabaseOptions options) {
    this.service = EmbeddedMariaDb.start(folder, options);
  }

  DatabaseEndpoint endpoint() {
    return service.endpoint();
  }

  SourceDatabase open(ZeroDates zeroDates) {
    return open(endpoint().user(), endpoint().password(), zeroDates);
  }

  SourceDatabase open(String user, String password, ZeroDates zeroDates) {
    return SourceDatabases.open(
        new SourceSettings(
            SystemType.MARIADB,
            endpoint().host(),
            endpoint().port(),
            DATABASE,
            user,
            password,
            "spring-26",
            "ads",
            zeroDates,
            Tls.UNSAID));
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(
        endpoint().jdbcUrl(), endpoint().user(), endpoint().password());
  }

  /** Runs statements that may write zero dates. */
  void execute(String... statements) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("SET sql_mode = '', time_zone = '+00:00'");
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  static TableSchema table(SourceDatabase source, String name) {
    TableId wanted = new TableId(DATABASE, name);
    return source.catalog().stream()
        .filter(table -> table.id().equals(wanted))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void close() {
    service.close();
  }
}
