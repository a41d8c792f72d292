package dev.crossfade.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server compares what it carries out, and again, though nobody asks: what somebody changes in
 * production behind everybody's back is found.
 */
@Tag("long")
class UnaskedVerificationTest {

  private static final Duration PATIENCE = Duration.ofMinutes(4);

  @TempDir private Path folder;

  @Test
  void aServerComparesAgainThoughNobodyAsks() throws Exception {
    try (MovableShop shop = new MovableShop(folder, "rehearsalDays: 0")) {
      shop.verifiedEvery(1);
      Served served = new Served(folder, shop.environment());
      Crossfade server = served.start();
      try {
        served.begin(server, Path.of(shop.specification()));
        served.ask("migration", "start", Served.NAME);
        served.reaches(server, Set.of("LIVE"));

        found(served, Map.of("click", "EQUAL", "contact", "EQUAL"));
        Rows.execute(
            shop.target.endpoint(), "update unified.contact set name = 'rogue' where id = 7");
        found(served, Map.of("click", "EQUAL", "contact", "DIFFERENT"));

        Crossfade.Result rows =
            Crossfade.now(
                served.environment(), "migration", "differences", Served.NAME, "-o", "json");
        assertThat(rows.json().at("/rows/0/key").asText()).contains("7");
        assertThat(served.ask("migration", "journal", Served.NAME, "-o", "json").out())
            .as("it is no phase, which would keep others from what they ask for")
            .contains("LIVE")
            .doesNotContain("VERIFYING");
        assertThat(server.stop()).isIn(130, 143);
      } finally {
        server.kill();
      }
    }
  }

  private static void found(Served served, Map<String, String> verdicts) {
    await("verdicts " + verdicts)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(() -> assertThat(verdicts(served)).isEqualTo(verdicts));
  }

  private static Map<String, String> verdicts(Served served) {
    Map<String, String> verdicts = new TreeMap<>();
    for (JsonNode entity : served.show().at("/progress/entities")) {
      verdicts.put(entity.path("entity").asText(), entity.path("verdict").asText());
    }
    return verdicts;
  }
}
