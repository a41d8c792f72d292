package dev.crossfade.jdbc.source.mysql;

import dev.crossfade.core.spec.TlsSpec;
import dev.crossfade.core.spec.TlsSpec.Mode;
import dev.crossfade.jdbc.source.SourceFailures;
import dev.crossfade.jdbc.source.SourceSession;
import dev.crossfade.jdbc.source.SourceSettings;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.mariadb.jdbc.Driver;

/** Opens connections whose behaviour does not depend on defaults of the server. */
final class MysqlConnections {

  /**
   * Times in UTC; zero dates may be named in a condition; quotes are the only thing to escape in a
   * literal; a slow consumer does not end a streamed result.
   */
  private static final String SETTINGS =
      "SET time_zone = '+00:00', sql_mode = 'STRICT_ALL_TABLES,NO_BACKSLASH_ESCAPES',"
          + " net_write_timeout = 7200, net_read_timeout = 7200, wait_timeout = 28800,"
          + " autocommit = 1, foreign_key_checks = 1"
          + MysqlSql.timeLimit(Duration.ZERO);

  private static final String ISOLATION = "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ";

  private final SourceSettings settings;
  private final SourceFailures failures;

  MysqlConnections(SourceSettings settings, SourceFailures failures) {
    this.settings = settings;
    this.failures = failures;
  }

  SourceSettings settings() {
    return settings;
  }

  SourceFailures failures() {
    return failures;
  }

  SourceSession session() {
    return new SourceSession(this::open, failures);
  }

  Connection open() throws SQLException {
    return SessionTag.tagged(
        SourceSession.Opener.set(this::connect, "SET NAMES utf8mb4", SETTINGS, ISOLATION),
        settings.engine());
  }

  private Connection connect() throws SQLException {
    Connection connection = new Driver().connect(url(), properties(settings));
    if (connection == null) {
      throw new SQLException("the driver does not accept the address", "08001");
    }
    return connection;
  }

  private String url() {
    String host = settings.host();
    boolean bare = host.indexOf(':') >= 0 && !host.startsWith("[");
    String database =
        URLEncoder.encode(settings.database(), StandardCharsets.UTF_8).replace("+", "%20");
    return "jdbc:mariadb://"
        + (bare ? "[" + host + "]" : host)
        + ":"
        + settings.port()
        + "/"
        + database;
  }

  static Properties properties(SourceSettings settings) {
    Properties properties = new Properties();
    properties.setProperty("user", settings.user());
    properties.setProperty("password", settings.password());
    properties.setProperty("connectTimeout", "10000");
    properties.setProperty("tcpKeepAlive", "true");
    // MySQL's caching_sha2_password encrypts the password with the server's key where TLS does not;
    // whoever is asked for it elsewhere may give his own
    properties.setProperty("allowPublicKeyRetrieval", Boolean.toString(known(settings)));
    properties.setProperty("allowLocalInfile", "false");
    properties.setProperty("tinyInt1isBit", "false");
    properties.setProperty("yearIsDateType", "false");
    properties.setProperty("useServerPrepStmts", "false");
    settings.tls().mariaDb().forEach(properties::setProperty);
    return properties;
  }

  /** Whether it is certain who answers. */
  private static boolean known(SourceSettings settings) {
    return settings.tls().mode() == Mode.VERIFY_FULL || TlsSpec.loopback(settings.host());
  }
}
