package dev.crossfade.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.engine.EngineProblem;
import dev.crossfade.engine.Work;
import dev.crossfade.spi.source.StreamRota;
import dev.crossfade.testkit.fault.ManualClock;
import dev.crossfade.testkit.memory.InMemoryRotas;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a helper cannot follow somebody else does. */
class HelpedStreamTest {

  private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final InMemoryRotas rotas = new InMemoryRotas(List.of("crm"));
  private final StreamRota ours = rotas.open();
  private final StreamRota owner = rotas.open();
  private Runnable happens = () -> {};
  private int steps;
  private final HelpedStream stream = new HelpedStream("crm", new Steps(), ours, clock);

  private final class Steps implements Work {
    @Override
    public String name() {
      return "stream-crm";
    }

    @Override
    public Duration step() {
      steps++;
      happens.run();
      return Duration.ZERO;
    }
  }

  private static void down() {
    throw Problem.of(EngineProblem.NOT_COMMITTED, "no", "no", "no").raise();
  }

  private void fails(int seconds) {
    happens = HelpedStreamTest::down;
    for (int i = 0; i < seconds; i++) {
      assertThatThrownBy(stream::step).isInstanceOf(ProblemException.class);
      clock.advance(Duration.ofSeconds(1));
    }
  }

  private void works(int seconds) {
    happens = () -> {};
    for (int i = 0; i < seconds; i++) {
      stream.step();
      clock.advance(Duration.ofSeconds(1));
    }
  }

  @Test
  void what_fails_for_long_is_left_to_others_for_a_minute() {
    fails(15);
    assertThat(ours.ours("crm")).isTrue();
    fails(1);
    assertThat(ours.ours("crm")).isFalse();
    assertThat(owner.ours("crm")).isTrue();
    int before = steps;
    works(59);
    assertThat(steps).isEqualTo(before);
    owner.close();
    assertThat(ours.ours("crm")).isFalse();
    works(2);
    assertThat(steps).isGreaterThan(before);
    assertThat(ours.ours("crm")).isTrue();
    fails(15);
    assertThat(ours.ours("crm")).isTrue();
  }

  @Test
  void a_step_that_works_now_and_then_proves_nothing() {
    fails(8);
    works(2);
    fails(6);
    assertThat(ours.ours("crm")).isFalse();
  }

  @Test
  void what_works_again_is_kept() {
    fails(8);
    works(4);
    fails(8);
    assertThat(ours.ours("crm")).isTrue();
  }

  @Test
  void who_dies_of_it_leaves_it_and_lives_on() {
    happens =
        () -> {
          throw new StackOverflowError();
        };
    assertThat(stream.step()).isNotNull();
    assertThat(owner.ours("crm")).isTrue();
    owner.close();
    works(61);
    assertThat(ours.ours("crm")).isTrue();
  }
}
