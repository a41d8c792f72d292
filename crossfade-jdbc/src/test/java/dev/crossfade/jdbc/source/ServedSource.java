package dev.crossfade.jdbc.source;

import dev.crossfade.core.spec.SystemType;
import dev.crossfade.core.spec.ZeroDates;
import dev.crossfade.embedded.DatabaseEndpoint;
import dev.crossfade.embedded.DatabaseOptions;
import dev.crossfade.embedded.EmbeddedMariaDb;
import dev.crossfade.embedded.EmbeddedPostgres;
import dev.crossfade.embedded.EmbeddedService;
import dev.crossfade.jdbc.sql.Tls;
import dev.crossfade.spi.source.SourceDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A real server of either kind: a source to us, and a session of an application on it. */
final class ServedSource implements AutoCloseable {

  private final SystemType type;
  private final EmbeddedService<DatabaseEndpoint> service;
  private final SourceDatabase database;
  private final Connection connection;
  private final Statement statement;

  ServedSource(SystemType type, Path folder) throws SQLException {
    DatabaseOptions options = DatabaseOptions.database("crm");
    this.type = type;
    this.service =
        postgres()
            ? EmbeddedPostgres.start(folder, options)
            : EmbeddedMariaDb.start(folder, options);
    DatabaseEndpoint endpoint = service.endpoint();
    this.database = source(type, endpoint);
    this.connection =
        DriverManager.getConnection(endpoint.jdbcUrl(), endpoint.user(), endpoint.password());
    this.statement = connection.createStatement();
  }

  /** The database at an address, whether anybody is there or not. */
  static SourceDatabase source(SystemType type, DatabaseEndpoint endpoint) {
    return SourceDatabases.open(
        new SourceSettings(
            type,
            endpoint.host(),
            endpoint.port(),
            endpoint.database(),
            endpoint.user(),
            endpoint.password(),
            "unify",
            "crm",
            ZeroDates.REFUSE,
            Tls.UNSAID));
  }

  boolean postgres() {
    return type == SystemType.POSTGRESQL;
  }

  /** The name of a table with its schema. */
  String table(String name) {
    return (postgres() ? "public." : "crm.") + name;
  }

  SourceDatabase database() {
    return database;
  }

  Connection connection() {
    return connection;
  }

  Statement statement() {
    return statement;
  }

  @Override
  public void close() throws SQLException {
    try (service;
        database) {
      connection.close();
    }
  }
}
