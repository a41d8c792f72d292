package dev.crossfade.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.oracle.workload.LiveWriter;
import dev.crossfade.oracle.workload.Workload;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nothing is wrong, and nothing may be said to be: verification over and over, and all checks,
 * while the company works. Ten minutes in {@code .ci/more}; {@code -Dcrossfade.story.seconds=3600}
 * makes it an hour.
 */
@Tag("long")
class CalmStoryTest {
  private static final Duration STORY =
      Duration.ofSeconds(Long.getLong("crossfade.story.seconds", 10));

  @Test
  void verificationUnderLoadRaisesNoFalseAlarm(@TempDir Path folder) throws Exception {
    try (DemoSources sources = new DemoSources(folder, 20_000)) {
      Workload workload =
          Workload.standard(sources.trial().crm(), sources.trial().ads(), sources.journal());
      String specification = sources.specification().toString();
      Crossfade run =
          Crossfade.start(folder.resolve("run.txt"), sources.environment(), "run", specification);
      try (LiveWriter writer = LiveWriter.start(workload)) {
        await("publication")
            .atMost(Duration.ofMinutes(3))
            .pollInterval(Duration.ofSeconds(1))
            .failFast("the run ended", () -> !run.alive())
            .until(
                () -> status(sources).at("/summary").asText().contains("all 22 tables published"));
        int verdicts = 0;
        Instant end = Instant.now().plus(STORY);
        while (Instant.now().isBefore(end)) {
          Crossfade.Result verify =
              Crossfade.now(sources.environment(), "verify", specification, "-o", "json");
          assertThat(verify.json().at("/verdict").asText()).as(verify.out()).isEqualTo("EQUAL");
          assertThat(verify.exit()).isZero();
          verdicts++;
          assertThat(open(sources, specification)).isEmpty();
        }
        assertThat(verdicts).isPositive();
        assertThat(status(sources).path("troubles").toString()).isEqualTo("[]");
        assertThat(writer.tally().acknowledged()).isPositive();
      }
      assertThat(run.stop()).as(run.output()).isIn(130, 143);
    }
  }

  /** Checks that have not passed, with what they say. */
  private static List<String> open(DemoSources sources, String specification) {
    Crossfade.Result run =
        Crossfade.now(sources.environment(), "check", "run", specification, "-o", "json");
    List<String> open = new ArrayList<>();
    JsonNode checks = run.json().path("checks");
    assertThat(checks.size()).isGreaterThan(20);
    checks.forEach(
        check -> {
          if (!check.path("state").asText().equals("PASSED")) {
            open.add(check.toString());
          }
        });
    return open;
  }

  private static JsonNode status(DemoSources sources) {
    return Crossfade.now(
            sources.environment(), "status", sources.specification().toString(), "-o", "json")
        .json();
  }
}
