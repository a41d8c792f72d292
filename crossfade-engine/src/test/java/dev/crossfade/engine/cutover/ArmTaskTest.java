package dev.crossfade.engine.cutover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.Outcome;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemCode;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.testkit.fault.ManualClock;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The way back is armed, or nothing of it is left. */
class ArmTaskTest {

  private static final Outcome<String> ARMED = new Outcome.Done<>("armed");
  private static final Problem REFUSED =
      Problem.of(CutoverProblem.WENT_BACK, "no slot is free", "", "make room");
  private static final Problem AWAY = Problem.of(new Away(), "Connect is away", "", "wait");

  private final Deque<Supplier<@Nullable Outcome<String>>> arming = new ArrayDeque<>();
  private final List<String> called = new ArrayList<>();
  private final ManualClock time = new ManualClock(Instant.EPOCH);
  private long record = 7;
  private boolean gone = true;

  private record Away() implements ProblemCode {
    @Override
    public int number() {
      return 4999;
    }

    @Override
    public Kind kind() {
      return Kind.TRANSIENT;
    }
  }

  private ArmTask task() {
    ReturnPath back =
        (ReturnPath)
            Proxy.newProxyInstance(
                ReturnPath.class.getClassLoader(),
                new Class<?>[] {ReturnPath.class},
                (proxy, method, arguments) -> {
                  called.add(method.getName());
                  return method.getName().equals("arm") ? arming.remove().get() : retired();
                });
    return new ArmTask("shop", () -> record, time, back);
  }

  private @Nullable Outcome<String> retired() {
    return gone ? new Outcome.Done<>("retired") : null;
  }

  private static Outcome<String> away() {
    throw AWAY.raise();
  }

  private static void wentBack(@Nullable Outcome<String> outcome, String why) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.NotDone.class, ended -> assertThat(ended.why().toString()).contains(why));
  }

  @Test
  void what_is_armed_stays_armed() {
    arming.addAll(List.of(() -> null, () -> null, () -> ARMED));
    ArmTask task = task();
    assertThat(task.look()).isNull();
    assertThat(task.pace()).isPositive();
    assertThat(task.look()).isNull();
    assertThat(task.look()).isEqualTo(ARMED);
    assertThat(called).doesNotContain("retire");
  }

  @Test
  void what_is_refused_is_removed_before_it_ends() {
    arming.add(() -> new Outcome.NotDone<>(REFUSED));
    gone = false;
    ArmTask task = task();
    assertThat(task.look()).isNull();
    gone = true;
    wentBack(task.look(), "no slot is free");
    assertThat(called).containsExactly("arm", "retire", "retire");
  }

  @Test
  void what_cannot_be_armed_for_good_is_removed() {
    arming.add(
        () -> {
          throw REFUSED.raise();
        });
    wentBack(task().look(), "no slot is free");
  }

  @Test
  void what_is_away_for_a_moment_is_waited_for() {
    arming.addAll(List.of(ArmTaskTest::away, () -> ARMED));
    ArmTask task = task();
    assertThatThrownBy(task::look)
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem()).isEqualTo(AWAY));
    assertThat(task.look()).isEqualTo(ARMED);
    assertThat(called).doesNotContain("retire");
  }

  @Test
  void another_record_ends_it_whether_it_answers_or_not() {
    arming.addAll(List.of(() -> null, () -> null));
    ArmTask answering = task();
    answering.look();
    record = 8;
    wentBack(answering.look(), "somebody ended it");

    arming.addAll(List.of(() -> null, ArmTaskTest::away));
    ArmTask silent = task();
    silent.look();
    record = 9;
    wentBack(silent.look(), "somebody ended it");
  }

  @Test
  void nobody_waits_for_it_for_ever() {
    arming.addAll(List.of(() -> null, () -> null));
    ArmTask task = task();
    time.advance(Duration.ofMinutes(5));
    assertThat(task.look()).isNull();
    time.advance(Duration.ofMillis(1));
    wentBack(task.look(), "5 minutes");
  }
}
