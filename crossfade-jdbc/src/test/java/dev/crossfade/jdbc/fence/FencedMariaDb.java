package dev.crossfade.jdbc.fence;

import dev.crossfade.core.spec.SystemType;
import dev.crossfade.embedded.DatabaseEndpoint;
import dev.crossfade.embedded.EmbeddedService;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** A database of MariaDB with rights on all, on the database, on tables, and by a role. */
final class FencedMariaDb extends FencedServer {

  private static final AtomicInteger NUMBERS = new AtomicInteger();

  /** Where the accounts are. */
  private static final Set<Object> SERVERS = new HashSet<>();

  private static final List<String> ACCOUNTS = List.of("app", "dba", "tabler", "clerk", FENCER);

  private FencedMariaDb(EmbeddedService<DatabaseEndpoint> service, String database) {
    super(service, SystemType.MARIADB, database, List.of("contact", "scratch"));
  }

  static FencedMariaDb create(EmbeddedService<DatabaseEndpoint> service) throws SQLException {
    String name = "shop_" + NUMBERS.incrementAndGet();
    DatabaseEndpoint endpoint = service.endpoint();
    try (Connection connection =
            DriverManager.getConnection(endpoint.jdbcUrl(), endpoint.user(), endpoint.password());
        Statement statement = connection.createStatement()) {
      if (SERVERS.add(service)) {
        for (String account : ACCOUNTS) {
          statement.execute("CREATE USER " + account + "@'%' IDENTIFIED BY '" + SECRET + "'");
        }
        statement.execute("CREATE ROLE staff");
        statement.execute("GRANT staff TO clerk@'%'");
        statement.execute("SET DEFAULT ROLE staff FOR clerk@'%'");
        statement.execute(
            "GRANT PROCESS, TRIGGER, SELECT, CREATE, DROP, INSERT, UPDATE, DELETE, BINLOG MONITOR,"
                + " BINLOG ADMIN, CONNECTION ADMIN, SUPER ON *.* TO fencer@'%' WITH GRANT OPTION");
      }
      statement.execute("CREATE DATABASE " + name);
    }
    FencedMariaDb database = new FencedMariaDb(service, name);
    String escaped = "`" + name.replace("_", "\\_") + "`";
    database.execute(
        "CREATE TABLE contact (id bigint PRIMARY KEY, note text)",
        "CREATE TABLE scratch (id bigint, note text)",
        // triggers are for rows
        "INSERT INTO scratch VALUES (0, 'kept')",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON " + name + ".* TO app@'%'",
        "GRANT ALL ON " + escaped + ".* TO dba@'%' WITH GRANT OPTION",
        "GRANT ALL ON " + name + ".contact TO tabler@'%'",
        "GRANT ALL ON " + name + ".scratch TO tabler@'%'",
        "GRANT INSERT, UPDATE ON " + name + ".* TO staff",
        "GRANT DROP ON " + name + ".scratch TO staff");
    return database;
  }

  @Override
  String schema() {
    return database;
  }

  @Override
  String beginning() {
    return "START TRANSACTION READ WRITE";
  }

  @Override
  String inserting(String writer, long row) {
    return "INSERT INTO contact (id) VALUES (" + row + ")";
  }

  @Override
  public List<String> writers() {
    return List.of("app", "dba", "tabler", "clerk");
  }

  @Override
  public String rights() throws SQLException {
    List<String> rights = new ArrayList<>();
    for (String account : ACCOUNTS) {
      rights.addAll(lines("SHOW GRANTS FOR " + account + "@'%'"));
    }
    rights.addAll(lines("SHOW GRANTS FOR staff"));
    rights.addAll(
        lines(
            "SELECT trigger_name FROM information_schema.triggers WHERE trigger_schema = DATABASE()"));
    return String.join("\n", rights.stream().sorted().toList());
  }

  @Override
  public void grantMore() throws SQLException {
    execute("GRANT DROP ON contact TO app@'%'");
  }

  @Override
  public void revokeMore() throws SQLException {
    execute("REVOKE DROP ON contact FROM app@'%'");
  }

  @Override
  public void park(long row) throws SQLException {
    executeAs(
        "app",
        "XA START 'parked'",
        inserting("app", row),
        "XA END 'parked'",
        "XA PREPARE 'parked'");
  }

  @Override
  public void unpark() throws SQLException {
    execute("XA COMMIT 'parked'");
  }
}
