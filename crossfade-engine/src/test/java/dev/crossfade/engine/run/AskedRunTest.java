package dev.crossfade.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.phase.EntityState;
import dev.crossfade.core.phase.Event;
import dev.crossfade.core.phase.EventText;
import dev.crossfade.core.phase.Phase;
import dev.crossfade.core.phase.StepKind;
import dev.crossfade.core.phase.Trigger;
import dev.crossfade.core.problem.Outcome;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.engine.EngineProblem;
import dev.crossfade.engine.simulation.Setting;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** People ask for something while a migration is carried out. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class AskedRunTest {

  private final Setting setting = new Setting();

  private MigrationRun live(Verification verification) throws InterruptedException {
    setting.contact(0, "first");
    MigrationRun run = setting.run(verification, RunListener.SILENT);
    assertThat(Setting.settle(run)).isEqualTo(Phase.LIVE);
    return run;
  }

  private static void eventually(BooleanSupplier condition) throws InterruptedException {
    Instant giveUp = Instant.now().plusSeconds(15);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).isBefore(giveUp);
      Thread.sleep(1);
    }
  }

  private static boolean rests(MigrationRun run, Phase phase) {
    return run.state().phase() == phase && run.state().here().current().isEmpty();
  }

  @Test
  void nothing_moves_in_a_pause_and_all_of_it_comes_afterwards() throws InterruptedException {
    try (MigrationRun run = live(List::of)) {
      run.ask(Trigger.PAUSE, "anna");
      eventually(() -> rests(run, Phase.PAUSED));
      setting.awaitEnd("stream-crm");
      setting.contact(1, "second");
      setting.awaitMore("progress.fact", 2);
      assertThat(setting.count("active_contact")).isEqualTo(1);
      run.ask(Trigger.RESUME, "anna");
      eventually(() -> setting.count("active_contact") == 2);
      assertThat(run.state().phase()).isEqualTo(Phase.LIVE);
    }
  }

  @Test
  void the_next_process_keeps_to_a_stop_until_it_is_asked_to_go_on() throws InterruptedException {
    try (MigrationRun run = live(List::of)) {
      run.ask(Trigger.STOP, "anna");
      eventually(() -> rests(run, Phase.STOPPED));
    }
    setting.contact(1, "second");
    try (MigrationRun run = setting.run(List::of, RunListener.SILENT)) {
      run.start();
      eventually(run::acts);
      setting.awaitMore("progress.fact", 2);
      assertThat(run.state().phase()).isEqualTo(Phase.STOPPED);
      assertThat(setting.count("active_contact")).isEqualTo(1);
      run.goOn("anna");
      eventually(() -> setting.count("active_contact") == 2);
    }
  }

  @Test
  void reading_history_again_is_refused_before_anything_is_recorded() throws InterruptedException {
    try (MigrationRun run = live(List::of)) {
      int before = setting.control.entries("unify").size();
      assertThatThrownBy(() -> run.ask(Trigger.RELOAD, "anna"))
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> assertThat(e.problem().code()).isEqualTo(EngineProblem.RELOAD_NOT_OFFERED));
      assertThat(setting.control.entries("unify")).hasSize(before);
    }
  }

  @Test
  void what_the_specification_has_gained_is_taken_in() throws InterruptedException {
    setting.contact(0, "first");
    setting.ad("a", "a");
    try (MigrationRun run = setting.runWithout("ad")) {
      assertThat(Setting.settle(run)).isEqualTo(Phase.LIVE);
    }
    assertThat(setting.target.progress().entityStates()).hasSize(3).doesNotContainKey("ad");
    setting.contact(1, "second");
    try (MigrationRun run = setting.run(List::of, RunListener.SILENT)) {
      Setting.begin(run);
      eventually(() -> run.state().phase() == Phase.LIVE);
      assertThat(setting.count("ad")).isEqualTo(1);
      setting.ad("b", "b");
      eventually(() -> setting.count("ad") == 2 && setting.count("active_contact") == 2);
    }
    assertThat(recorded(event -> event instanceof Event.Entered e && e.by() == Trigger.EXTEND))
        .isEqualTo(1);
    assertThat(
            recorded(event -> event instanceof Event.Done done && done.step() == StepKind.PUBLISH))
        .isEqualTo(2);
  }

  private boolean adIsLive() {
    return setting.target.progress().entityStates().get("ad") == EntityState.LIVE;
  }

  @Test
  void what_the_specification_has_gained_in_a_pause_is_taken_in_when_all_is_live_again()
      throws InterruptedException {
    setting.contact(0, "first");
    setting.ad("a", "a");
    try (MigrationRun run = setting.runWithout("ad")) {
      assertThat(Setting.settle(run)).isEqualTo(Phase.LIVE);
      run.ask(Trigger.PAUSE, "anna");
      eventually(() -> rests(run, Phase.PAUSED));
      assertThat(run.takeIn("anna").phase()).isEqualTo(Phase.PAUSED);
    }
    try (MigrationRun run = setting.run(List::of, RunListener.SILENT)) {
      Setting.begin(run);
      eventually(() -> run.state().phase() == Phase.LIVE);
      assertThat(adIsLive()).as("nobody asked yet").isFalse();
      assertThat(run.takeIn("anna").phase()).isEqualTo(Phase.PREPARING);
      eventually(() -> adIsLive() && run.state().phase() == Phase.LIVE);
      assertThat(setting.count("ad")).isEqualTo(1);
      long before = run.state().version();
      assertThat(run.takeIn("anna").version()).as("nothing is left").isEqualTo(before);
    }
  }

  /** Somebody's process died while production was being compared. */
  @Test
  void what_is_being_compared_takes_in_later() throws InterruptedException {
    setting.contact(0, "first");
    setting.ad("a", "a");
    try (MigrationRun run = setting.runWithout("ad")) {
      assertThat(Setting.settle(run)).isEqualTo(Phase.LIVE);
      assertThat(run.takesInLater()).isFalse();
    }
    CountDownLatch compared = new CountDownLatch(1);
    Verification verification =
        () -> {
          compared.await();
          return List.of();
        };
    try (MigrationRun run = setting.run(verification, RunListener.SILENT)) {
      run.start();
      eventually(run::acts);
      assertThat(run.takesInLater()).as("it is asked for at once").isFalse();
      run.ask(Trigger.VERIFY, "anna");
      eventually(() -> run.state().phase() == Phase.VERIFYING);
      assertThat(run.takesInLater()).isTrue();
      long before = run.state().version();
      assertThat(run.takeIn("anna").phase()).isEqualTo(Phase.VERIFYING);
      compared.countDown();
      eventually(() -> !run.takesInLater());
      assertThat(run.state().version()).isGreaterThan(before);
      assertThat(recorded(AskedRunTest::leavesAdOut)).as("nobody has compared it").isEqualTo(1);
      assertThat(run.takeIn("anna").phase()).isEqualTo(Phase.PREPARING);
      eventually(() -> adIsLive() && run.state().phase() == Phase.LIVE);
      assertThat(setting.count("ad")).isEqualTo(1);
    }
  }

  /** A pause that is over before anything has come to rest. */
  @Test
  void what_was_interrupted_is_ended_before_it_is_done_again() throws InterruptedException {
    AtomicInteger begun = new AtomicInteger();
    AtomicInteger atOnce = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Verification verification =
        () -> {
          int number = begun.incrementAndGet();
          most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
          try {
            if (number == 1) {
              Thread.sleep(10_000);
            }
            return List.of();
          } finally {
            atOnce.decrementAndGet();
          }
        };
    try (MigrationRun run = live(verification)) {
      run.ask(Trigger.VERIFY, "anna");
      eventually(() -> begun.get() == 1);
      run.ask(Trigger.PAUSE, "anna");
      run.ask(Trigger.RESUME, "anna");
      eventually(() -> begun.get() == 2);
      eventually(() -> run.state().phase() == Phase.LIVE);
      assertThat(most.get()).isEqualTo(1);
      assertThat(verified()).isEqualTo(1);
      setting.contact(1, "second");
      eventually(() -> setting.count("active_contact") == 2);
    }
  }

  /** So it is part of what people sign. */
  @Test
  void a_verification_says_what_no_way_back_would_bring_back() throws InterruptedException {
    try (MigrationRun run = live(List::of)) {
      run.ask(Trigger.VERIFY, "anna");
      eventually(() -> verified() == 1);
    }
    assertThat(recorded(AskedRunTest::bringsBackAll)).isEqualTo(1);
    Verifying lossy =
        new Verifying(List::of, () -> true, List.of(), List.of("lead.hash", "lead.name"));
    assertThat(lossy.look())
        .isEqualTo(new Outcome.Done<>("; not brought back: lead.hash, lead.name"));
  }

  private static boolean bringsBackAll(Event event) {
    return event instanceof Event.Done done
        && done.step() == StepKind.VERIFY
        && done.result().endsWith(" not compared; not brought back: none");
  }

  private static boolean leavesAdOut(Event event) {
    return event instanceof Event.Done done
        && done.step() == StepKind.VERIFY
        && done.result().contains("ad not compared");
  }

  private long verified() {
    return recorded(event -> event instanceof Event.Done done && done.step() == StepKind.VERIFY);
  }

  private long recorded(Predicate<Event> what) {
    return setting.control.entries("unify").stream()
        .map(entry -> EventText.parse(entry.event()))
        .filter(what)
        .count();
  }
}
