package dev.crossfade.embedded.demo;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/**
 * A way into one of the demo's databases, which must exist and be empty before the company moves
 * in.
 *
 * @param url a plain JDBC URL without user and password
 * @param user a role that may create tables
 * @param password its password, never printed
 */
public record DemoDatabase(String url, String user, String password) {

  /** Opens a connection in auto-commit mode; the caller closes it. */
  Connection connect() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    if (url.startsWith("jdbc:mariadb:")) {
      properties.setProperty("allowLocalInfile", "true");
    }
    return DriverManager.getConnection(url, properties);
  }

  @Override
  public String toString() {
    return "DemoDatabase[url=" + url + ", user=" + user + "]";
  }
}
