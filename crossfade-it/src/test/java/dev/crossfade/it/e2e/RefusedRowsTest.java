package dev.crossfade.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.crossfade.embedded.DatabaseEndpoint;
import dev.crossfade.embedded.DatabaseOptions;
import dev.crossfade.embedded.EmbeddedPostgres;
import dev.crossfade.embedded.EmbeddedService;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * History with values that cannot be read and values that only the target refuses: those rows are
 * parked with their reason, all others arrive, and the verdict is EQUAL.
 */
class RefusedRowsTest {

  private static final String HISTORY =
      """
      create table item (id int primary key, sizes int[], made timestamp, data json);
      insert into item select i, array[i], '2026-01-01', '{"n": 1}' from generate_series(1, 3000) i;
      update item set sizes = '{{1,2},{3,4}}' where id = 10;
      update item set made = '294270-01-01' where id = 11;
      update item set data = '{"n": 1e200000}' where id in (12, 2500);
      create table line (at int, data json);
      insert into line select i, '{"n": 1}' from generate_series(1, 2000) i;
      insert into line values (0, '{"n": 1e200000}'), (0, '{"n": 1e200000}')
      """;

  @TempDir private static Path folder;

  @Test
  void costNothingButThemselves() throws Exception {
    try (EmbeddedService<DatabaseEndpoint> source =
            EmbeddedPostgres.start(folder.resolve("shop"), DatabaseOptions.database("shop"));
        EmbeddedService<DatabaseEndpoint> target =
            EmbeddedPostgres.start(folder.resolve("goal"), DatabaseOptions.database("goal"))) {
      execute(source.endpoint());
      String specification = folder.resolve("spec").toString();
      Path report = folder.resolve("report.json");
      Crossfade.now(
              Map.of(),
              "init",
              "--source=" + Rows.url(source.endpoint()),
              "--target=" + Rows.url(target.endpoint()),
              "--schema=unified",
              specification)
          .ok();
      Map<String, String> environment =
          Map.of(
              "CROSSFADE_SOURCE_PASSWORD", source.endpoint().password(),
              "CROSSFADE_SOURCE_1_PASSWORD", source.endpoint().password(),
              "CROSSFADE_TARGET_PASSWORD", target.endpoint().password());

      Crossfade.Result run =
          Crossfade.now(
              environment, "run", specification, "--until=verified", "--report=" + report);

      assertThat(run.exit()).as(run.err()).isZero();
      JsonNode json = new ObjectMapper().readTree(report.toFile());
      assertThat(json.at("/verify/verdict").asText()).isEqualTo("EQUAL");
      assertThat(json.at("/quarantined").asLong()).isEqualTo(6);
      assertThat(parked(environment, specification))
          .containsExactlyInAnyOrder(
              "id=10 CF-1319 sizes",
              "id=11 CF-1319 made",
              "id=12 CF-5006 ",
              "id=2500 CF-5006 ",
              "row CF-5006 ",
              "row CF-5006 ");
    }
  }

  private static List<String> parked(Map<String, String> environment, String specification) {
    JsonNode list =
        Crossfade.now(
                environment,
                "quarantine",
                "list",
                specification,
                "--show-values",
                "--limit=100",
                "-o",
                "json")
            .ok()
            .json();
    List<String> parked = new ArrayList<>();
    for (JsonNode item : list.path("items")) {
      String key = item.path("sourceKey").asText().split(" ", 2)[0];
      parked.add(key + " " + item.path("code").asText() + " " + item.path("column").asText());
    }
    return parked;
  }

  private static void execute(DatabaseEndpoint endpoint) throws Exception {
    try (Connection connection =
            DriverManager.getConnection(endpoint.jdbcUrl(), endpoint.user(), endpoint.password());
        Statement statement = connection.createStatement()) {
      statement.execute(HISTORY);
    }
  }
}
