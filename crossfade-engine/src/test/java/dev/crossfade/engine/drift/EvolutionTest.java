package dev.crossfade.engine.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.change.Position;
import dev.crossfade.core.schema.Alterations;
import dev.crossfade.core.schema.Alterations.Cause;
import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.Drift;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.spec.DriftPolicies;
import dev.crossfade.core.spec.DriftPolicy;
import dev.crossfade.mapping.CompiledMapping;
import dev.crossfade.spi.target.HeldTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class EvolutionTest {

  private static final TableId ID = new TableId("public", "contact");
  private static final Column KEY = Column.of("id", new LogicalType.Int(64)).notNull();
  private static final Column NOTE = Column.of("note", LogicalType.Text.UNBOUNDED);
  private static final Column UNREAD = Column.of("unread", LogicalType.Text.UNBOUNDED);
  private static final Column NEW = Column.of("fresh", new LogicalType.Int(16));
  private static final TableSchema BEFORE = table(KEY, NOTE, UNREAD);

  private static TableSchema table(Column... columns) {
    return TableSchema.of(ID, Arrays.asList(columns), List.of("id"));
  }

  /** With mappings of each policy, which read these columns beside the key. */
  private static Optional<String> obstacle(
      TableSchema now, Map<DriftPolicy, List<String>> policies) {
    List<CompiledMapping> mappings = new ArrayList<>();
    policies.forEach(
        (policy, read) ->
            mappings.addAll(
                Concerns.mappings(now, new DriftPolicies(Map.of(Drift.Kind.NEW, policy)), read)));
    Concern then = new Concern(mappings);
    return Evolution.obstacle(then, then, now, Drift.between(BEFORE, List.of(now)));
  }

  /** With mappings that read these columns before, and others as they would be patched. */
  private static Optional<String> patched(TableSchema now, List<String> was, List<String> then) {
    DriftPolicies policies = new DriftPolicies(Map.of(Drift.Kind.NEW, DriftPolicy.EVOLVE));
    return Evolution.obstacle(
        new Concern(Concerns.mappings(BEFORE, policies, was)),
        new Concern(Concerns.mappings(now, policies, then)),
        now,
        Drift.between(BEFORE, List.of(now)));
  }

  private static Optional<String> obstacle(TableSchema now, String... read) {
    return obstacle(now, Map.of(DriftPolicy.EVOLVE, List.of(read)));
  }

  @Test
  void a_column_that_may_be_null_and_is_carried_is_followed() {
    assertThat(obstacle(table(KEY, NOTE, UNREAD, NEW), "note", "fresh")).isEmpty();
  }

  @Test
  void a_value_that_nobody_carries_is_decided_about() {
    assertThat(obstacle(table(KEY, NOTE, UNREAD, NEW), "note"))
        .hasValueSatisfying(isAbout("fresh"));
  }

  private static Consumer<String> isAbout(String column) {
    return why -> assertThat(why).contains(column);
  }

  @Test
  void a_column_that_must_have_a_value_is_decided_about() {
    assertThat(obstacle(table(KEY, NOTE, UNREAD, NEW.notNull()), "note", "fresh")).isPresent();
  }

  @Test
  void what_is_done_beside_it_is_decided_about_if_somebody_reads_it() {
    Column other = Column.of("note", new LogicalType.Int(64));
    assertThat(obstacle(table(KEY, other, UNREAD, NEW), "note", "fresh"))
        .hasValueSatisfying(isAbout("note"));
    assertThat(obstacle(table(KEY, NOTE, NEW), "note", "fresh")).isEmpty();
    Drift key = new Drift(ID, Drift.Kind.KEY, "", "another key", "");
    TableSchema now = table(KEY, NOTE, UNREAD, NEW);
    Concern concern =
        new Concern(
            Concerns.mappings(
                now,
                new DriftPolicies(Map.of(Drift.Kind.NEW, DriftPolicy.EVOLVE)),
                List.of("note", "fresh")));
    assertThat(Evolution.obstacle(concern, concern, now, List.of(key)))
        .hasValueSatisfying(isAbout("key"));
  }

  @Test
  void what_was_read_is_not_dropped_because_the_patched_mappings_do_without_it() {
    assertThat(patched(table(KEY, UNREAD), List.of("note"), List.of()))
        .hasValueSatisfying(isAbout("note"));
    assertThat(patched(table(KEY, UNREAD, NEW), List.of("note"), List.of("fresh")))
        .hasValueSatisfying(isAbout("note"));
    assertThat(patched(table(KEY, NOTE, NEW), List.of("note"), List.of("note", "fresh"))).isEmpty();
  }

  @Test
  void a_name_that_was_read_is_not_guessed_anew() {
    Column memo = Column.of("memo", LogicalType.Text.UNBOUNDED);
    assertThat(patched(table(KEY, memo, UNREAD), List.of("note"), List.of("memo")))
        .hasValueSatisfying(isAbout("note"));
  }

  @Test
  void only_tables_that_are_held_for_columns_that_are_new_are_looked_at() {
    assertThat(mayBe(Cause.NEW)).isTrue();
    assertThat(mayBe(Cause.DROPPED, Cause.NEW)).isFalse();
    assertThat(mayBe(Cause.DROPPED)).isFalse();
    assertThat(mayBe(Cause.ANEW)).isFalse();
    assertThat(mayBe(Cause.NEW, Cause.ANEW)).isFalse();
    assertThat(mayBe(Cause.NEW, Cause.TABLE_GONE)).isFalse();
    assertThat(mayBe()).isFalse();
  }

  private static boolean mayBe(Cause... causes) {
    Alterations why = new Alterations(Set.of(causes), "column fresh is new, INT");
    return Evolution.mayBe(
        new HeldTable("crm", ID, HeldTable.State.HELD, Position.START, Instant.EPOCH, why));
  }

  @Test
  void every_entity_has_its_say() {
    TableSchema now = table(KEY, NOTE, UNREAD, NEW);
    assertThat(
            obstacle(
                now,
                Map.of(DriftPolicy.EVOLVE, List.of("fresh"), DriftPolicy.PARK, List.of("fresh"))))
        .isPresent();
    assertThat(
            obstacle(
                now, Map.of(DriftPolicy.EVOLVE, List.of("fresh"), DriftPolicy.IGNORE, List.of())))
        .isEmpty();
    assertThat(
            obstacle(
                now, Map.of(DriftPolicy.EVOLVE, List.of(), DriftPolicy.IGNORE, List.of("fresh"))))
        .isPresent();
    assertThat(obstacle(now, Map.of(DriftPolicy.IGNORE, List.of()))).isPresent();
  }

  @Test
  void rows_without_key_cannot_be_read_again() {
    TableSchema keyless = TableSchema.of(ID, List.of(KEY, NOTE, UNREAD, NEW), List.of());
    assertThat(obstacle(keyless, "note", "fresh")).isPresent();
  }
}
