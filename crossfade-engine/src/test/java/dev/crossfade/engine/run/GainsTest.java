package dev.crossfade.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.phase.EntityState;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.spec.EntitySpec;
import dev.crossfade.engine.EngineProblem;
import dev.crossfade.engine.simulation.Setting;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a specification gained is looked for no more often than it can be another. */
class GainsTest {

  private final List<EntitySpec> entities = new Setting().inputs().spec().entities();
  private final Map<String, EntityState> states = new HashMap<>();
  private @Nullable EngineProblem away;
  private int looks;
  private long nanos = Long.MAX_VALUE - 1_000;
  private final Gains gains = new Gains(entities, this::states, () -> nanos);

  private Map<String, EntityState> states() {
    looks++;
    if (away != null) {
      throw Problem.of(away, "what", "why", "fix").raise();
    }
    return states;
  }

  private void allLive() {
    entities.forEach(entity -> states.put(entity.name(), EntityState.LIVE));
  }

  @Test
  void it_is_looked_at_once_a_visit() {
    assertThat(gains.maybe(1)).isTrue();
    allLive();
    assertThat(gains.maybe(1)).isTrue();
    assertThat(looks).isEqualTo(1);
    assertThat(gains.maybe(2)).isFalse();
    assertThat(gains.maybe(2)).isFalse();
    assertThat(looks).isEqualTo(2);
  }

  @Test
  void what_is_asked_for_now_is_looked_at_now() {
    assertThat(gains.some(1)).isTrue();
    allLive();
    assertThat(gains.some(1)).isFalse();
    assertThat(gains.maybe(1)).isFalse();
    assertThat(looks).isEqualTo(2);
  }

  @Test
  void a_target_that_is_away_is_asked_again_after_a_while() {
    allLive();
    away = EngineProblem.JOURNAL_BUSY;
    assertThat(gains.maybe(1)).isTrue();
    assertThat(gains.maybe(1)).isTrue();
    assertThat(looks).isEqualTo(1);
    nanos += Duration.ofSeconds(3).toNanos();
    assertThat(gains.maybe(1)).isTrue();
    assertThat(looks).isEqualTo(2);
    away = null;
    nanos += Duration.ofSeconds(3).toNanos();
    assertThat(gains.maybe(1)).isFalse();
    assertThat(looks).isEqualTo(3);
  }

  @Test
  void what_does_not_pass_by_itself_is_thrown() {
    away = EngineProblem.NOT_PLANNED;
    assertThatThrownBy(() -> gains.maybe(1)).isInstanceOf(ProblemException.class);
  }
}
