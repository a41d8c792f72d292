package dev.crossfade.core.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AlterationsTest {

  private static final TableId ID = new TableId("public", "contact");

  /** Its words say the opposite of what it is: nothing may hang on them. */
  private static Drift drift(Drift.Kind kind) {
    String misleading = kind == Drift.Kind.NEW ? "the key was it" : "column x is new, " + kind;
    return new Drift(ID, kind, "x", misleading, "");
  }

  @ParameterizedTest
  @EnumSource
  void each_kind_is_a_cause_by_itself(Drift.Kind kind) {
    Alterations found = Alterations.of(drift(kind));
    assertThat(found.names()).isEqualTo(kind.name());
    assertThat(found.text()).isEqualTo(drift(kind).detail());
    assertThat(found.onlyMore()).isEqualTo(kind == Drift.Kind.NEW);
    assertThat(found.untold()).isEqualTo(kind == Drift.Kind.TABLE_GONE || kind == Drift.Kind.KEY);
  }

  @Test
  void what_was_done_beside_a_new_column_counts() {
    Alterations more = Alterations.of(drift(Drift.Kind.NEW));
    assertThat(more.and(more)).isEqualTo(more);
    Alterations both = more.and(Alterations.of(drift(Drift.Kind.DROPPED)));
    assertThat(both.onlyMore()).isFalse();
    assertThat(both.untold()).isFalse();
    assertThat(both)
        .isEqualTo(Alterations.of(List.of(drift(Drift.Kind.NEW), drift(Drift.Kind.DROPPED))));
    assertThat(both.and(Alterations.ANEW).untold()).isTrue();
    assertThat(both.and(Alterations.ANEW).text()).endsWith("; the table was made anew");
  }

  /** What is told already may have another cause all the same. */
  @Test
  void the_same_words_are_said_once() {
    Alterations one = new Alterations(Set.of(Alterations.Cause.RENAMED), "column a is gone, moved");
    Alterations two = new Alterations(Set.of(Alterations.Cause.DROPPED), "column a is gone");
    assertThat(one.and(two).text()).isEqualTo(one.text());
    assertThat(one.and(two).names()).isEqualTo("DROPPED,RENAMED");
  }

  @Test
  void what_is_noted_is_the_same_when_it_is_read() {
    Alterations all = new Alterations(Set.copyOf(Arrays.asList(Alterations.Cause.values())), "x");
    assertThat(Alterations.noted(all.names(), "x")).isEqualTo(all);
  }

  /** Earlier versions noted words only: nothing is taken for granted then. */
  @Test
  void what_nobody_knows_may_be_anything() {
    Alterations unknown = Alterations.noted("", "column x is new, int");
    assertThat(unknown.causes()).isEmpty();
    assertThat(unknown.onlyMore()).isFalse();
    assertThat(unknown.untold()).isTrue();
    Alterations more = Alterations.of(drift(Drift.Kind.NEW));
    assertThat(unknown.and(more).onlyMore()).isFalse();
    assertThat(more.and(unknown).onlyMore()).isFalse();
  }
}
