package dev.crossfade.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.change.Position;
import dev.crossfade.core.problem.Outcome;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.engine.EngineProblem;
import dev.crossfade.engine.Mappings;
import dev.crossfade.engine.Renewals;
import dev.crossfade.mapping.CompiledMapping;
import dev.crossfade.mapping.CompiledMigration;
import dev.crossfade.spi.target.Applier;
import dev.crossfade.spi.target.ProgressStore;
import dev.crossfade.spi.target.StreamSession;
import dev.crossfade.spi.target.StreamState;
import dev.crossfade.testkit.fault.Faults;
import dev.crossfade.testkit.fault.ManualClock;
import dev.crossfade.testkit.memory.InMemoryTarget;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A mapping's number, and what is stored under it, do not depend on its place. */
class MappingNumbersTest {

  private final InMemoryTarget target =
      new InMemoryTarget(new ManualClock(Instant.EPOCH), Faults.NONE);
  private final ProgressStore progress = target.progress();
  private final List<CompiledMapping> all = Company.COMPILED.mappings();

  private Map<Integer, String> load(List<CompiledMapping> mappings) {
    Mappings loaded = Mappings.load(new CompiledMigration(mappings, "v"), progress);
    loaded
        .all()
        .forEach(
            each ->
                assertThat(progress.fact(ProgressStore.SOURCE_OF_MAPPING + each.number()))
                    .contains(each.source()));
    return loaded.all().stream()
        .collect(
            Collectors.toMap(
                Mappings.Numbered::number, Mappings.Numbered::entity, (a, b) -> a, TreeMap::new));
  }

  @Test
  void entities_that_are_added_or_left_out_do_not_move_the_others() {
    CompiledMapping last = all.get(all.size() - 1);
    String name = last.entitySpec().name();
    assertThat(load(List.of(last))).containsExactlyEntriesOf(Map.of(0, name));
    Map<Integer, String> whole = load(all);
    assertThat(whole).hasSize(all.size()).containsEntry(0, name);
    assertThat(all.get(0).source()).isNotEqualTo(last.source());
    assertThat(load(all.subList(1, all.size()))).containsEntry(0, name).hasSize(all.size() - 1);
    assertThat(load(all)).isEqualTo(whole);
  }

  /** Applies something of a source, as its stream does. */
  private void follow(String source) {
    try (Applier applier = target.openApplier(source)) {
      StreamState from = applier.own("stream", 0);
      StreamState to = new StreamState("stream", 1, new Position(1, 0, 0), 0, null, from.epoch());
      try (StreamSession session = applier.begin(from, to, "v1")) {
        assertThat(session.commit(0)).isInstanceOf(Outcome.Done.class);
      }
    }
  }

  private static CompiledMigration shaped(String version) {
    return versions(version, "v1");
  }

  private static CompiledMigration versions(String version, String essence) {
    return new CompiledMigration(
        Company.COMPILED.mappings().stream()
            .map(FunctionMapping.class::cast)
            .map(mapping -> (CompiledMapping) mapping.withVersion(version, essence))
            .toList(),
        version);
  }

  private List<Integer> open() {
    return IntStream.range(0, all.size())
        .filter(number -> Renewals.open(number, progress))
        .boxed()
        .toList();
  }

  @Test
  void a_source_table_may_change_where_it_changes_no_row() {
    Mappings.load(Company.COMPILED, progress);
    follow("ads");
    follow("crm");
    assertThat(Mappings.load(shaped("of another shape"), progress).renewed()).isEmpty();
    assertThat(Mappings.load(shaped("of a third"), progress).renewed()).isEmpty();
    assertThatThrownBy(() -> Mappings.load(versions("v9", "v9"), progress))
        .isInstanceOf(ProblemException.class);
  }

  /** Else it would begin again at each start, and no verdict would ever count. */
  @Test
  void a_renewal_ends_though_its_source_table_changes_meanwhile() {
    Mappings.load(Company.COMPILED, progress);
    follow("crm");
    target.acts().adopt("v2", "ann", "");
    Mappings.load(versions("v2", "v2"), target);
    assertThat(open()).hasSize(3);

    Mappings.load(versions("of another shape", "v2"), target);
    assertThat(open()).hasSize(3);
    open()
        .forEach(
            number ->
                assertThat(progress.fact(ProgressStore.RENEWAL_OF_MAPPING + number))
                    .contains("of another shape"));
  }

  @Test
  void a_mapping_may_change_until_changes_of_its_source_were_held() {
    Mappings.load(Company.COMPILED, progress);
    follow("ads");
    Mappings.load(Company.COMPILED_LATER, progress);
    Mappings.load(Company.COMPILED, progress);
    follow("crm");
    assertThat(progress.backfill()).as("no history is planned").isEmpty();
    assertThatThrownBy(() -> Mappings.load(Company.COMPILED_LATER, progress))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().code()).isEqualTo(EngineProblem.MAPPING_CHANGED));
  }
}
