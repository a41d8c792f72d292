package dev.crossfade.jdbc.source.postgres;

import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.spec.SystemType;
import dev.crossfade.core.spec.ZeroDates;
import dev.crossfade.embedded.DatabaseEndpoint;
import dev.crossfade.embedded.DatabaseOptions;
import dev.crossfade.embedded.EmbeddedPostgres;
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

/** A real PostgreSQL for a test class, and the source under test on it. */
final class PostgresTestSource implements AutoCloseable {

  private final EmbeddedService<DatabaseEndpoint> service;

  PostgresTestSource(Path folder) {
    this(folder, DatabaseOptions.database("shop"));
  }

  PostgresTestSource(Path folder, DatabaseOptions options) {
    this.service = EmbeddedPostgres.start(folder, options);
  }

  DatabaseEndpoint endpoint() {
    return service.endpoint();
  }

  SourceDatabase open() {
    return open(endpoint().user(), endpoint().password());
  }

  SourceDatabase open(String user, String password) {
    return SourceDatabases.open(settings(user, password));
  }

  SourceSettings settings(String user, String password) {
    return new SourceSettings(
        SystemType.POSTGRESQL,
        endpoint().host(),
        endpoint().port(),
        endpoint().database(),
        user,
        password,
        "spring-26",
        "crm",
        ZeroDates.REFUSE,
        Tls.UNSAID);
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(
        endpoint().jdbcUrl(), endpoint().user(), endpoint().password());
  }

  void execute(String... statements) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  static TableSchema table(SourceDatabase source, String schema, String name) {
    TableId wanted = new TableId(schema, name);
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
