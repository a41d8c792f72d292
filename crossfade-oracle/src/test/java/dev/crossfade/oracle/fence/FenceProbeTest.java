package dev.crossfade.oracle.fence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.embedded.DatabaseEndpoint;
import dev.crossfade.embedded.DatabaseOptions;
import dev.crossfade.embedded.EmbeddedPostgres;
import dev.crossfade.embedded.EmbeddedService;
import dev.crossfade.oracle.Database;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two tables of a real database, opened and closed by rights. */
class FenceProbeTest {
  @TempDir static Path folder;
  private static EmbeddedService<DatabaseEndpoint> server;
  private static Database owner;
  private static List<ProbedTable> places;

  @BeforeAll
  static void start() throws SQLException {
    server = EmbeddedPostgres.start(folder.resolve("pg"), DatabaseOptions.database("both"));
    DatabaseEndpoint endpoint = server.endpoint();
    owner = new Database(endpoint.jdbcUrl(), endpoint.user(), endpoint.password());
    Database app = new Database(owner.url(), "app", "app");
    execute("CREATE ROLE app LOGIN PASSWORD 'app'");
    for (String table : List.of("there", "here")) {
      execute("CREATE TABLE " + table + " AS SELECT 1 AS id, 0::bigint AS n");
      execute("GRANT SELECT ON " + table + " TO app");
    }
    places =
        List.of(
            new ProbedTable("there", Side.LEGACY, app, "UPDATE there SET n = ? WHERE id = 1"),
            new ProbedTable("here", Side.NEW, app, "UPDATE here SET n = ? WHERE id = 1"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void seesThatOneIsOpenAtATime() throws Exception {
    open("there");
    try (FenceProbe probe = FenceProbe.start(places)) {
      TimeUnit.MILLISECONDS.sleep(400);
      close("there");
      TimeUnit.MILLISECONDS.sleep(300);
      open("here");
      TimeUnit.MILLISECONDS.sleep(400);
      close("here");
      open("there");
      TimeUnit.MILLISECONDS.sleep(400);
      close("there");
      probe.close();
      FenceReport report = probe.report();
      assertThat(report.together()).isZero();
      assertThat(report.evidence()).isEmpty();
      assertThat(report.switches()).isEqualTo(2);
      assertThat(report.accepted().get(Side.LEGACY)).isGreaterThan(5);
      assertThat(report.accepted().get(Side.NEW)).isGreaterThan(3);
      assertThat(report.attempts())
          .isGreaterThan(report.accepted().get(Side.LEGACY) + report.accepted().get(Side.NEW) + 10);
      assertThat(report.longestClosedMillis()).isBetween(250L, 2_000L);
    }
  }

  @Test
  void seesThatBothAreOpen() throws Exception {
    open("there");
    try (FenceProbe probe = FenceProbe.start(places)) {
      TimeUnit.MILLISECONDS.sleep(300);
      open("here");
      TimeUnit.MILLISECONDS.sleep(300);
      close("there");
      close("here");
      probe.close();
      assertThat(probe.report().together()).isPositive();
      assertThat(probe.report().evidence().toString()).contains("there and here");
    }
  }

  private static void open(String table) throws SQLException {
    execute("GRANT UPDATE ON " + table + " TO app");
  }

  private static void close(String table) throws SQLException {
    execute("REVOKE UPDATE ON " + table + " FROM app");
  }

  private static void execute(String sql) throws SQLException {
    try (Connection connection = owner.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
