package dev.crossfade.embedded;

/** The statements of the first start: one user with a password, and nobody without one. */
final class MySqlGrants {

  private MySqlGrants() {}

  /** One statement per line, as the server's init file needs it. Running it again is harmless. */
  static String sql(DatabaseEndpoint endpoint) {
    String user = quoted(endpoint.user()) + "@'%'";
    return """
        CREATE USER IF NOT EXISTS %s IDENTIFIED WITH caching_sha2_password BY %s;
        GRANT ALL PRIVILEGES ON *.* TO %s WITH GRANT OPTION;
        ALTER USER root@localhost ACCOUNT LOCK;
        """
        .formatted(user, quoted(endpoint.password()), user);
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
  }
}
