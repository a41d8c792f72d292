package dev.crossfade.bench.data;

import dev.crossfade.bench.Options;
import dev.crossfade.bench.Workplace;
import dev.crossfade.bench.servers.Postgres;
import dev.crossfade.bench.servers.PostgresServer;
import dev.crossfade.bench.servers.Shell;
import dev.crossfade.embedded.DatabaseEndpoint;
import dev.crossfade.embedded.DatabaseOptions;
import dev.crossfade.embedded.EmbeddedMariaDb;
import dev.crossfade.embedded.EmbeddedService;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Map;

/**
 * A MariaDB with contacts, and a PostgreSQL.
 *
 * @param source the database to leave
 * @param pid process id of its server
 * @param target the database to move to
 * @param rows number of contacts
 * @param shell for the programs of peers
 */
public record MariaPair(
    DatabaseEndpoint source, long pid, Postgres target, long rows, Shell shell) {

  /** Text columns and numbers of a row in a form that both databases spell alike. */
  private static final String ROW =
      "concat_ws('|', id, external_id, email, phone, first_name, last_name, company, job_title,"
          + " country, region_text, lead_score, budget, attributes)";

  /** Starts both servers and fills the source with 500,000 contacts at scale 1. */
  public static MariaPair start(Options options, Workplace workplace) throws Exception {
    EmbeddedService<DatabaseEndpoint> from =
        workplace.keep(
            EmbeddedMariaDb.start(
                workplace.path("source"),
                DatabaseOptions.database("shop").setting("innodb_buffer_pool_size", "1G")));
    PostgresServer to = workplace.keep(PostgresServer.start(workplace.path("target")));
    long rows = Math.max(1000, Math.round(500_000 * options.scale()));
    MariaPair pair =
        new MariaPair(
            from.endpoint(),
            from.pid(),
            to.database("unified"),
            rows,
            new Shell(workplace.path("programs.log")));
    pair.value(Table.script("maria-contacts"));
    pair.value(
        Table.script("maria-contacts-rows").replace("{first}", "1").replace("{last}", "" + rows));
    return pair;
  }

  /** Process ids of the servers by group. */
  public Map<String, Long> servers() {
    return Map.of("source", pid, "target", target.pid());
  }

  private String value(String sql) throws Exception {
    try (Connection connection =
            DriverManager.getConnection(source.jdbcUrl(), source.user(), source.password());
        Statement statement = connection.createStatement()) {
      if (!statement.execute(sql)) {
        return "";
      }
      try (ResultSet rows = statement.getResultSet()) {
        rows.next();
        return rows.getString(1);
      }
    }
  }

  /** Makes the target anew with an empty table and its primary key. */
  public void emptyTable() throws Exception {
    target.recreate();
    target.execute(Table.script("maria-target"));
  }

  /** Fails unless a table of the target holds the same rows, by hashes of thirteen columns. */
  public void mustEqual(String table) throws Exception {
    String expected =
        value(
                "SELECT concat(count(*), ' ', sum(cast(conv(left(md5("
                    + ROW
                    + "), 8), 16, 10) AS UNSIGNED)), ' ', sum(unix_timestamp(registered_at) - unix_timestamp("
                    + "updated_at))) FROM contacts")
            .replaceAll("\\.0+\\b", "");
    String found =
        target.value(
            "SELECT concat(count(*), ' ', sum(('x' || left(md5("
                + ROW
                + "), 8))::bit(32)::bigint), ' ', sum(extract(epoch FROM registered_at -"
                + " updated_at))::bigint) FROM "
                + table);
    if (!expected.equals(found)) {
      throw new IllegalStateException(table + ": expected " + expected + ", found " + found);
    }
  }
}
