package dev.crossfade.embedded.demo.stack;

import dev.crossfade.embedded.demo.DemoDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The roles that the company's programs use, as its administrators make them: each may do what it
 * needs, none of them is the one that a migration uses. Making one that is there changes nothing.
 *
 * @param administrator who may make roles in that database
 */
public record StackRoles(DemoDatabase administrator) {

  private static final String SCHEMA = "marketing";

  /** A role of the old application or of another program in the CRM: reads all, writes all rows. */
  public DemoDatabase crm(String role) throws SQLException {
    postgres(
        role,
        "GRANT USAGE ON SCHEMA public TO %s",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO %s");
    return as(role);
  }

  /** The same in the advertising database. */
  public DemoDatabase ads(String role) throws SQLException {
    String account = "'" + role + "'@'%'";
    execute(
        List.of(
            "CREATE USER IF NOT EXISTS " + account,
            "SET PASSWORD FOR " + account + " = PASSWORD('" + administrator.password() + "')",
            "GRANT SELECT, INSERT, UPDATE, DELETE ON `" + database() + "`.* TO " + account));
    return as(role);
  }

  /**
   * A role in the unified database: may read, and write where nothing else forbids it, the tables
   * of production, which need not be there yet.
   */
  public DemoDatabase unified(String role) throws SQLException {
    postgres(
        role,
        "CREATE SCHEMA IF NOT EXISTS " + SCHEMA,
        "GRANT USAGE ON SCHEMA " + SCHEMA + " TO %s",
        "ALTER DEFAULT PRIVILEGES IN SCHEMA "
            + SCHEMA
            + " GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO %s",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA " + SCHEMA + " TO %s");
    return as(role);
  }

  /** A role that only reads production. */
  public DemoDatabase reader(String role) throws SQLException {
    postgres(
        role,
        "CREATE SCHEMA IF NOT EXISTS " + SCHEMA,
        "GRANT USAGE ON SCHEMA " + SCHEMA + " TO %s",
        "ALTER DEFAULT PRIVILEGES IN SCHEMA " + SCHEMA + " GRANT SELECT ON TABLES TO %s",
        "GRANT SELECT ON ALL TABLES IN SCHEMA " + SCHEMA + " TO %s");
    return as(role);
  }

  private String database() {
    return administrator.url().replaceFirst(".*/", "").replaceFirst("\\?.*", "");
  }

  private void postgres(String role, String... statements) throws SQLException {
    String make =
        "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '%1$s')"
            + " THEN CREATE ROLE %1$s LOGIN; END IF; END $$";
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(make.formatted(role));
      statement.execute("ALTER ROLE " + role + " PASSWORD '" + administrator.password() + "'");
      for (String sql : statements) {
        statement.execute(sql.formatted(role));
      }
    }
  }

  private void execute(List<String> statements) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(
        administrator.url(), administrator.user(), administrator.password());
  }

  private DemoDatabase as(String role) {
    return new DemoDatabase(administrator.url(), role, administrator.password());
  }
}
