package dev.crossfade.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.embedded.DatabaseEndpoint;
import dev.crossfade.embedded.EmbeddedService;
import dev.crossfade.oracle.check.Judgement;
import dev.crossfade.oracle.check.Oracles;
import dev.crossfade.oracle.check.Quiescence;
import dev.crossfade.oracle.reader.ProductionReader;
import dev.crossfade.oracle.workload.LiveWriter;
import dev.crossfade.oracle.workload.Workload;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each database server is killed by kill -9 under live load while the run streams, stays away until
 * the run says so, and comes back on the same data: the run goes on by itself and nothing is lost.
 */
@Tag("long")
class ServersKilledTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir private Path folder;

  @Test
  void everyServerDiesOnceAndTheRunGoesOn() throws Exception {
    try (DemoSources sources = new DemoSources(folder, 50_000)) {
      Workload workload =
          Workload.standard(sources.trial().crm(), sources.trial().ads(), sources.journal());
      try (LiveWriter writer = LiveWriter.start(workload);
          ProductionReader reader =
              ProductionReader.start(sources.trial().production(), sources.journal())) {
        Crossfade run = run(sources);
        try {
          killAll(sources, run);
          writer.close();
          prove(sources, run, reader);
        } finally {
          run.stop();
        }
      }
    }
  }

  private static void killAll(DemoSources sources, Crossfade run) {
    caughtUp(sources, run);
    dieAndComeBack(sources.target(), run, "trouble[CF-3001]");
    caughtUp(sources, run);
    dieAndComeBack(sources.crm(), run, "trouble[CF-2002 crm]");
    caughtUp(sources, run);
    dieAndComeBack(sources.ads(), run, "trouble[CF-2002 ads]");
    caughtUp(sources, run);
  }

  /** Stays away until the run says that it is. */
  private static void dieAndComeBack(
      EmbeddedService<DatabaseEndpoint> server, Crossfade run, String absence) {
    server.killForcibly();
    assertThat(server.alive()).isFalse();
    await(absence)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .failFast(() -> assertThat(run.alive()).as(run.output()).isTrue())
        .until(() -> run.output().contains(absence));
    server.restart();
  }

  /** Every stream has applied a mark that is younger than the call. */
  private static void caughtUp(DemoSources sources, Crossfade run) {
    long begin = System.currentTimeMillis();
    await("every stream to be followed")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .failFast(
            "the run ended or stopped a source",
            () -> {
              assertThat(run.output()).doesNotContain("STOPPED");
              assertThat(run.alive()).as(run.output()).isTrue();
            })
        .until(() -> appliedSince(sources, begin));
  }

  private static boolean appliedSince(DemoSources sources, long begin) {
    Crossfade.Result result =
        Crossfade.now(
            sources.environment(), "status", sources.specification().toString(), "-o", "json");
    if (result.exit() != 0) {
      return false;
    }
    JsonNode streams = result.json().path("streams");
    long fresh = 0;
    for (JsonNode stream : streams) {
      String at = stream.path("appliedAsOf").asText("1970-01-01T00:00:00Z");
      fresh += Instant.parse(at).toEpochMilli() > begin ? 1 : 0;
    }
    return fresh == 2 && result.json().path("summary").asText().startsWith("all ");
  }

  private Crossfade run(DemoSources sources) throws Exception {
    return Crossfade.start(
        folder.resolve("run.txt"),
        sources.environment(),
        "run",
        sources.specification().toString());
  }

  private void prove(DemoSources sources, Crossfade run, ProductionReader reader) throws Exception {
    assertThat(Quiescence.await(sources.trial(), PATIENCE)).as(run.output()).isTrue();
    assertThat(
            Crossfade.now(sources.environment(), "verify", sources.specification().toString())
                .ok()
                .out())
        .contains("EQUAL");
    reader.close();
    Judgement judgement = Oracles.judge(sources.trial(), reader.report());
    assertThat(judgement.red()).as(judgement.writes().toString()).isEmpty();
    assertThat(judgement.green()).isTrue();
    assertThat(run.stop()).isIn(130, 143);
    assertThat(run.output())
        .as("each absence is told once, and its end")
        .containsOnlyOnce("trouble[CF-3001]")
        .containsOnlyOnce("over[CF-3001]")
        .containsOnlyOnce("trouble[CF-2002 crm]")
        .containsOnlyOnce("over[CF-2002 crm]")
        .containsOnlyOnce("trouble[CF-2002 ads]")
        .containsOnlyOnce("over[CF-2002 ads]")
        .doesNotContain("CF-5018");
  }
}
