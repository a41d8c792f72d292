package dev.crossfade.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.phase.Event;
import dev.crossfade.core.phase.EventText;
import dev.crossfade.core.phase.MigrationState;
import dev.crossfade.core.phase.Order;
import dev.crossfade.core.phase.Phase;
import dev.crossfade.core.phase.StepKind;
import dev.crossfade.core.phase.Trigger;
import dev.crossfade.core.plan.Plan;
import dev.crossfade.core.plan.PlanFacts;
import dev.crossfade.core.plan.Planner;
import dev.crossfade.core.plan.Step;
import dev.crossfade.core.problem.Outcome;
import dev.crossfade.engine.CopiedHistory;
import dev.crossfade.engine.EngineProblem;
import dev.crossfade.engine.Work;
import dev.crossfade.engine.run.RunEvent.EntitiesPublished;
import dev.crossfade.engine.run.RunEvent.HistoryPlanned;
import dev.crossfade.engine.simulation.Setting;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is done is what the plan has, and nothing else. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class PlannedRunTest {

  private final Setting setting = new Setting();
  private final RunInputs inputs = setting.inputs();
  private final List<RunEvent> events = new CopyOnWriteArrayList<>();

  /** What {@code plan} would show now. */
  private Plan plan(MigrationState journal) {
    PlanFacts facts =
        new PlanFacts(
            Map.of(),
            setting.target.progress().entityStates(),
            CopiedHistory.of(inputs.compiled(), setting.target.progress()),
            List.of(),
            journal);
    return Planner.plan(inputs.spec(), facts);
  }

  private static List<StepKind> ordered(Plan plan) {
    return plan.steps().stream()
        .map(Step::kind)
        .filter(kind -> kind != StepKind.FOLLOW)
        .distinct()
        .toList();
  }

  private static List<String> subjects(Plan plan, StepKind kind) {
    return plan.steps(kind).stream().flatMap(step -> step.subjects().stream()).toList();
  }

  private List<StepKind> begun(long since) {
    return setting.control.entries("unify").stream()
        .filter(entry -> entry.version() > since)
        .map(entry -> EventText.parse(entry.event()))
        .filter(Event.Begun.class::isInstance)
        .map(event -> ((Event.Begun) event).step())
        .toList();
  }

  /** Waits until a run that goes on has published, and has it compare. */
  private MigrationState verified(MigrationRun run, long since) throws InterruptedException {
    Setting.await(() -> begun(since).contains(StepKind.PUBLISH), run::state);
    Setting.await(() -> run.state().phase() == Phase.LIVE, run::state);
    run.ask(Trigger.VERIFY, "anna");
    Setting.await(() -> begun(since).contains(StepKind.VERIFY), run::state);
    Setting.await(() -> run.state().phase() == Phase.LIVE, run::state);
    return run.state();
  }

  private void assertDone(Plan plan, long since) {
    assertThat(begun(since)).isEqualTo(ordered(plan));
    assertThat(events)
        .filteredOn(HistoryPlanned.class::isInstance)
        .extracting(event -> ((HistoryPlanned) event).mapping())
        .containsExactlyInAnyOrderElementsOf(subjects(plan, StepKind.COPY_HISTORY));
    assertThat(events)
        .filteredOn(EntitiesPublished.class::isInstance)
        .flatExtracting(event -> ((EntitiesPublished) event).entities())
        .containsExactlyInAnyOrderElementsOf(subjects(plan, StepKind.PUBLISH));
  }

  @Test
  void what_a_run_takes_in_later() throws InterruptedException {
    setting.contact(0, "first");
    setting.ad("a", "a");
    MigrationState live;
    try (MigrationRun run = setting.runWithout("ad")) {
      Setting.begin(run);
      live = verified(run, 0);
    }
    assertThat(begun(0)).hasSize(7);
    Plan plan = plan(live);
    assertThat(subjects(plan, StepKind.COPY_HISTORY)).containsExactly("ads:ads.ad");
    try (MigrationRun run = setting.run(List::of, (at, event) -> events.add(event))) {
      Setting.begin(run);
      Plan next = plan(verified(run, live.version()));
      assertDone(plan, live.version());
      assertThat(next.steps())
          .extracting(Step::kind)
          .containsOnly(StepKind.FOLLOW, StepKind.VERIFY);
    }
  }

  @Test
  void a_first_run() throws InterruptedException {
    for (long id = 0; id < 30; id++) {
      setting.contact(id, "e" + id);
      setting.ad("c" + id, "t" + id);
    }
    Plan plan = plan(MigrationState.draft("unify"));
    try (MigrationRun run = setting.run(List::of, (at, event) -> events.add(event))) {
      Setting.begin(run);
      verified(run, 0);
      assertDone(plan, 0);
    }
  }

  @Test
  void what_is_ordered_and_not_planned_next_is_not_done() {
    MigrationState copying =
        MigrationState.draft("unify")
            .after(
                List.of(
                    new Event.Entered(Phase.BACKFILLING, Trigger.FINISHED),
                    new Event.Begun(StepKind.COPY_HISTORY, 1, 1)));
    MigrationPlane plane =
        new MigrationPlane(
            inputs,
            () -> "journal",
            () ->
                new Shift(
                    inputs,
                    PlannedRunTest::atOnce,
                    new ProgressBoard(Clock.systemUTC(), Duration.ofSeconds(1)),
                    List::of,
                    () -> copying,
                    Setting.mandate(),
                    event -> {}));
    plane.fence(1);

    Outcome<String> end =
        plane.perform(new Order("unify", 1, StepKind.PUBLISH, 1), 1).orElseThrow();

    assertThat(end)
        .isInstanceOfSatisfying(
            Outcome.NotDone.class,
            not ->
                assertThat(((Outcome.NotDone<?>) not).why().code())
                    .isEqualTo(EngineProblem.NOT_PLANNED));
    assertThat(plane.perform(new Order("unify", 1, StepKind.COPY_HISTORY, 1), 1)).isEmpty();
  }

  private static Runner atOnce(BiConsumer<Work, Throwable> onDeath) {
    return new Runner() {
      @Override
      public void start(Work work) {
        work.step();
      }

      @Override
      public boolean stop() {
        return true;
      }

      @Override
      public boolean ended() {
        return true;
      }
    };
  }

  @Test
  void history_that_is_not_planned_is_not_copied() throws InterruptedException {
    setting.ad("a", "a");
    try (MigrationRun run = setting.runPlannedWithout("ad")) {
      assertThat(Setting.settle(run)).isEqualTo(Phase.FAILED);
      assertThat(run.progress().problems())
          .extracting(problem -> problem.code())
          .containsExactly(EngineProblem.NOT_PLANNED);
    }
    assertThat(setting.target.progress().backfill()).isEmpty();
  }
}
