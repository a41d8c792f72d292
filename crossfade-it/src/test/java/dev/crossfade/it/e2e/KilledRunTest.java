package dev.crossfade.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crossfade.oracle.check.Judgement;
import dev.crossfade.oracle.check.Oracles;
import dev.crossfade.oracle.check.Quiescence;
import dev.crossfade.oracle.reader.ProductionReader;
import dev.crossfade.oracle.reader.ReaderReport;
import dev.crossfade.oracle.workload.LiveWriter;
import dev.crossfade.oracle.workload.Workload;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The run's process is killed by kill -9 while it copies, at the seam and while it streams, under
 * live load. Where it was killed is read from what it left in the target; in the end every
 * acknowledged write is in production exactly once and in order.
 */
@Tag("long")
class KilledRunTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** Writes that have to be in production after the last start, before the writer stops. */
  private static final long SEEN_AFTERWARDS = 2_000;

  @TempDir private Path folder;

  @Test
  void killedInEveryPhaseNothingIsLost() throws Exception {
    try (DemoSources sources = new DemoSources(folder, 50_000)) {
      Workload workload =
          Workload.standard(sources.trial().crm(), sources.trial().ads(), sources.journal());
      try (LiveWriter writer = LiveWriter.start(workload);
          ProductionReader reader =
              ProductionReader.start(sources.trial().production(), sources.journal());
          StoredState stored = new StoredState(sources.targetDatabase())) {
        killWhileCopying(sources, stored);
        killAtTheSeam(sources, stored);
        killWhileStreaming(sources, stored);
        prove(sources, writer, reader);
      }
    }
  }

  private void killWhileCopying(DemoSources sources, StoredState stored) throws Exception {
    Crossfade run = run(sources);
    until(run, "copying", stored::copying);
    run.kill();
    assertThat(stored.copying()).as("killed while it copied").isTrue();
  }

  /** The release is held back, so that the seam cannot be over before the kill. */
  private void killAtTheSeam(DemoSources sources, StoredState stored) throws Exception {
    long before = stored.epoch();
    Crossfade run = run(sources);
    until(run, "owned", () -> stored.epoch() > before);
    try (Connection release = stored.holdBackTheRelease()) {
      until(run, "at the seam", stored::atTheSeam);
      run.kill();
      release.rollback();
    }
    assertThat(stored.atTheSeam()).as("killed at the seam").isTrue();
  }

  private void killWhileStreaming(DemoSources sources, StoredState stored) throws Exception {
    Crossfade run = run(sources);
    until(run, "published", stored::published);
    Map<String, Long> published = stored.offsets();
    until(run, "streaming", () -> further(stored.offsets(), published));
    run.kill();
    assertThat(stored.published()).as("killed while it streamed").isTrue();
  }

  private static boolean further(Map<String, Long> now, Map<String, Long> before) {
    return before.size() == 2
        && before.keySet().stream().allMatch(source -> now.get(source) > before.get(source));
  }

  private void prove(DemoSources sources, LiveWriter writer, ProductionReader reader)
      throws Exception {
    long seenBefore = reader.report().total().count();
    Crossfade run = run(sources);
    until(run, "followed", () -> reader.report().total().count() > seenBefore + SEEN_AFTERWARDS);
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

  private static void until(Crossfade run, String when, Callable<Boolean> moment) {
    await("run to be " + when)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .failFast(() -> assertThat(run.alive()).as(run::output).isTrue())
        .until(moment);
  }

  private Crossfade run(DemoSources sources) throws Exception {
    return Crossfade.start(
        folder.resolve("run.txt"),
        sources.environment(),
        "run",
        folder(sources),
        "--until=forever");
  }

  private static String folder(DemoSources sources) {
    return sources.specification().toString();
  }
}
