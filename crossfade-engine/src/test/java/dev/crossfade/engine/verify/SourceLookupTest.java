package dev.crossfade.engine.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.compare.RowDigest;
import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.spec.ColumnSpec;
import dev.crossfade.core.spec.EntitySpec;
import dev.crossfade.core.spec.MappingSpec;
import dev.crossfade.engine.Inverse;
import dev.crossfade.engine.simulation.FunctionMapping;
import dev.crossfade.engine.simulation.FunctionMapping.Rule;
import dev.crossfade.testkit.fault.Fault;
import dev.crossfade.testkit.memory.InMemorySource;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Rows behind target keys that no inverse leads back to. */
class SourceLookupTest {

  private static final LogicalType NUMBER = new LogicalType.Int(64);
  private static final LogicalType TEXT = LogicalType.Text.UNBOUNDED;
  private static final TableId TABLE = new TableId("public", "lead");
  private static final TableSchema LEADS =
      TableSchema.of(TABLE, List.of(Column.of("id", NUMBER), Column.of("v", TEXT)), List.of("id"));

  private final FunctionMapping mapping =
      new FunctionMapping(
          new EntitySpec(
              "lead",
              List.of("code"),
              List.of(new ColumnSpec("code", TEXT, false), new ColumnSpec("v", TEXT, true)),
              List.of(),
              List.of(),
              List.of(new MappingSpec("crm", TABLE, null, Map.of())),
              List.of()),
          LEADS,
          List.of(new Rule(values -> "crm-" + values[0], 0), new Rule(values -> values[0], 1)),
          null);
  private final List<String> calls = new ArrayList<>();
  private final InMemorySource crm =
      new InMemorySource("crm", List.of(LEADS), Set.of(), Clock.systemUTC(), this::noted);

  private Fault noted(String call) {
    calls.add(call);
    return Fault.NONE;
  }

  private long scans() {
    return calls.stream().filter("crm.read"::equals).count();
  }

  private static Sighting sighting(Scope scope, Object... row) {
    return Sighting.of(new RowDigest(scope.table()), row);
  }

  @Test
  void a_key_made_by_a_function_is_found_by_reading_the_table() {
    crm.write(tx -> tx.insert(TABLE, 7L, "seven"));
    Scope scope = Scope.of(List.of(mapping));

    try (ExpectedRows rows = new ExpectedRows(scope, Map.of("crm", crm))) {
      Map<Key, Sighting> seen =
          new SourceLookup(scope, rows)
              .look(Map.of(Key.of("crm-7"), Set.of(), Key.of("crm-8"), Set.of()));

      assertThat(Inverse.of(mapping)).isNull();
      assertThat(seen.get(Key.of("crm-7")).state()).isEqualTo(Sighting.State.ROW);
      assertThat(seen.get(Key.of("crm-7"))).matches(sighting(scope, "crm-7", "seven")::same);
      assertThat(seen.get(Key.of("crm-8"))).isSameAs(Sighting.ABSENT);
    }
  }

  @Test
  void a_round_reads_a_table_once_and_then_only_what_it_found_there() {
    crm.write(tx -> tx.insert(TABLE, 7L, "seven"));
    Scope scope = Scope.of(List.of(mapping));
    Key found = Key.of("crm-7");
    Key extra = Key.of("crm-8");

    try (ExpectedRows rows = new ExpectedRows(scope, Map.of("crm", crm))) {
      SourceLookup lookup = new SourceLookup(scope, rows);
      Map<Key, Set<SourceRow>> suspects = Map.of(found, Set.of(), extra, Set.of());
      SourceWatch watch = new SourceWatch(lookup, suspects);
      watch.look();
      for (int i = 0; i < 20; i++) {
        crm.write(tx -> tx.update(TABLE, Key.of(7L), 7L, "again"));
        watch.look();
      }

      assertThat(scans()).isEqualTo(1);
      assertThat(watch.moved(found)).isTrue();
      assertThat(watch.states(found).get(1)).matches(sighting(scope, "crm-7", "again")::same);
      assertThat(watch.states(extra)).containsExactly(Sighting.ABSENT);
      assertThat(lookup.withoutScan(suspects)).containsOnlyKeys(found);
    }
  }
}
