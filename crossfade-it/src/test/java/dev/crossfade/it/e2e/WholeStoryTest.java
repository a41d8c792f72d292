package dev.crossfade.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole story at the size in which users see it, with nothing broken on purpose. */
@Tag("long")
class WholeStoryTest {

  @Test
  void aCompanyOfTheUsualSizeMovesItsClientsThereAndBackAndThereAgain(@TempDir Path folder)
      throws Exception {
    Path report = folder.resolve("report.json");
    Crossfade demo =
        Crossfade.start(
            folder.resolve("output.txt"),
            Map.of(),
            "demo",
            "--exit",
            "--data=" + folder.resolve("data"),
            "--report=" + report);
    int exit = demo.exit(Duration.ofMinutes(8));

    assertThat(exit).as(demo.output()).isZero();
    JsonNode json = new ObjectMapper().readTree(report.toFile());
    assertThat(json.at("/proven").asBoolean()).isTrue();
    assertThat(json.at("/writes/acknowledged").asLong()).isGreaterThan(10_000);
    assertThat(json.at("/writes/lost").asLong(-1)).isZero();
    assertThat(json.at("/gateway/failed").asLong(-1)).isZero();
    assertThat(json.at("/cutover/times").asInt()).isEqualTo(2);
    assertThat(json.at("/cutover/withinGoal").asBoolean()).as("%s", json.at("/cutover")).isTrue();
    assertThat(json.at("/rollback/withinGoal").asBoolean()).as("%s", json.at("/rollback")).isTrue();
    assertThat(json.at("/rollback/lostWrites").asLong(-1)).isZero();
  }
}
