package dev.crossfade.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.crossfade.embedded.DatabaseEndpoint;
import dev.crossfade.embedded.DatabaseOptions;
import dev.crossfade.embedded.EmbeddedMariaDb;
import dev.crossfade.embedded.EmbeddedPostgres;
import dev.crossfade.embedded.EmbeddedService;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An event log of MariaDB without a key, written all the time: the transaction that begins exactly
 * where the snapshot of its history ends belongs to the stream.
 */
@Tag("long")
class KeylessMariaDbTest {

  @TempDir private static Path folder;

  @Test
  void everyRowArrivesOnceWhileRowsAreAdded() throws Exception {
    try (EmbeddedService<DatabaseEndpoint> source =
            EmbeddedMariaDb.start(folder.resolve("ads"), DatabaseOptions.database("ads"));
        EmbeddedService<DatabaseEndpoint> target =
            EmbeddedPostgres.start(folder.resolve("goal"), DatabaseOptions.database("goal"))) {
      execute(
          source.endpoint(),
          "create table click (at datetime(6), what varchar(20))",
          "insert into click select now(6), concat('h', seq) from seq_1_to_20000");
      String specification = folder.resolve("spec").toString();
      Crossfade.now(
              Map.of(),
              "init",
              "--source=" + url("mariadb", source.endpoint()),
              "--target=" + url("postgresql", target.endpoint()),
              "--schema=unified",
              specification)
          .ok();
      Path report = folder.resolve("report.json");
      Writer writer = new Writer(source.endpoint());
      writer.start();
      Crossfade.Result run;
      try {
        run =
            Crossfade.now(
                passwords(source, target),
                "run",
                specification,
                "--until=verified",
                "--report=" + report);
      } finally {
        writer.interrupt();
        writer.join();
      }

      assertThat((Throwable) writer.failure).isNull();
      assertThat(run.exit()).as(run.err()).isZero();
      JsonNode json = new ObjectMapper().readTree(report.toFile());
      assertThat(json.at("/verify/verdict").asText()).isEqualTo("EQUAL");
      assertThat(json.at("/verify/rowsCompared").asLong()).isGreaterThan(20_000);
      assertThat(json.at("/seam/changes").asLong()).isPositive();
    }
  }

  /** Adds rows, each in a transaction of its own, until it is interrupted. */
  private static final class Writer extends Thread {
    private final DatabaseEndpoint endpoint;
    private volatile SQLException failure;

    Writer(DatabaseEndpoint endpoint) {
      this.endpoint = endpoint;
    }

    @Override
    public void run() {
      try (Connection connection = connect(endpoint);
          Statement statement = connection.createStatement()) {
        for (int n = 0; !isInterrupted(); n++) {
          statement.execute("insert into click values (now(6), 'live" + n + "')");
        }
      } catch (SQLException e) {
        failure = isInterrupted() ? null : e;
      }
    }
  }

  private static Map<String, String> passwords(
      EmbeddedService<DatabaseEndpoint> source, EmbeddedService<DatabaseEndpoint> target) {
    return Map.of(
        "CROSSFADE_SOURCE_PASSWORD", source.endpoint().password(),
        "CROSSFADE_TARGET_PASSWORD", target.endpoint().password());
  }

  private static String url(String type, DatabaseEndpoint endpoint) {
    return "%s://%s:%s@%s:%d/%s"
        .formatted(
            type,
            endpoint.user(),
            endpoint.password(),
            endpoint.host(),
            endpoint.port(),
            endpoint.database());
  }

  private static void execute(DatabaseEndpoint endpoint, String... commands) throws SQLException {
    try (Connection connection = connect(endpoint);
        Statement statement = connection.createStatement()) {
      for (String command : commands) {
        statement.execute(command);
      }
    }
  }

  private static Connection connect(DatabaseEndpoint endpoint) throws SQLException {
    return DriverManager.getConnection(endpoint.jdbcUrl(), endpoint.user(), endpoint.password());
  }
}
