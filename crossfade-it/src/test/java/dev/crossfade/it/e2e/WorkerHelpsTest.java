package dev.crossfade.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.crossfade.embedded.DatabaseEndpoint;
import dev.crossfade.embedded.DatabaseOptions;
import dev.crossfade.embedded.EmbeddedPostgres;
import dev.crossfade.embedded.EmbeddedService;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker helps a server with a small migration, tells how it is, and ends in order. */
@Tag("long")
class WorkerHelpsTest {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String NAME = "spec";

  @TempDir private static Path folder;

  @Test
  void aWorkerCopiesChunksFollowsStreamsAndLeavesThemToOthers() throws Exception {
    try (EmbeddedService<DatabaseEndpoint> source =
            EmbeddedPostgres.start(folder.resolve("shop"), DatabaseOptions.database("shop"));
        EmbeddedService<DatabaseEndpoint> target =
            EmbeddedPostgres.start(folder.resolve("goal"), DatabaseOptions.database("goal"));
        Fleet fleet =
            new Fleet(
                folder,
                Map.of(
                    "CROSSFADE_SOURCE_PASSWORD", source.endpoint().password(),
                    "CROSSFADE_TARGET_PASSWORD", target.endpoint().password()))) {
      execute(
          source.endpoint(),
          "create table item (id int primary key, name text);"
              + " insert into item select i, 'n' || i from generate_series(1, 40000) i");
      Path specification = specification(source.endpoint(), target.endpoint());
      Crossfade server = fleet.server("server");
      Crossfade worker = fleet.worker("worker", "--log", "json");
      fleet.setUp(server);
      String health = Fleet.health(worker);
      assertThat(answer(health + "/readyz")).isEqualTo("200 {\"status\":\"UP\"}");
      fleet.begin(specification, NAME);
      until(fleet, () -> rows(target).equals(List.of("40000")));
      assertThat(
              asked(
                  target.endpoint(),
                  "select count(*) from crossfade.chunk where worker like '%process "
                      + worker.pid()
                      + " %'"))
          .as("chunks that the worker copied")
          .isNotEqualTo(List.of("0"));

      spare(specification);
      fleet.ask("apply", specification.toString());
      until(fleet, () -> worker.output().contains("another specification"));

      server.kill();
      execute(source.endpoint(), "insert into item values (40001, 'later')");
      until(fleet, () -> rows(target).equals(List.of("40001")));

      assertThat(worker.stop()).isIn(130, 143);
      logged(worker);
    }
  }

  /** Facts have keys, and no row's value is there. */
  private static void logged(Crossfade worker) throws IOException {
    List<String> entities = new ArrayList<>();
    for (String line : worker.output().split("\n")) {
      if (line.startsWith("{")) {
        JsonNode fact = new ObjectMapper().readTree(line);
        JsonNode keys = fact.path("mdc");
        if (keys.path("migration").asText().equals(NAME) && keys.has("entity")) {
          entities.add(keys.path("entity").asText());
        }
      }
    }
    assertThat(entities).as(worker.output()).contains("item");
    assertThat(worker.output()).doesNotContain("later", "n39999");
  }

  private static String answer(String url) throws IOException, InterruptedException {
    var response =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    return response.statusCode() + " " + response.body();
  }

  private static void until(Fleet fleet, Callable<Boolean> moment) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .ignoreExceptionsInstanceOf(SQLException.class)
        .failFast(() -> assertThat(fleet.process("worker").alive()).as(fleet::outputs).isTrue())
        .until(moment);
  }

  private static Path specification(DatabaseEndpoint source, DatabaseEndpoint target)
      throws IOException {
    Path specification = folder.resolve(NAME);
    Crossfade.now(
            Map.of(),
            "init",
            "--source=" + Rows.url(source),
            "--target=" + Rows.url(target),
            "--schema=unified",
            specification.toString())
        .ok();
    Path file = specification.resolve("crossfade.yaml");
    String text = Files.readString(file);
    String small =
        text.substring(0, text.indexOf("\nsettings:")) + "\nsettings:\n  chunkRows: 500\n";
    Files.writeString(file, small);
    return specification;
  }

  /** The same mappings, but the source is to be spared from now on. */
  private static void spare(Path specification) throws IOException {
    Path file = specification.resolve("crossfade.yaml");
    Files.writeString(file, Files.readString(file) + "  throttle:\n    rowsPerSecond: 1000\n");
  }

  private static List<String> rows(EmbeddedService<DatabaseEndpoint> target) throws SQLException {
    return asked(target.endpoint(), "select count(*) from unified.item");
  }

  private static List<String> asked(DatabaseEndpoint at, String query) throws SQLException {
    List<String> answers = new ArrayList<>();
    try (Connection connection =
            DriverManager.getConnection(at.jdbcUrl(), at.user(), at.password());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        answers.add(rows.getString(1));
      }
    }
    return answers;
  }

  private static void execute(DatabaseEndpoint at, String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(at.jdbcUrl(), at.user(), at.password());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
