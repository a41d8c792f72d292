package dev.crossfade.engine.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.change.Change;
import dev.crossfade.core.change.Op;
import dev.crossfade.core.change.Position;
import dev.crossfade.core.compare.RowDigest;
import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.schema.Unavailable;
import dev.crossfade.core.schema.Unreadable;
import dev.crossfade.core.spec.ColumnSpec;
import dev.crossfade.core.spec.EntitySpec;
import dev.crossfade.core.spec.MappingSpec;
import dev.crossfade.engine.simulation.FunctionMapping;
import dev.crossfade.engine.simulation.FunctionMapping.Rule;
import dev.crossfade.testkit.fault.Fault;
import dev.crossfade.testkit.memory.InMemorySource;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which keys changes touch, and where their rows come from. */
class TouchedKeysTest {

  private static final LogicalType NUMBER = new LogicalType.Int(64);
  private static final LogicalType TEXT = LogicalType.Text.UNBOUNDED;
  private static final TableId TABLE = new TableId("public", "lead");
  private static final TableSchema LEADS =
      TableSchema.of(TABLE, List.of(Column.of("id", NUMBER), Column.of("v", TEXT)), List.of("id"));
  private static final FunctionMapping BY_FUNCTION =
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

  private final Scope scope = Scope.of(List.of(BY_FUNCTION));
  private final TouchedKeys touched = new TouchedKeys(scope);

  private void add(
      Op op, @Nullable Object @Nullable [] before, @Nullable Object @Nullable [] after) {
    touched.add("crm", new Change(TABLE, op, before, after, Position.START));
  }

  private Map<Key, Set<SourceRow>> rows() {
    Map<Key, Set<SourceRow>> rows = new HashMap<>();
    touched.slices().forEach(rows::putAll);
    return rows;
  }

  private static Set<SourceRow> row(String key, long source) {
    return Set.of(new SourceRow(Key.of(key), 0, Key.of(source)));
  }

  @Test
  void both_keys_of_a_change_are_touched() {
    add(Op.INSERT, null, new Object[] {1L, "a"});
    add(Op.DELETE, new Object[] {2L, Unavailable.VALUE}, null);
    add(Op.UPDATE, new Object[] {3L, Unavailable.VALUE}, new Object[] {4L, "b"});
    add(Op.UPDATE, null, new Object[] {1L, "c"});

    assertThat(rows())
        .containsOnly(
            Map.entry(Key.of("crm-1"), row("crm-1", 1)),
            Map.entry(Key.of("crm-2"), row("crm-2", 2)),
            Map.entry(Key.of("crm-3"), row("crm-3", 3)),
            Map.entry(Key.of("crm-4"), row("crm-4", 4)));
    assertThat(touched.refusal()).isEmpty();
  }

  @Test
  void rows_of_keys_made_by_a_function_are_found_without_reading_their_table() {
    List<String> calls = new ArrayList<>();
    InMemorySource crm =
        new InMemorySource(
            "crm",
            List.of(LEADS),
            Set.of(),
            Clock.systemUTC(),
            call -> {
              calls.add(call);
              return Fault.NONE;
            });
    crm.write(tx -> tx.insert(TABLE, 7L, "seven"));
    add(Op.INSERT, null, new Object[] {7L, "seven"});
    add(Op.DELETE, new Object[] {8L, Unavailable.VALUE}, null);

    try (ExpectedRows rows = new ExpectedRows(scope, Map.of("crm", crm))) {
      Map<Key, Sighting> seen = new SourceLookup(scope, rows).look(rows());
      Sighting expected =
          Sighting.of(new RowDigest(scope.table()), new Object[] {"crm-7", "seven"});
      assertThat(seen.get(Key.of("crm-7")).same(expected)).isTrue();
      assertThat(seen.get(Key.of("crm-8"))).isSameAs(Sighting.ABSENT);
    }
    assertThat(calls).contains("crm.readKeys").doesNotContain("crm.read");
  }

  @Test
  void changes_of_other_tables_and_sources_touch_nothing() {
    touched.add("ads", new Change(TABLE, Op.TRUNCATE, null, null, Position.START));
    touched.add(
        "crm", new Change(new TableId("public", "other"), Op.TRUNCATE, null, null, Position.START));

    assertThat(touched.refusal()).isEmpty();
    assertThat(touched.size()).isZero();
  }

  @Test
  void a_row_whose_key_cannot_be_made_is_a_reason_to_look_at_all() {
    add(Op.INSERT, null, new Object[] {1L, "a"});
    add(Op.INSERT, null, new Object[] {new Unreadable("?"), "b"});

    assertThat(touched.refusal()).isEqualTo("a row of public.lead without a key here was touched");
    assertThat(touched.size()).as("nobody needs them any more").isZero();
  }

  @Test
  void too_many_keys_are_a_reason_to_look_at_all() {
    for (long id = 0; id <= TouchedKeys.MOST; id++) {
      add(Op.INSERT, null, new Object[] {id, "a"});
    }

    assertThat(touched.refusal()).isEqualTo("more than 500000 of its keys were touched");
  }

  @Test
  void a_key_in_two_spellings_is_one_key() {
    TableSchema table =
        TableSchema.of(
            TABLE, List.of(Column.of("id", LogicalType.Decimal.UNCONSTRAINED)), List.of("id"));
    FunctionMapping mapping =
        new FunctionMapping(
            new EntitySpec(
                "price",
                List.of("id"),
                List.of(new ColumnSpec("id", LogicalType.Decimal.UNCONSTRAINED, false)),
                List.of(),
                List.of(),
                List.of(new MappingSpec("crm", TABLE, null, Map.of())),
                List.of()),
            table,
            List.of(Rule.copy(0)),
            null);
    TouchedKeys keys = new TouchedKeys(Scope.of(List.of(mapping)));
    Key plain = Key.of(new BigDecimal("1.5"));
    for (String spelling : List.of("1.5", "1.50", "1.5")) {
      Object[] row = {new BigDecimal(spelling)};
      keys.add("crm", new Change(TABLE, Op.INSERT, null, row, Position.START));
    }

    assertThat(keys.slices())
        .containsExactly(
            Map.of(
                plain,
                Set.of(
                    new SourceRow(plain, 0, plain),
                    new SourceRow(plain, 0, Key.of(new BigDecimal("1.50"))))));
  }
}
