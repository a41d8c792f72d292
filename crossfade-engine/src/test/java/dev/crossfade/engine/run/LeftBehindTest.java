package dev.crossfade.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.engine.EngineProblem;
import dev.crossfade.engine.simulation.Bench;
import dev.crossfade.engine.simulation.Setting;
import dev.crossfade.mapping.CompiledMapping;
import dev.crossfade.spi.target.ProgressStore;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An entity that a run went on without may not come back as if nothing had happened. */
class LeftBehindTest {

  private static EntityShape shape(CompiledMapping mapping) {
    return new EntityShape(mapping.entitySpec().name(), mapping.entity(), List.of(), List.of());
  }

  @Test
  void coming_back_is_refused_and_the_others_go_on() throws InterruptedException {
    ProgressStore progress = new Bench().setting.target.progress();
    List<EntityShape> all =
        Setting.compiled().mappings().stream().map(LeftBehindTest::shape).toList();
    List<EntityShape> some = all.stream().filter(shape -> !shape.name().equals("ad")).toList();

    LeftBehind.check(all, progress);
    LeftBehind.check(some, progress);
    LeftBehind.check(some, progress);

    assertThatThrownBy(() -> LeftBehind.check(all, progress))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problems()).hasSize(1);
              assertThat(e.problem().code()).isEqualTo(EngineProblem.MISSED_CHANGES);
              assertThat(e.problem().what()).contains("ad");
            });
  }
}
