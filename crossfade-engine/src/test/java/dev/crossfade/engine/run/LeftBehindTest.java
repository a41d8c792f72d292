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
import dev.crossfade.spi.target.TargetDatabase;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** An entity that a run went on without may not come back as if nothing had happened. */
class LeftBehindTest {

  private static final Set<String> SOURCES =
      Setting.compiled().mappings().stream()
          .map(CompiledMapping::source)
          .collect(Collectors.toSet());

  private static EntityShape shape(CompiledMapping mapping) {
    return new EntityShape(mapping.entitySpec().name(), mapping.entity(), List.of(), List.of());
  }

  @Test
  void coming_back_is_refused_and_the_others_go_on() throws InterruptedException {
    ProgressStore progress = new Bench().setting.target.progress();
    List<EntityShape> all =
        Setting.compiled().mappings().stream().map(LeftBehindTest::shape).toList();
    List<EntityShape> some = all.stream().filter(shape -> !shape.name().equals("ad")).toList();

    LeftBehind.check(all, SOURCES, progress);
    LeftBehind.check(some, SOURCES, progress);
    LeftBehind.check(some, SOURCES, progress);

    assertThatThrownBy(() -> LeftBehind.check(all, SOURCES, progress))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problems()).hasSize(1);
              assertThat(e.problem().code()).isEqualTo(EngineProblem.MISSED_CHANGES);
              assertThat(e.problem().what()).contains("ad");
            });
  }

  /** Its changes may be held from when it was ahead. */
  @Test
  void nor_may_one_whose_history_was_not_begun_when_a_stream_has_moved()
      throws InterruptedException {
    TargetDatabase target = new Bench().setting.target;
    List<EntityShape> before =
        Setting.compiled().mappings().stream().map(LeftBehindTest::shape).toList();
    EntityShape late =
        new EntityShape("late", before.get(0).table(), before.get(0).unique(), List.of());
    List<EntityShape> all = Stream.concat(before.stream(), Stream.of(late)).toList();
    target.prepare(List.of(late));

    LeftBehind.check(all, SOURCES, target.progress());
    LeftBehind.check(before, SOURCES, target.progress());

    assertThatThrownBy(() -> LeftBehind.check(all, SOURCES, target.progress()))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().what()).contains("late"));
  }

  @Test
  void one_may_come_back_while_no_stream_has_moved() {
    TargetDatabase target = new Setting().target;
    List<EntityShape> all =
        Setting.compiled().mappings().stream().map(LeftBehindTest::shape).toList();
    target.prepare(all);

    LeftBehind.check(all.subList(0, 1), SOURCES, target.progress());

    LeftBehind.check(all, SOURCES, target.progress());
    assertThat(target.progress().entityStates()).hasSize(all.size());
  }
}
