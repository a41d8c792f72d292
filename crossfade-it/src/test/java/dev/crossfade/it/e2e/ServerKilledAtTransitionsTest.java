package dev.crossfade.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crossfade.embedded.DatabaseEndpoint;
import dev.crossfade.embedded.DatabaseOptions;
import dev.crossfade.embedded.EmbeddedPostgres;
import dev.crossfade.embedded.EmbeddedService;
import dev.crossfade.it.e2e.JournalGate.Fate;
import dev.crossfade.oracle.check.Judgement;
import dev.crossfade.oracle.check.Oracles;
import dev.crossfade.oracle.check.Quiescence;
import dev.crossfade.oracle.reader.ProductionReader;
import dev.crossfade.oracle.workload.LiveWriter;
import dev.crossfade.oracle.workload.Workload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The server is killed by kill -9 at every transition of the journal of a whole migration, under
 * live load. Of each step: when it is recorded as begun and nothing of it is done; when it was done
 * and that is about to be recorded, which then never happens; and when that is recorded and nobody
 * was told. Of each wish: when it is recorded and whoever wished was not told. Each time the server
 * is only started again.
 */
@Tag("long")
class ServerKilledAtTransitionsTest {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final List<String> WAY =
      List.of(
          "PREPARE_TARGET", "OPEN_LOG", "START_CAPTURE", "COPY_HISTORY", "APPLY_HELD", "PUBLISH");

  @TempDir private Path folder;

  private final List<String> killed = new ArrayList<>();
  private Crossfade latest;

  private Crossfade start(Served served) throws Exception {
    latest = served.start();
    return latest;
  }

  @AfterEach
  void leaveNothingBehind() throws Exception {
    if (latest != null) {
      latest.kill();
    }
  }

  @Test
  void whereverItIsKilledItGoesOnByItself() throws Exception {
    try (DemoSources sources = new DemoSources(folder, 5_000);
        EmbeddedService<DatabaseEndpoint> control =
            EmbeddedPostgres.start(
                folder.resolve("control"), DatabaseOptions.database("crossfade"));
        JournalGate gate = new JournalGate(control.endpoint())) {
      Served served = served(sources, control.endpoint());
      Workload workload =
          Workload.standard(sources.trial().crm(), sources.trial().ads(), sources.journal())
              .at(100);
      try (LiveWriter writer = LiveWriter.start(workload);
          ProductionReader reader =
              ProductionReader.start(sources.trial().production(), sources.journal())) {
        begin(served, sources);
        wish(served, gate, "PREPARING", "start");
        for (String step : WAY) {
          killAround(served, gate, step);
        }
        wish(served, gate, "VERIFYING", "verify");
        killAround(served, gate, "VERIFY");
        wish(served, gate, "PAUSED", "pause");
        killAround(served, gate, "REST");
        goOnAndProve(served, sources, writer, reader);
      }
      complete(served, gate);
      recordedOnce(gate);
    }
  }

  private Served served(DemoSources sources, DatabaseEndpoint control) throws Exception {
    Served served =
        new Served(
            folder,
            sources.environment(),
            "--control-url",
            "postgresql://" + control.host() + ":" + control.port() + "/" + control.database());
    served.environment().put("CROSSFADE_CONTROL_USER", control.user());
    served.environment().put("CROSSFADE_CONTROL_PASSWORD", control.password());
    return served;
  }

  private void begin(Served served, DemoSources sources) throws Exception {
    Crossfade server = start(served);
    served.begin(server, sources.specification());
    server.kill();
  }

  /** Somebody wishes, it is recorded, and he is not told. */
  private void wish(Served served, JournalGate gate, String phase, String wish) throws Exception {
    Crossfade server = start(served);
    boolean begins = wish.equals("start");
    served.reaches(server, begins ? Set.of("DRAFT") : Set.of("LIVE"));
    gate.closeBefore(phase);
    CompletableFuture<Crossfade.Result> asked =
        CompletableFuture.supplyAsync(() -> asked(served, wish));
    killWhenReached(server, gate, wish, Fate.COMMITTED);
    Crossfade.Result answer = asked.join();
    assertThat(answer.exit()).as("nobody was told: " + answer.err()).isIn(9, 10);
  }

  /** A server that has just started may record something first, of which people are told. */
  private static Crossfade.Result asked(Served served, String wish) {
    Crossfade.Result answer;
    do {
      answer = Crossfade.now(served.environment(), "migration", wish, Served.NAME);
    } while (answer.exit() == 5);
    return answer;
  }

  private void killAround(Served served, JournalGate gate, String step) throws Exception {
    kill(served, gate, "Begun", step, Fate.COMMITTED);
    kill(served, gate, "Done", step, Fate.LOST);
    kill(served, gate, "Done", step, Fate.COMMITTED);
  }

  private void kill(Served served, JournalGate gate, String event, String step, Fate fate)
      throws Exception {
    gate.close(event, step);
    killWhenReached(start(served), gate, event + " " + step, fate);
  }

  private void killWhenReached(Crossfade server, JournalGate gate, String what, Fate fate)
      throws Exception {
    await(what + ", after " + killed + "; " + gate.events())
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .failFast(() -> assertThat(server.alive()).as(server::output).isTrue())
        .until(gate::reached);
    server.kill();
    gate.open(fate);
    killed.add(what + " " + fate);
  }

  private void goOnAndProve(
      Served served, DemoSources sources, LiveWriter writer, ProductionReader reader)
      throws Exception {
    Crossfade last = start(served);
    served.reaches(last, Set.of("PAUSED"));
    served.ask("migration", "resume", Served.NAME);
    served.reaches(last, Set.of("LIVE"));
    writer.close();
    assertThat(Quiescence.await(sources.trial(), PATIENCE)).as(last.output()).isTrue();
    served.ask("migration", "verify", Served.NAME, "--wait");
    served
        .ask("migration", "verdicts", Served.NAME, "-o", "json")
        .json()
        .path("verdicts")
        .forEach(verdict -> assertThat(verdict.path("verdict").asText()).isEqualTo("EQUAL"));
    reader.close();
    Judgement judgement = Oracles.judge(sources.trial(), reader.report());
    assertThat(judgement.red()).as(judgement.writes().toString()).isEmpty();
    assertThat(judgement.green()).isTrue();
    last.kill();
  }

  private void complete(Served served, JournalGate gate) throws Exception {
    wish(served, gate, "COMPLETED", "complete");
    killAround(served, gate, "REST");
    Crossfade over = start(served);
    served.reaches(over, Set.of("COMPLETED"));
    assertThat(over.stop()).isIn(130, 143);
  }

  /** No step of the way is done twice, all are, and no epoch writes after a later one. */
  private static void recordedOnce(JournalGate gate) throws Exception {
    List<String> events = gate.events();
    for (String step : WAY) {
      String done = "{\"event\":\"Done\",\"step\":\"" + step + "\"";
      assertThat(events.stream().filter(each -> each.startsWith(done))).as(step).hasSize(1);
    }
    assertThat(gate.epochs()).isSorted();
    assertThat(gate.epochs().stream().distinct().count()).isGreaterThan(2L * WAY.size());
  }
}
