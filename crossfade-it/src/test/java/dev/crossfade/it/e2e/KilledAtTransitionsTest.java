package dev.crossfade.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crossfade.it.e2e.JournalGate.Fate;
import dev.crossfade.oracle.check.Judgement;
import dev.crossfade.oracle.check.Oracles;
import dev.crossfade.oracle.check.Quiescence;
import dev.crossfade.oracle.reader.ProductionReader;
import dev.crossfade.oracle.workload.LiveWriter;
import dev.crossfade.oracle.workload.Workload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The run's process is killed by kill -9 at every transition of its journal, under live load: once
 * when a step was done and that is about to be recorded, which then never happens, and once when
 * the next step is recorded as begun, but nothing of it is done. Each time it is only started
 * again.
 */
@Tag("long")
class KilledAtTransitionsTest {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final List<String> STEPS =
      List.of(
          "PREPARE_TARGET",
          "OPEN_LOG",
          "START_CAPTURE",
          "COPY_HISTORY",
          "APPLY_HELD",
          "PUBLISH",
          "VERIFY");

  @TempDir private Path folder;

  @Test
  void whereverItIsKilledItGoesOnByItself() throws Exception {
    try (DemoSources sources = new DemoSources(folder, 5_000);
        JournalGate gate = new JournalGate(sources.target().endpoint())) {
      Workload workload =
          Workload.standard(sources.trial().crm(), sources.trial().ads(), sources.journal())
              .at(100);
      try (LiveWriter writer = LiveWriter.start(workload);
          ProductionReader reader =
              ProductionReader.start(sources.trial().production(), sources.journal())) {
        for (String step : STEPS) {
          kill(sources, gate, "Begun", step, Fate.COMMITTED);
          kill(sources, gate, "Done", step, Fate.LOST);
        }
        Crossfade last = run(sources);
        await("a verdict")
            .atMost(PATIENCE)
            .failFast(() -> assertThat(last.alive()).as(last::output).isTrue())
            .until(() -> done(gate, "VERIFY"));
        writer.close();
        assertThat(Quiescence.await(sources.trial(), PATIENCE)).as(last.output()).isTrue();
        assertThat(
                Crossfade.now(sources.environment(), "verify", sources.specification().toString())
                    .ok()
                    .out())
            .contains("EQUAL");
        reader.close();
        Judgement judgement = Oracles.judge(sources.trial(), reader.report());
        assertThat(judgement.red()).as(judgement.writes().toString()).isEmpty();
        assertThat(judgement.green()).isTrue();
        assertThat(last.stop()).isIn(130, 143);
      }
      recordedOnce(gate);
    }
  }

  private void kill(DemoSources sources, JournalGate gate, String event, String step, Fate fate)
      throws Exception {
    gate.close(event, step);
    Crossfade run = run(sources);
    await(event + " " + step)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .failFast(() -> assertThat(run.alive()).as(run::output).isTrue())
        .until(gate::reached);
    run.kill();
    gate.open(fate);
  }

  private static boolean done(JournalGate gate, String step) throws Exception {
    return gate.events().stream().anyMatch(event -> event.startsWith(event("Done", step)));
  }

  private static String event(String event, String step) {
    return "{\"event\":\"" + event + "\",\"step\":\"" + step + "\"";
  }

  /** No step is done twice, all are, and no epoch writes after a later one. */
  private static void recordedOnce(JournalGate gate) throws Exception {
    List<String> events = gate.events();
    for (String step : STEPS.subList(0, STEPS.size() - 1)) {
      Stream<String> done = events.stream().filter(each -> each.startsWith(event("Done", step)));
      assertThat(done).as(step).hasSize(1);
    }
    assertThat(gate.epochs()).isSorted();
    assertThat(gate.epochs().stream().distinct().count()).isGreaterThan(STEPS.size());
  }

  private Crossfade run(DemoSources sources) throws Exception {
    return Crossfade.start(
        folder.resolve("run.txt"),
        sources.environment(),
        "run",
        sources.specification().toString());
  }
}
