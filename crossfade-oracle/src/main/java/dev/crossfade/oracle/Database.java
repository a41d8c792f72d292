package dev.crossfade.oracle;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/**
 * A way into a database by JDBC.
 *
 * @param url a plain JDBC URL without user and password
 * @param user role to connect as
 * @param password its password, never printed
 */
public record Database(String url, String user, String password) {

  /**
   * Reads a database from {@code PREFIX_URL}, {@code PREFIX_USER} and {@code PREFIX_PASSWORD}. The
   * URL may be in the specification's form, without {@code jdbc:}.
   *
   * @throws IllegalArgumentException when the URL is not set
   */
  public static Database fromEnvironment(String prefix) {
    String url = System.getenv(prefix + "_URL");
    if (url == null) {
      throw new IllegalArgumentException(prefix + "_URL is not set");
    }
    return new Database(
        url.startsWith("jdbc:") ? url : "jdbc:" + url,
        System.getenv().getOrDefault(prefix + "_USER", ""),
        System.getenv().getOrDefault(prefix + "_PASSWORD", ""));
  }

  /** Opens a connection in auto-commit mode, in UTC; the caller closes it. */
  public Connection connect() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    if (mariadb()) {
      properties.setProperty("sessionVariables", "time_zone='+00:00',sql_mode='STRICT_ALL_TABLES'");
      properties.setProperty("connectTimeout", "3000");
      properties.setProperty("socketTimeout", "30000");
    } else {
      properties.setProperty("options", "-c TimeZone=UTC");
      properties.setProperty("connectTimeout", "3");
      properties.setProperty("socketTimeout", "30");
      properties.setProperty("tcpKeepAlive", "true");
    }
    return DriverManager.getConnection(url, properties);
  }

  /** Whether the other end speaks MariaDB's protocol rather than PostgreSQL's. */
  public boolean mariadb() {
    return url.startsWith("jdbc:mariadb:") || url.startsWith("jdbc:mysql:");
  }

  @Override
  public String toString() {
    return "Database[url=" + url + ", user=" + user + "]";
  }
}
