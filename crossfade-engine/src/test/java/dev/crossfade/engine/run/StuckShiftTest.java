package dev.crossfade.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.phase.MigrationState;
import dev.crossfade.core.phase.Order;
import dev.crossfade.core.phase.SignOffDemand;
import dev.crossfade.core.phase.StepKind;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.engine.EngineProblem;
import dev.crossfade.engine.Work;
import dev.crossfade.engine.reconcile.Reconciler;
import dev.crossfade.engine.simulation.Setting;
import dev.crossfade.testkit.fault.ManualClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BiConsumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A process whose threads do not end does nothing for the migration until they have. */
class StuckShiftTest {

  private static final String JOURNAL = "journal";

  private final Setting setting = new Setting();
  private volatile boolean stuck = true;
  private final MigrationPlane plane =
      new MigrationPlane(
          setting.inputs(),
          () -> JOURNAL,
          () ->
              new Shift(
                  setting.inputs(),
                  this::runner,
                  new ProgressBoard(Clock.systemUTC(), Duration.ofSeconds(1)),
                  java.util.List::of,
                  () -> MigrationState.draft("unify"),
                  Setting.mandate(),
                  event -> {}));

  /** Its works are in a call that does not return. */
  private Runner runner(BiConsumer<Work, Throwable> onDeath) {
    return new Runner() {
      @Override
      public void start(Work work) {}

      @Override
      public boolean stop() {
        return !stuck;
      }

      @Override
      public boolean ended() {
        return !stuck;
      }
    };
  }

  private static void refused(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().code()).isEqualTo(EngineProblem.STILL_UNDER_WAY));
  }

  private static Order order(StepKind kind) {
    return new Order("unify", 2, kind, 1);
  }

  @Test
  void nothing_is_done_under_the_next_epoch_until_it_has_ended() {
    plane.fence(1);
    plane.follow(1, 1);
    plane.letGo();
    refused(() -> plane.fence(2));
    refused(() -> plane.perform(order(StepKind.REST), 2));
    refused(() -> plane.perform(order(StepKind.COPY_HISTORY), 2));
    refused(() -> plane.probe(order(StepKind.COPY_HISTORY), 2));
    refused(() -> plane.follow(2, 2));
    plane.letGo();
    refused(() -> plane.fence(2));
    stuck = false;
    plane.fence(2);
    assertThat(plane.follow(2, 2)).isEmpty();
    assertThat(plane.perform(order(StepKind.REST), 2)).isPresent();
  }

  @Test
  void somebody_else_can_have_the_lease_meanwhile() {
    plane.fence(1);
    plane.follow(1, 1);
    plane.letGo();
    Reconciler reconciler =
        new Reconciler(
            "unify",
            "ours",
            setting.control,
            plane,
            Duration.ofSeconds(8),
            Clock.systemUTC(),
            () -> "append",
            SignOffDemand.NONE);
    refused(reconciler::step);
    assertThat(setting.control.leases().take("unify", "theirs", Duration.ofSeconds(8))).isPresent();
    setting.control.leases().take("unify", "theirs", Duration.ZERO);
    stuck = false;
    reconciler.step();
    assertThat(reconciler.acts()).isTrue();
  }

  /** It does not know yet that somebody else may have the lease; others do not act in its name. */
  @Test
  void nothing_is_done_in_the_name_of_one_that_stood_still_for_too_long() {
    stuck = false;
    ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
    Reconciler reconciler =
        new Reconciler(
            "unify",
            "ours",
            setting.control,
            plane,
            Duration.ofSeconds(8),
            clock,
            () -> "append",
            SignOffDemand.NONE);
    assertThat(reconciler.mayAct()).isEmpty();
    reconciler.step();
    assertThat(reconciler.mayAct()).hasValue(1);
    clock.advance(Duration.ofSeconds(8));
    assertThat(reconciler.acts()).isTrue();
    assertThat(reconciler.mayAct()).isEmpty();
    reconciler.step();
    assertThat(reconciler.mayAct()).hasValue(1);
  }
}
