package dev.crossfade.engine.cutover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.problem.Outcome;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.spi.target.OwnershipLostException;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What was armed by somebody who is gone is removed, however long that takes. */
class DisarmTaskTest {

  private static final Problem REFUSED =
      Problem.of(CutoverProblem.WENT_BACK, "Connect answers 401", "", "log in");

  private final Deque<Supplier<Outcome<String>>> answers = new ArrayDeque<>();
  private final DisarmTask task = new DisarmTask(back(), CutoverProblem.interrupted("m"));

  private ReturnPath back() {
    return (ReturnPath)
        Proxy.newProxyInstance(
            ReturnPath.class.getClassLoader(),
            new Class<?>[] {ReturnPath.class},
            (proxy, method, arguments) -> {
              assertThat(method.getName()).isEqualTo("retire");
              return answers.remove().get();
            });
  }

  private static Outcome<String> refused() {
    throw REFUSED.raise();
  }

  private static Outcome<String> broken() {
    throw new IllegalStateException("broken");
  }

  @Test
  void it_goes_on_until_it_is_removed_and_tells_what_is_in_the_way() {
    answers.addAll(
        List.of(
            DisarmTaskTest::refused,
            DisarmTaskTest::broken,
            () -> null,
            () -> new Outcome.Done<>("removed")));
    assertThat(task.look()).isNull();
    assertThat(task.trouble()).contains(REFUSED);
    assertThat(task.pace()).isPositive();
    assertThat(task.look()).isNull();
    assertThat(task.trouble()).isPresent();
    assertThat(task.look()).isNull();
    assertThat(task.trouble()).isEmpty();
    assertThat(task.look())
        .isInstanceOfSatisfying(
            Outcome.NotDone.class,
            ended -> assertThat(ended.why().code()).isEqualTo(CutoverProblem.INTERRUPTED));
  }

  @Test
  void whoever_owns_it_no_more_leaves_it_to_the_next() {
    answers.add(
        () -> {
          throw new OwnershipLostException("a later epoch");
        });
    assertThatThrownBy(task::look).isInstanceOf(OwnershipLostException.class);
  }
}
