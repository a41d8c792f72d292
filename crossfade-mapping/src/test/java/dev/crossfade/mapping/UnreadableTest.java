package dev.crossfade.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.schema.Unavailable;
import dev.crossfade.core.schema.Unreadable;
import dev.crossfade.mapping.problem.MappingProblem;
import org.junit.jupiter.api.Test;

/** A source value that its type cannot express costs the row only where something needs it. */
class UnreadableTest {

  private static final Unreadable DEEP = new Unreadable("an array with 2 dimensions");

  private final CompiledMapping mapping =
      Tables.withId()
          .source("a text")
          .source("b text")
          .source("unused text")
          .source("active bool")
          .target("one text", "a")
          .target("mix text", "coalesce(a, b)")
          .where("active")
          .compile();

  private RowResult apply(Object... row) {
    return mapping.apply(row, new Object[3]);
  }

  private static Refusal refusal(String column, String source) {
    return new Refusal(
        column,
        MappingProblem.UNREADABLE_VALUE,
        "source column " + source + " holds an array with 2 dimensions");
  }

  @Test
  void nobodyMindsWhereNothingNeedsIt() {
    assertThat(mapping.accepts(new Object[] {1L, "a", "b", DEEP, true})).isEqualTo(Membership.IN);
    assertThat(apply(1L, "a", "b", DEEP, true)).isEqualTo(RowResult.MAPPED);
  }

  @Test
  void theFirstColumnThatNeedsItRefusesTheRowByName() {
    assertThat(apply(1L, DEEP, "b", null, true)).isEqualTo(refusal("one", "a"));
    assertThat(apply(1L, "a", DEEP, null, true)).isEqualTo(refusal("mix", "b"));
  }

  @Test
  void itIsNotReadAgain() {
    assertThat(apply(1L, Unavailable.VALUE, DEEP, null, true)).isEqualTo(refusal("mix", "b"));
  }

  @Test
  void theConditionRefusesIt() {
    Object[] row = {1L, "a", "b", null, DEEP};
    assertThat(mapping.accepts(row)).isEqualTo(Membership.REFUSED);
    assertThat(mapping.whereRefusal(row)).isEqualTo(refusal("where", "active"));
    assertThat(apply(row)).isEqualTo(RowResult.MAPPED);
  }

  @Test
  void aRowOutsideTheConditionIsNotRefused() {
    assertThat(mapping.accepts(new Object[] {DEEP, DEEP, DEEP, DEEP, false}))
        .isEqualTo(Membership.OUT);
  }

  @Test
  void aSourceKeyIsAlwaysNeeded() {
    CompiledMapping half =
        new Tables()
            .sourceKey("id", "part")
            .source("id int64!")
            .source("part text!")
            .target("id int64!", "id")
            .targetKey("id", "part")
            .target("part text!", "part")
            .compile();
    Object[] row = {1L, DEEP};
    assertThat(half.apply(row, new Object[2])).isEqualTo(refusal("key", "part"));
    assertThat(half.applyKey(row, new Object[2])).isEqualTo(refusal("key", "part"));
  }
}
