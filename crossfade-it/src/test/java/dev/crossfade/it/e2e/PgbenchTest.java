package dev.crossfade.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.crossfade.embedded.DatabaseEndpoint;
import dev.crossfade.embedded.DatabaseOptions;
import dev.crossfade.embedded.EmbeddedPostgres;
import dev.crossfade.embedded.EmbeddedService;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A database made by a tool nobody here wrote: pgbench at scale 10 on Debian's PostgreSQL, with its
 * own load running all the time.
 */
@Tag("pgbench")
class PgbenchTest {
  @Test
  void migratesWithInitAndRunWhileItsLoadGoesOn(@TempDir Path folder) throws Exception {
    assumeTrue(DebianPostgres.installed(), "needs Debian's packages postgresql and pgbench");
    try (DebianPostgres source = DebianPostgres.start();
        EmbeddedService<DatabaseEndpoint> target =
            EmbeddedPostgres.start(folder.resolve("target"), DatabaseOptions.database("goal"))) {
      source.pgbench("-i", "-s", "10", "-q");
      Process load = source.load();
      Map<String, String> environment =
          Map.of(
              "CROSSFADE_SOURCE_USER",
              "postgres",
              "CROSSFADE_SOURCE_PASSWORD",
              "",
              "CROSSFADE_TARGET_USER",
              target.endpoint().user(),
              "CROSSFADE_TARGET_PASSWORD",
              target.endpoint().password());
      String specification = folder.resolve("bench").toString();

      Crossfade.now(
              environment,
              "init",
              "--source=" + source.url(),
              "--target=postgresql://127.0.0.1:" + target.endpoint().port() + "/goal",
              specification)
          .ok();
      Path report = folder.resolve("report.json");
      Crossfade run =
          Crossfade.start(
              folder.resolve("run.txt"),
              environment,
              "run",
              specification,
              "--until=verified",
              "--report=" + report);
      int exit = run.exit(Duration.ofMinutes(6));

      assertThat(load.isAlive()).as("the load went on").isTrue();
      load.destroy();
      assertThat(exit).as(run.output()).isZero();
      JsonNode json = new ObjectMapper().readTree(report.toFile());
      assertThat(json.at("/verify/verdict").asText()).isEqualTo("EQUAL");
      assertThat(json.at("/verify/rowsCompared").asLong()).isGreaterThan(1_000_000);
    }
  }
}
