package dev.crossfade.engine.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.spec.ColumnSpec;
import dev.crossfade.core.spec.EntitySpec;
import dev.crossfade.core.spec.MappingSpec;
import dev.crossfade.engine.simulation.FunctionMapping;
import dev.crossfade.engine.simulation.FunctionMapping.Rule;
import dev.crossfade.testkit.fault.Faults;
import dev.crossfade.testkit.memory.InMemorySource;
import java.time.Clock;
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
  private final InMemorySource crm =
      new InMemorySource("crm", List.of(LEADS), Set.of(), Clock.systemUTC(), Faults.NONE);

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
      assertThat(seen.get(Key.of("crm-7")).row()).containsExactly("crm-7", "seven");
      assertThat(seen.get(Key.of("crm-8"))).isSameAs(Sighting.ABSENT);
    }
  }
}
