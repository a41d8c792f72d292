package dev.crossfade.engine.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.Drift;
import dev.crossfade.core.schema.Leeway;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.spec.DriftPolicies;
import dev.crossfade.core.spec.DriftPolicy;
import dev.crossfade.engine.drift.Judgement.Outcome;
import dev.crossfade.spi.source.Misfit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JudgementTest {

  private static final TableId ID = new TableId("public", "contact");
  private static final Column KEY = Column.of("id", new LogicalType.Int(64)).notNull();
  private static final Column NOTE = Column.of("note", LogicalType.Text.UNBOUNDED);
  private static final Column UNREAD = Column.of("unread", LogicalType.Text.UNBOUNDED);
  private static final Column NEW = Column.of("fresh", new LogicalType.Int(16));

  private static TableSchema table(List<String> key, Column... columns) {
    return TableSchema.of(ID, Arrays.asList(columns), key);
  }

  private static TableSchema now(Column... columns) {
    return table(List.of("id"), columns);
  }

  private static Concern concern(DriftPolicies policies, TableSchema table) {
    return new Concern(Concerns.mappings(table, policies, List.of("note")));
  }

  private static Outcome outcome(String column, TableSchema... now) {
    return outcome(DriftPolicies.DEFAULTS, column, now);
  }

  private static Outcome outcome(DriftPolicies policies, String column, TableSchema... now) {
    Concern concern = concern(policies, now(KEY, NOTE, UNREAD));
    return Judgement.of(new Misfit(ID, column), concern, List.of(now)).outcome();
  }

  @Test
  void a_row_of_before_a_column_was_added_may_lack_it() {
    assertThat(outcome("note", now(KEY, NOTE, UNREAD))).isEqualTo(Outcome.MAY_LACK);
    assertThat(outcome("unread", now(KEY, NOTE, UNREAD))).isEqualTo(Outcome.MAY_LACK);
  }

  @Test
  void what_no_mapping_reads_may_go_or_change() {
    assertThat(outcome("unread", now(KEY, NOTE))).isEqualTo(Outcome.MAY_LACK);
    Column other = Column.of("unread", new LogicalType.Bool());
    assertThat(outcome("unread", now(KEY, NOTE, other))).isEqualTo(Outcome.MAY_LACK);
  }

  @Test
  void a_column_that_came_and_went_is_left_out() {
    assertThat(outcome("fresh", now(KEY, NOTE, UNREAD))).isEqualTo(Outcome.LEAVE_OUT);
  }

  @Test
  void a_column_that_came_and_went_is_judged_anew_when_it_comes_again() {
    Leeway learned = new Leeway(Leeway.Reading.READ, Set.of("unread"), Set.of("fresh", "old"));
    Concern parking = concern(DriftPolicies.DEFAULTS, now(KEY, NOTE, UNREAD));
    assertThat(parking.stillTrue(learned, List.of(now(KEY, NOTE, UNREAD)))).isEqualTo(learned);
    List<TableSchema> again = List.of(now(KEY, NOTE, UNREAD, NEW));
    Leeway less = parking.stillTrue(learned, again);
    assertThat(less.leftOut()).containsExactly("old");
    assertThat(less.absent()).containsExactly("unread");
    Concern ignoring = concern(policy(Drift.Kind.NEW, DriftPolicy.IGNORE), now(KEY, NOTE, UNREAD));
    assertThat(ignoring.stillTrue(learned, again)).isEqualTo(learned);
  }

  @Test
  void a_new_column_is_decided_by_its_policy() {
    TableSchema now = now(KEY, NOTE, UNREAD, NEW);
    assertThat(outcome("fresh", now)).isEqualTo(Outcome.HOLD);
    assertThat(outcome(policy(Drift.Kind.NEW, DriftPolicy.IGNORE), "fresh", now))
        .isEqualTo(Outcome.LEAVE_OUT);
    assertThat(outcome(policy(Drift.Kind.NEW, DriftPolicy.EVOLVE), "fresh", now))
        .isEqualTo(Outcome.HOLD);
    assertThat(outcome(policy(Drift.Kind.NEW, DriftPolicy.FAIL), "fresh", now))
        .isEqualTo(Outcome.STOP);
  }

  private static DriftPolicies policy(Drift.Kind kind, DriftPolicy policy) {
    return new DriftPolicies(Map.of(kind, policy));
  }

  @Test
  void what_a_mapping_reads_is_decided_about() {
    Column other = Column.of("note", new LogicalType.Bool());
    Column renamed = Column.of("remark", NOTE.type());
    assertThat(outcome("note", now(KEY, UNREAD))).isEqualTo(Outcome.HOLD);
    assertThat(outcome("note", now(KEY, UNREAD, other))).isEqualTo(Outcome.HOLD);
    assertThat(outcome("note", now(KEY, UNREAD, renamed))).isEqualTo(Outcome.HOLD);
    assertThat(outcome("note")).isEqualTo(Outcome.HOLD);
    assertThat(outcome("note", table(List.of("id", "note"), KEY, NOTE, UNREAD)))
        .isEqualTo(Outcome.HOLD);
    assertThat(
            outcome(
                policy(Drift.Kind.RENAMED, DriftPolicy.FAIL), "note", now(KEY, UNREAD, renamed)))
        .isEqualTo(Outcome.STOP);
    assertThat(outcome(policy(Drift.Kind.RETYPED, DriftPolicy.FAIL), "note", now(KEY, other)))
        .isEqualTo(Outcome.STOP);
    assertThat(outcome(policy(Drift.Kind.TABLE_GONE, DriftPolicy.FAIL), "note"))
        .isEqualTo(Outcome.STOP);
  }

  @Test
  void only_what_concerns_a_mapping_holds_by_the_catalog() {
    Concern concern = concern(DriftPolicies.DEFAULTS, now(KEY, NOTE, UNREAD));
    assertThat(Concerning.of(concern, List.of(now(KEY, NOTE.notNull(), NEW)))).isEmpty();
    assertThat(Concerning.of(concern, List.of(now(KEY, UNREAD)))).hasSize(1);
    assertThat(Concerning.of(concern, List.of())).hasSize(1);
    Concern strict = concern(policy(Drift.Kind.TABLE_GONE, DriftPolicy.FAIL), now(KEY, NOTE));
    assertThat(Concerning.of(strict, List.of())).hasSize(1);
    assertThat(Concerning.of(concern, List.of(now(KEY, Column.of("note", NEW.type()))))).hasSize(1);
    Concern failing = concern(policy(Drift.Kind.DROPPED, DriftPolicy.FAIL), now(KEY, NOTE, UNREAD));
    assertThat(Concerning.of(failing, List.of(now(KEY, UNREAD)))).isEmpty();
    assertThat(Concerning.whatever(failing, List.of(now(KEY, UNREAD)))).hasSize(1);
    assertThat(Concerning.whatever(failing, List.of(now(KEY, NOTE)))).isEmpty();
  }

  @Test
  void a_table_without_key_cannot_be_asked_for_what_a_row_lacks() {
    Concern concern = concern(DriftPolicies.DEFAULTS, table(List.of(), KEY, NOTE, UNREAD));
    List<TableSchema> now = List.of(table(List.of(), KEY, NOTE, UNREAD));
    assertThat(Judgement.of(new Misfit(ID, "note"), concern, now).outcome())
        .isEqualTo(Outcome.STOP);
    assertThat(Judgement.of(new Misfit(ID, "unread"), concern, now).outcome())
        .isEqualTo(Outcome.MAY_LACK);
  }
}
