package dev.crossfade.jdbc.fence;

import dev.crossfade.core.spec.SystemType;
import dev.crossfade.embedded.DatabaseEndpoint;
import dev.crossfade.embedded.EmbeddedService;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** A database of PostgreSQL with owners, rights given on, groups, everybody, columns and parts. */
final class FencedPostgres extends FencedServer {

  private static final AtomicInteger NUMBERS = new AtomicInteger();

  /** Where the accounts are. */
  private static final Set<Object> SERVERS = new HashSet<>();

  private FencedPostgres(EmbeddedService<DatabaseEndpoint> service, String database) {
    super(service, SystemType.POSTGRESQL, database, List.of("contact", "event", "scratch"));
  }

  static FencedPostgres create(EmbeddedService<DatabaseEndpoint> service) throws SQLException {
    String name = "shop_" + NUMBERS.incrementAndGet();
    DatabaseEndpoint endpoint = service.endpoint();
    try (Connection connection =
            DriverManager.getConnection(endpoint.jdbcUrl(), endpoint.user(), endpoint.password());
        Statement statement = connection.createStatement()) {
      if (SERVERS.add(service)) {
        for (String role : List.of("owner_a", "owner_b", "app", "reporter", "clerk", FENCER)) {
          statement.execute("CREATE ROLE " + role + " LOGIN PASSWORD '" + SECRET + "'");
        }
        statement.execute("CREATE ROLE staff NOLOGIN");
        statement.execute("GRANT staff TO clerk");
        statement.execute("GRANT owner_a, owner_b, app, pg_read_all_stats TO fencer");
      }
      statement.execute("CREATE DATABASE " + name);
      statement.execute("GRANT CREATE ON DATABASE " + name + " TO " + FENCER);
    }
    FencedPostgres database = new FencedPostgres(service, name);
    database.fill();
    return database;
  }

  private void fill() throws SQLException {
    execute(
        """
        CREATE TABLE contact (id bigint PRIMARY KEY, note text);
        CREATE TABLE scratch (id bigint, note text);
        CREATE TABLE event (id bigint, note text) PARTITION BY RANGE (id);
        CREATE TABLE event_all PARTITION OF event DEFAULT;
        CREATE TABLE other (id bigint);
        ALTER TABLE contact OWNER TO owner_a; ALTER TABLE scratch OWNER TO owner_a;
        ALTER TABLE event OWNER TO owner_b; ALTER TABLE event_all OWNER TO owner_b;
        GRANT INSERT ON other TO PUBLIC;
        GRANT INSERT, UPDATE, DELETE ON contact, scratch, event, event_all TO fencer
        """);
    executeAs(
        "owner_a",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON contact, scratch TO app WITH GRANT OPTION",
        "GRANT TRUNCATE ON scratch TO app",
        "GRANT INSERT, UPDATE (note) ON contact TO staff",
        "GRANT INSERT ON scratch TO staff, owner_b");
    executeAs(
        "owner_b",
        "GRANT UPDATE, DELETE ON event TO PUBLIC",
        "GRANT INSERT ON event TO app",
        "GRANT INSERT ON event_all TO reporter");
    executeAs(
        "app",
        "GRANT INSERT (id, note) ON contact TO reporter",
        "GRANT INSERT, DELETE ON scratch TO reporter");
  }

  @Override
  String schema() {
    return "public";
  }

  @Override
  String beginning() {
    return "BEGIN READ WRITE";
  }

  @Override
  String inserting(String writer, long row) {
    String table =
        switch (writer) {
          case "owner_b" -> "event";
          case "reporter" -> row % 2 == 0 ? "event_all" : "contact";
          default -> "contact";
        };
    return "INSERT INTO " + table + " (id) VALUES (" + row + ")";
  }

  @Override
  public List<String> writers() {
    return List.of("app", "owner_a", "owner_b", "reporter", "clerk");
  }

  @Override
  public String rights() throws SQLException {
    return String.join(
        "\n",
        lines(
            """
            SELECT concat_ws(' ', c.relname, a.part, a.privilege_type, a.grantor::regrole,
              CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE a.grantee::regrole::text END, a.is_grantable)
            FROM pg_class c CROSS JOIN LATERAL (
              SELECT '-' AS part, x.*
              FROM aclexplode(coalesce(c.relacl, acldefault('r', c.relowner))) x
              UNION ALL SELECT p.attname::text, x.* FROM pg_attribute p
              CROSS JOIN LATERAL aclexplode(p.attacl) x WHERE p.attrelid = c.oid) a
            WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') ORDER BY 1
            """));
  }

  @Override
  public void grantMore() throws SQLException {
    executeAs("owner_a", "GRANT TRUNCATE ON contact TO clerk");
  }

  @Override
  public void revokeMore() throws SQLException {
    executeAs("owner_a", "REVOKE TRUNCATE ON contact FROM clerk");
  }

  @Override
  public void park(long row) throws SQLException {
    executeAs(
        "app", "BEGIN", inserting("app", row), "PREPARE TRANSACTION 'parked in " + database + "'");
  }

  @Override
  public void unpark() throws SQLException {
    execute("COMMIT PREPARED 'parked in " + database + "'");
  }
}
