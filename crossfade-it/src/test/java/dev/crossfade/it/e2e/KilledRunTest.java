package dev.crossfade.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.oracle.check.Judgement;
import dev.crossfade.oracle.check.Oracles;
import dev.crossfade.oracle.check.Quiescence;
import dev.crossfade.oracle.reader.ProductionReader;
import dev.crossfade.oracle.reader.ReaderReport;
import dev.crossfade.oracle.workload.LiveWriter;
import dev.crossfade.oracle.workload.Workload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The run's process is killed by kill -9 while it copies, at the seam and while it streams, under
 * live load; in the end every acknowledged write is in production exactly once and in order.
 */
@Tag("long")
class KilledRunTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir private Path folder;

  @Test
  void killedInEveryPhaseNothingIsLost() throws Exception {
    try (DemoSources sources = new DemoSources(folder, 200_000)) {
      Workload workload =
          Workload.standard(sources.trial().crm(), sources.trial().ads(), sources.journal());
      try (LiveWriter writer = LiveWriter.start(workload);
          ProductionReader reader =
              ProductionReader.start(sources.trial().production(), sources.journal())) {
        killWhen(sources, "copying", KilledRunTest::copying);
        killWhen(sources, "at the seam", KilledRunTest::atTheSeam);
        killWhen(sources, "published", KilledRunTest::published);
        prove(sources, writer, reader);
      }
    }
  }

  private void prove(DemoSources sources, LiveWriter writer, ProductionReader reader)
      throws Exception {
    Crossfade run = run(sources, "forever");
    Thread.sleep(10_000);
    writer.close();
    assertThat(Quiescence.await(sources.trial(), PATIENCE)).as(run.output()).isTrue();
    assertThat(Crossfade.now(sources.environment(), "verify", folder(sources)).ok().out())
        .contains("EQUAL");
    reader.close();
    ReaderReport seen = reader.report();
    Judgement judgement = Oracles.judge(sources.trial(), seen);
    assertThat(judgement.red()).as(judgement.writes().toString()).isEmpty();
    assertThat(judgement.green()).isTrue();
    assertThat(run.stop()).isIn(130, 143);
  }

  private void killWhen(DemoSources sources, String when, Predicate<JsonNode> moment)
      throws Exception {
    Crossfade run = run(sources, "forever");
    await("run to be " + when)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .failFast("the run ended", () -> !run.alive())
        .until(() -> moment.test(status(sources)));
    run.kill();
  }

  private Crossfade run(DemoSources sources, String until) throws Exception {
    return Crossfade.start(
        folder.resolve("run.txt"),
        sources.environment(),
        "run",
        folder(sources),
        "--until=" + until);
  }

  private static String folder(DemoSources sources) {
    return sources.specification().toString();
  }

  private static JsonNode status(DemoSources sources) {
    return Crossfade.now(sources.environment(), "status", folder(sources), "-o", "json").json();
  }

  private static boolean copying(JsonNode status) {
    long done = 0;
    long chunks = 0;
    for (JsonNode entity : status.path("entities")) {
      for (JsonNode part : entity.path("backfill")) {
        done += part.path("chunksDone").asLong();
        chunks += part.path("chunks").asLong();
      }
    }
    return done > 0 && done < chunks;
  }

  private static boolean atTheSeam(JsonNode status) {
    return anyState(status, "HELD") && !anyState(status, "LIVE");
  }

  private static boolean published(JsonNode status) {
    return anyState(status, "LIVE");
  }

  private static boolean anyState(JsonNode status, String state) {
    for (JsonNode entity : status.path("entities")) {
      if (entity.path("state").asText().equals(state)) {
        return true;
      }
    }
    return false;
  }
}
