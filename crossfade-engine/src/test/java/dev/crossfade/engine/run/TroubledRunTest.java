package dev.crossfade.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.phase.Phase;
import dev.crossfade.core.phase.Trigger;
import dev.crossfade.engine.EngineProblem;
import dev.crossfade.engine.simulation.Setting;
import dev.crossfade.engine.trouble.Trouble;
import dev.crossfade.spi.target.ProgressStore;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What does not work for a while is told as long as it does not. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class TroubledRunTest {

  private final Setting setting = new Setting();
  private MigrationRun run;

  @BeforeEach
  void live() throws InterruptedException {
    setting.contact(1, "first");
    run = setting.run(List::of, RunListener.SILENT);
    Setting.settle(run);
    assertThat(run.progress().troubles()).isEmpty();
  }

  @AfterEach
  void end() {
    run.close();
  }

  private static void eventually(BooleanSupplier condition) throws InterruptedException {
    Instant giveUp = Instant.now().plusSeconds(20);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).isBefore(giveUp);
      Thread.sleep(1);
    }
  }

  private String noted() {
    return setting.target.progress().fact(ProgressStore.TROUBLES).orElse("");
  }

  @Test
  void a_stream_that_cannot_be_read_is_told_until_it_can() throws InterruptedException {
    Instant begin = Instant.now();
    setting.silence();
    eventually(() -> !run.progress().troubles().isEmpty());
    Trouble trouble = run.progress().troubles().get(0);
    assertThat(trouble.problem().what()).contains("could not be reached");
    assertThat(trouble.tasks()).containsExactly("stream-crm");
    assertThat(trouble.since()).isBetween(begin, Instant.now().minusMillis(90));
    eventually(() -> noted().startsWith(trouble.since() + " CF-9001 "));
    setting.awaitMore("crm.poll", 2);
    setting.awaitMore("progress.entityStates", 2);
    assertThat(run.progress().troubles()).hasSize(1);
    assertThat(run.progress().troubles().get(0).since()).isEqualTo(trouble.since());
    assertThat(run.progress().problems()).isEmpty();
    setting.speak();
    eventually(() -> run.progress().troubles().isEmpty());
    eventually(() -> noted().isEmpty());
  }

  @Test
  void capture_that_says_it_runs_and_carries_nothing_is_told() throws InterruptedException {
    setting.crmCapture.hang();
    eventually(() -> !run.progress().troubles().isEmpty());
    Trouble trouble = run.progress().troubles().get(0);
    assertThat(trouble.problem().code()).isEqualTo(EngineProblem.SOURCE_SILENT);
    assertThat(trouble.about()).isEqualTo("CF-5018 crm");
    assertThat(run.progress().troubles()).hasSize(1);
    setting.crmCapture.carryOn();
    eventually(() -> run.progress().troubles().isEmpty());
    eventually(() -> run.progress().streams().get("crm").lag().toMillis() < 1_000);
  }

  /** What nobody tries any more does not fail any more. */
  @Test
  void what_was_let_go_is_no_trouble() throws InterruptedException {
    setting.silence();
    eventually(() -> !run.progress().troubles().isEmpty());

    run.ask(Trigger.PAUSE, "anna");
    eventually(() -> run.state().phase() == Phase.PAUSED && run.state().here().current().isEmpty());

    assertThat(run.progress().troubles()).isEmpty();
  }
}
