package dev.crossfade.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.phase.Event;
import dev.crossfade.core.phase.MigrationState;
import dev.crossfade.core.phase.Order;
import dev.crossfade.core.phase.Phase;
import dev.crossfade.core.phase.StepKind;
import dev.crossfade.core.phase.Trigger;
import dev.crossfade.core.problem.Outcome;
import dev.crossfade.engine.Work;
import dev.crossfade.engine.simulation.Setting;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What was captured with is removed once nothing follows that would make it again. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class RetirementTest {

  private final Setting setting = new Setting();
  private final RunInputs inputs = setting.inputs();
  private final List<String> happened = new ArrayList<>();
  private boolean stuck;
  private MigrationState state =
      MigrationState.draft("unify").after(new Event.Entered(Phase.COMPLETED, Trigger.COMPLETE));
  private final MigrationPlane plane =
      new MigrationPlane(
          inputs,
          () -> "journal",
          () ->
              new Shift(
                  inputs,
                  this::runner,
                  new ProgressBoard(Clock.systemUTC(), Duration.ofSeconds(1)),
                  List::of,
                  () -> state,
                  Setting.mandate(),
                  event -> {}));

  private Runner runner(BiConsumer<Work, Throwable> onDeath) {
    return new Runner() {
      @Override
      public void start(Work work) {
        happened.add(work.name());
        work.step();
      }

      @Override
      public boolean stop() {
        happened.add(stuck ? "ends" : "ended");
        return !stuck;
      }

      @Override
      public boolean ended() {
        return !stuck;
      }
    };
  }

  private static Order order(int visit, StepKind kind) {
    return new Order("unify", visit, kind, 1);
  }

  @Test
  void what_follows_ends_before_anything_is_removed_for_good() {
    plane.fence(1);
    plane.follow(6, 1);
    happened.clear();
    stuck = true;
    assertThat(plane.perform(order(7, StepKind.RETIRE_RETURN), 1)).isEmpty();
    assertThat(happened).containsOnly("ends");
    stuck = false;
    happened.clear();
    assertThat(plane.perform(order(7, StepKind.RETIRE_RETURN), 1).orElseThrow())
        .isInstanceOf(Outcome.Done.class);
    state = state.after(new Event.Done(StepKind.RETIRE_RETURN, 1, ""));
    assertThat(plane.perform(order(7, StepKind.RETIRE_CAPTURE), 1).orElseThrow())
        .isInstanceOf(Outcome.Done.class);
    assertThat(happened).containsExactly("ended", "retire-return", "retire-capture");
  }

  @Test
  void what_goes_on_following_goes_on() {
    plane.fence(1);
    plane.follow(6, 1);
    happened.clear();
    plane.follow(7, 1);
    assertThat(plane.perform(order(7, StepKind.RETIRE_RETURN), 1)).isPresent();
    assertThat(happened).containsExactly("retire-return");
  }

  @Test
  void sources_are_not_captured_any_more_when_it_is_completed() throws InterruptedException {
    setting.contact(0, "first");
    try (MigrationRun run = setting.run(List::of, RunListener.SILENT)) {
      assertThat(Setting.settle(run)).isEqualTo(Phase.LIVE);
      assertThat(setting.crm.log().identity().facts()).doesNotContainEntry("slot", "absent");
      setting.contact(1, "second");
      Setting.await(() -> setting.count("active_contact") == 2, run::progress);
      run.ask(Trigger.COMPLETE, "anna");
      Setting.await(() -> run.state().over(), run::state);
    }
    assertThat(setting.crm.log().identity().facts()).containsEntry("slot", "absent");
    assertThat(setting.ads.log().identity().facts()).containsEntry("slot", "absent");
    assertThat(setting.crmCapture.position()).isEmpty();
    assertThat(setting.adsCapture.position()).isEmpty();
  }
}
