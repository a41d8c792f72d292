package dev.crossfade.jdbc.source.postgres;

import dev.crossfade.jdbc.source.SourceFailures;
import dev.crossfade.jdbc.source.SourceSession;
import dev.crossfade.jdbc.source.SourceSettings;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGConnection;

/** Opens connections whose behaviour does not depend on defaults of the server or the role. */
final class PostgresConnections {

  /**
   * Row security off means: fail rather than read fewer rows. Names are qualified everywhere, so
   * the search path holds nothing but the system's own schema.
   */
  private static final String SETTINGS =
      "SET search_path = pg_catalog; SET row_security = off; SET statement_timeout = 0;"
          + " SET lock_timeout = 0; SET idle_in_transaction_session_timeout = 0;"
          + " SET standard_conforming_strings = on; SET timezone = 'UTC';"
          + " SET default_transaction_isolation = 'read committed';"
          + " SET default_transaction_read_only = off; SET synchronous_commit = local";

  /**
   * Comparison operators of citext live where the extension was installed; found only through the
   * search path, and silently replaced by those of text otherwise.
   */
  private static final String CITEXT_PATH =
      "SELECT set_config('search_path', 'pg_catalog' || coalesce((SELECT ', ' || quote_ident(nspname)"
          + " FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace"
          + " WHERE t.typname = 'citext' AND t.typtype = 'b' ORDER BY t.oid LIMIT 1), ''), false)";

  private final SourceSettings settings;
  private final SourceFailures failures;

  PostgresConnections(SourceSettings settings, SourceFailures failures) {
    this.settings = settings;
    this.failures = failures;
  }

  SourceSettings settings() {
    return settings;
  }

  SourceFailures failures() {
    return failures;
  }

  /** For catalog and administration. */
  SourceSession session() {
    return new SourceSession(this::open, failures);
  }

  /** For reading rows. */
  SourceSession readerSession() {
    return new SourceSession(this::openReader, failures);
  }

  Connection openReader() throws SQLException {
    return SourceSession.Opener.set(this::open, CITEXT_PATH);
  }

  Connection open() throws SQLException {
    return SourceSession.Opener.set(() -> connect(properties()), SETTINGS);
  }

  /** Speaks the replication protocol instead of SQL. */
  Connection openReplication() throws SQLException {
    Properties properties = properties();
    properties.setProperty("replication", "database");
    properties.setProperty("preferQueryMode", "simple");
    return connect(properties);
  }

  static PGConnection postgres(Connection connection) throws SQLException {
    return connection.unwrap(PGConnection.class);
  }

  private Connection connect(Properties properties) throws SQLException {
    Connection connection = new Driver().connect(url(), properties);
    if (connection == null) {
      throw new SQLException("the driver does not accept the address", "08001");
    }
    return connection;
  }

  private String url() {
    String host = settings.host();
    boolean bare = host.indexOf(':') >= 0 && !host.startsWith("[");
    String database = URLEncoder.encode(settings.database(), StandardCharsets.UTF_8);
    return "jdbc:postgresql://"
        + (bare ? "[" + host + "]" : host)
        + ":"
        + settings.port()
        + "/"
        + database;
  }

  private Properties properties() {
    Properties properties = new Properties();
    properties.setProperty("user", settings.user());
    properties.setProperty("password", settings.password());
    properties.setProperty("ApplicationName", "crossfade " + settings.migration());
    // the name comes with the first message: a fence refuses sessions of ours that have none
    properties.setProperty("assumeMinServerVersion", "12");
    properties.setProperty("connectTimeout", "10");
    properties.setProperty("loginTimeout", "20");
    properties.setProperty("tcpKeepAlive", "true");
    settings.tls().postgres().forEach(properties::setProperty);
    return properties;
  }
}
