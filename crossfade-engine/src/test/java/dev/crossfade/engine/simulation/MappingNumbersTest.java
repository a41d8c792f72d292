package dev.crossfade.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.engine.Mappings;
import dev.crossfade.mapping.CompiledMapping;
import dev.crossfade.mapping.CompiledMigration;
import dev.crossfade.spi.target.ProgressStore;
import dev.crossfade.testkit.fault.Faults;
import dev.crossfade.testkit.fault.ManualClock;
import dev.crossfade.testkit.memory.InMemoryTarget;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A mapping's number, and what is stored under it, do not depend on its place. */
class MappingNumbersTest {

  private final ProgressStore progress =
      new InMemoryTarget(new ManualClock(Instant.EPOCH), Faults.NONE).progress();
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
}
