package dev.crossfade.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.engine.trouble.Troubles;
import dev.crossfade.testkit.fault.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a work says beside its steps is known for as long as it is at work. */
class GuardedTest {

  private static final Problem AWAY =
      Problem.of(EngineProblem.CAPTURE_UNREACHABLE, "away", "why", "fix");

  private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final Troubles troubles =
      new Troubles(clock, Duration.ofSeconds(5), Duration.ofSeconds(10));
  private final Deque<Optional<Duration>> rests = new ArrayDeque<>();
  private @Nullable Problem trouble = AWAY;

  private final Guarded guarded =
      new Guarded(
          new Work() {
            @Override
            public String name() {
              return "cross";
            }

            @Override
            public @Nullable Duration step() {
              return rests.remove().orElse(null);
            }

            @Override
            public Optional<Problem> trouble() {
              return Optional.ofNullable(trouble);
            }
          },
          troubles,
          (work, problem) -> {});

  private void step(@Nullable Duration rest) {
    rests.add(Optional.ofNullable(rest));
    guarded.step();
    clock.advance(Duration.ofSeconds(6));
  }

  @Test
  void it_is_told_while_it_lasts() {
    step(Duration.ZERO);
    assertThat(troubles.current()).hasSize(1);
    trouble = null;
    step(Duration.ZERO);
    assertThat(troubles.current()).isEmpty();
  }

  @Test
  void what_has_ended_hinders_nobody() {
    step(Duration.ZERO);
    step(null);
    assertThat(troubles.current()).isEmpty();
  }
}
