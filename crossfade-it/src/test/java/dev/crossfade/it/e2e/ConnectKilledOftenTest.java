package dev.crossfade.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The demonstration at full rate while the process of broker and Connect is killed by kill -9 again
 * and again: while history is copied, at the seam, and while changes stream, once before it has
 * come up again. Other moments with {@code -Dkill.seed=N}, more deaths with {@code -Dkill.times=N}.
 */
@Tag("long")
class ConnectKilledOftenTest {
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  /** A check that is not fulfilled, and a spelling that a taxonomy does not list. */
  private static final Set<String> ON_PURPOSE = Set.of("CF-1309", "CF-1310");

  private final Random random = new Random(Long.getLong("kill.seed", 1));
  private final int times = Integer.getInteger("kill.times", 7);

  @TempDir private Path folder;

  @Test
  void killedOverAndOverNothingIsLost() throws Exception {
    Path report = folder.resolve("report.json");
    Crossfade demo =
        Crossfade.start(
            folder.resolve("output.txt"),
            Map.of(),
            "demo",
            "--exit",
            "--rows=400000",
            "--writes-per-second=200",
            "--stream-seconds=" + 25 * times,
            "--data=" + folder.resolve("data"),
            "--report=" + report);
    try {
      killAfter(demo, "copying history");
      rest(1_000, 3_000);
      kill();
      killAfter(demo, "applying held changes");
      told(demo, "Published, all tables at once");
      for (int i = 3; i < times; i++) {
        rest(8_000, 22_000);
        kill();
      }
      rest(500, 3_000);
      kill();
      told(demo, "The proof");
      refusedOnPurpose();
      int exit = demo.exit(PATIENCE);
      assertThat(exit).as(demo.output()).isZero();
    } finally {
      demo.stop();
    }
    JsonNode json = new ObjectMapper().readTree(report.toFile());
    assertThat(json.at("/proven").asBoolean()).isTrue();
    assertThat(json.at("/writes/lost").asLong()).isZero();
    assertThat(json.at("/stream/lagMillis/max").asDouble()).isLessThan(90_000);
  }

  private void killAfter(Crossfade demo, String line) throws Exception {
    told(demo, line);
    rest(0, 1_500);
    kill();
  }

  private static void told(Crossfade demo, String line) {
    await(line)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .failFast("the demo ended", () -> assertThat(demo.alive()).as(demo.output()).isTrue())
        .until(() -> demo.output().contains(line));
  }

  private void rest(int least, int most) throws InterruptedException {
    Thread.sleep(least + random.nextInt(most - least));
  }

  /** Kills whatever process serves now; at times it has not come up again after the last time. */
  private void kill() throws IOException {
    Properties state = new Properties();
    try (Reader reader = Files.newBufferedReader(folder.resolve("data/kafka/service.properties"))) {
      state.load(reader);
    }
    String pid = state.getProperty("pid");
    if (pid != null) {
      ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  /** What is parked is what the company's mess and the specification's rules explain. */
  private void refusedOnPurpose() throws IOException {
    JsonNode parked =
        Crossfade.now(
                environment(),
                "quarantine",
                "list",
                folder.resolve("data/specification").toString(),
                "-o",
                "json")
            .ok()
            .json();
    assertThat(parked.path("groups").findValuesAsText("code"))
        .as(parked.path("groups").toString())
        .isNotEmpty()
        .allMatch(ON_PURPOSE::contains);
  }

  private Map<String, String> environment() throws IOException {
    Map<String, String> variables = new HashMap<>();
    for (String line : Files.readAllLines(folder.resolve("data/environment.sh"))) {
      String[] parts = line.replaceFirst("^export ", "").split("=", 2);
      if (parts.length == 2) {
        variables.put(parts[0], parts[1].replaceAll("^['\"]|['\"]$", ""));
      }
    }
    return variables;
  }
}
