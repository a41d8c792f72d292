package dev.crossfade.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.compare.Verdict;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.mapping.Membership;
import dev.crossfade.mapping.RowResult;
import dev.crossfade.testkit.memory.InMemorySource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Whatever happens on the way, in the end the target is what the mapping makes of the source. */
class SimulationTest {

  private static final int SEEDS =
      Integer.getInteger("simulation.seeds", Boolean.getBoolean("crossfade.long") ? 500 : 60);
  private static final long FIRST = Long.getLong("simulation.first", 0);

  @Test
  void nothing_is_lost_and_nothing_is_twice() throws InterruptedException {
    for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
      try {
        World world = new World(seed, false);
        world.play();
        assertThat(world.target.quarantine().open()).as("nothing was bad").isZero();
        exact(world, Company.ACTIVE, world.crm, Company.CONTACT, Set.of());
        exact(world, Company.MIXED, world.crm, Company.CONTACT, Set.of());
        exact(world, Company.ADVERT, world.ads, Company.AD, Set.of());
        sameBag(world);
        verified(world);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }

  @Test
  void what_is_refused_is_parked_and_the_rest_flows() throws InterruptedException {
    for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
      try {
        World world = new World(seed, true);
        world.play();
        Set<Key> parked = parked(world, "active_contact");
        assertThat(world.workload.everBad).as("parked for a reason").containsAll(parked);
        exact(world, Company.ACTIVE, world.crm, Company.CONTACT, parked);
        parkedMixed(world);
        exact(world, Company.ADVERT, world.ads, Company.AD, Set.of());
        sameBag(world);
        verified(world);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }

  private static void verified(World world) throws InterruptedException {
    for (String entity : List.of("active_contact", "mixed_contact", "event", "ad")) {
      Verdict verdict = world.verify(entity);
      assertThat(verdict.mismatches()).as(entity).isEmpty();
      assertThat(verdict.result()).as(entity).isEqualTo(Verdict.Result.EQUAL);
    }
  }

  private static Set<Key> parked(World world, String entity) {
    return world.target.quarantine().list(entity, Integer.MAX_VALUE).stream()
        .map(item -> item.change().key())
        .filter(Objects::nonNull)
        .collect(Collectors.toSet());
  }

  private static void parkedMixed(World world) {
    Set<Key> parked = parked(world, "mixed_contact");
    assertThat(world.workload.everBad).containsAll(parked);
    exact(world, Company.MIXED, world.crm, Company.CONTACT, parked);
  }

  private static void exact(
      World world, FunctionMapping mapping, InMemorySource source, TableId table, Set<Key> parked) {
    Map<Key, List<Object>> expected = new HashMap<>();
    for (Object[] row : source.rows(table)) {
      Object[] target = new Object[mapping.entity().columns().size()];
      mapping.applyKey(row, target);
      Key key = mapping.targetKey(target);
      if (mapping.accepts(row) != Membership.IN || parked.contains(key)) {
        continue;
      }
      assertThat(mapping.apply(row, target)).as("refused, so parked").isEqualTo(RowResult.MAPPED);
      expected.put(key, Arrays.asList(target));
    }
    Map<Key, List<Object>> actual = new HashMap<>();
    for (Object[] row : world.target.production(mapping.entitySpec().name())) {
      Key key = mapping.targetKey(row);
      if (!parked.contains(key)) {
        actual.put(key, Arrays.asList(row));
      }
    }
    assertThat(text(actual)).as(mapping.entitySpec().name()).isEqualTo(text(expected));
  }

  private static Map<Object, String> text(Map<Key, List<Object>> rows) {
    Map<Object, String> text = new HashMap<>();
    rows.forEach((key, row) -> text.put(key.value(0), row.toString()));
    return text;
  }

  private static void sameBag(World world) {
    List<String> expected = new ArrayList<>();
    for (Object[] row : world.crm.rows(Company.EVENT)) {
      if (!row[1].toString().startsWith("!")) {
        expected.add(Arrays.toString(row));
      }
    }
    List<String> actual = new ArrayList<>();
    world.target.production("event").forEach(row -> actual.add(Arrays.toString(row)));
    assertThat(actual).as("event").containsExactlyInAnyOrderElementsOf(expected);
  }
}
