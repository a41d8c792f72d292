package dev.crossfade.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.phase.EntityState;
import dev.crossfade.core.phase.MigrationState;
import dev.crossfade.core.phase.Phase;
import dev.crossfade.core.phase.Trigger;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.engine.EngineProblem;
import dev.crossfade.engine.simulation.Setting;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** All of a specification becomes live, whatever people ask for meanwhile. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class TakingInTest {

  private static final MigrationState STATE = MigrationState.draft("unify");

  private final Setting setting = new Setting();

  private static boolean rest() {
    LockSupport.parkNanos(1_000_000);
    return true;
  }

  /** A migration that rests in a pause, and whose specification has an entity more by now. */
  private MigrationRun paused(Verification verification) throws InterruptedException {
    setting.contact(0, "first");
    setting.ad("a", "a");
    try (MigrationRun run = setting.runWithout("ad")) {
      assertThat(Setting.settle(run)).isEqualTo(Phase.LIVE);
      run.ask(Trigger.PAUSE, "anna");
      Setting.await(() -> run.state().phase() == Phase.PAUSED, run::state);
    }
    MigrationRun run = setting.run(verification, RunListener.SILENT);
    run.start();
    Setting.await(run::acts, () -> "nobody acts");
    return run;
  }

  private static void isComparing(MigrationRun run) {
    try {
      Setting.await(() -> run.state().phase() == Phase.VERIFYING, run::state);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void isTakenIn(MigrationRun run) {
    assertThat(setting.target.progress().entityStates()).containsEntry("ad", EntityState.LIVE);
    assertThat(setting.count("ad")).isEqualTo(1);
    assertThat(run.takesInMore()).isFalse();
  }

  @Test
  void what_was_gained_in_a_pause_is_live_at_the_end() throws InterruptedException {
    try (MigrationRun run = paused(List::of)) {
      assertThat(new TakingIn(run, () -> true, TakingInTest::rest).await("anna")).isTrue();
      isTakenIn(run);
    }
  }

  /** Right after all was live, and before what was gained could be asked for. */
  @Test
  void a_comparison_that_comes_between_keeps_nothing_out() throws InterruptedException {
    CountDownLatch compared = new CountDownLatch(1);
    Verification verification =
        () -> {
          compared.await();
          return List.of();
        };
    try (MigrationRun run = paused(verification)) {
      AtomicInteger begun = new AtomicInteger();
      BooleanSupplier between =
          () -> {
            if (begun.getAndIncrement() == 0) {
              run.ask(Trigger.VERIFY, "bert");
              isComparing(run);
            }
            return true;
          };
      TakingIn.Looking looking =
          () -> {
            if (begun.get() > 0) {
              compared.countDown();
            }
            return rest();
          };
      assertThat(new TakingIn(run, between, looking).await("anna")).isTrue();
      isTakenIn(run);
    }
  }

  @Test
  void nobody_waits_any_longer_than_he_looks() throws InterruptedException {
    try (MigrationRun run = paused(List::of)) {
      assertThat(new TakingIn(run, () -> false, () -> false).await("anna")).isFalse();
    }
  }

  @Test
  void a_database_that_is_away_is_asked_again() throws InterruptedException {
    AtomicInteger asked = new AtomicInteger();
    AtomicInteger looked = new AtomicInteger();
    MigrationState answer =
        TakingIn.patiently(
            () -> {
              if (asked.incrementAndGet() < 3) {
                throw problem(EngineProblem.JOURNAL_BUSY);
              }
              return STATE;
            },
            () -> looked.incrementAndGet() > 0);
    assertThat(answer).isEqualTo(STATE);
    assertThat(asked).hasValue(3);
    assertThat(looked.get()).as("no more often than needed").isGreaterThan(20);
  }

  @Test
  void what_does_not_pass_by_itself_is_thrown_and_whoever_leaves_has_no_answer()
      throws InterruptedException {
    assertThatThrownBy(
            () ->
                TakingIn.patiently(
                    () -> {
                      throw problem(EngineProblem.NOT_PLANNED);
                    },
                    TakingInTest::rest))
        .isInstanceOf(ProblemException.class);
    assertThat(
            TakingIn.patiently(
                () -> {
                  throw problem(EngineProblem.JOURNAL_BUSY);
                },
                () -> false))
        .isNull();
  }

  private static ProblemException problem(EngineProblem code) {
    return Problem.of(code, "what", "why", "fix").raise();
  }
}
