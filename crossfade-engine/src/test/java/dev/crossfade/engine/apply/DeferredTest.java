package dev.crossfade.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.change.EntityChange;
import dev.crossfade.core.change.Op;
import dev.crossfade.core.change.Position;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.Unavailable;
import dev.crossfade.engine.EngineProblem;
import dev.crossfade.engine.simulation.Bench;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The titles of {@code ad} are unique, and rows exchange them in a transaction of several parts.
 */
class DeferredTest {

  private static final String AD = "ad";

  private Bench bench;
  private int mapping;
  private long position;

  @BeforeEach
  void company() throws InterruptedException {
    bench = new Bench();
    mapping = bench.mappings().into(AD).get(0).number();
    bench.apply(AD, List.of(set("a", "one", "x"), set("b", "two", "y")));
  }

  private EntityChange change(
      Op op, @Nullable String old, @Nullable String code, @Nullable Object @Nullable [] row) {
    return new EntityChange(
        AD,
        mapping,
        "ads",
        op,
        old == null ? null : Key.of(old),
        code == null ? null : Key.of(code),
        row,
        null,
        null,
        new Position(1, ++position, 0),
        1,
        null);
  }

  private EntityChange set(String code, @Nullable Object title, @Nullable Object bio) {
    return change(Op.UPDATE, code, code, new @Nullable Object[] {code, title, bio});
  }

  private EntityChange delete(String code) {
    return change(Op.DELETE, code, null, null);
  }

  @Test
  void a_value_that_a_later_part_gives_away() {
    bench.applyParts(
        AD,
        List.of(
            List.of(set("a", "two", "x"), set("c", "three", "z")),
            List.of(set("d", "four", "z")),
            List.of(set("b", "one", "y"))));

    assertThat(bench.rows(AD))
        .containsExactly("[a, two, x]", "[b, one, y]", "[c, three, z]", "[d, four, z]");
    assertThat(bench.parked(AD)).isEmpty();
  }

  @Test
  void a_value_that_nobody_gives_away() {
    bench.applyParts(AD, List.of(List.of(set("a", "two", "x")), List.of(set("c", "three", "z"))));

    assertThat(bench.rows(AD)).containsExactly("[a, one, x]", "[b, two, y]", "[c, three, z]");
    assertThat(bench.parked(AD)).containsExactly("a " + EngineProblem.ROW_REFUSED.text());
  }

  @Test
  void a_later_change_of_the_row_that_waits_builds_on_it() {
    bench.applyParts(
        AD,
        List.of(
            List.of(set("a", "two", "x")),
            List.of(set("a", Unavailable.VALUE, "newer")),
            List.of(set("b", "one", "y"))));

    assertThat(bench.rows(AD)).containsExactly("[a, two, newer]", "[b, one, y]");
    assertThat(bench.parked(AD)).isEmpty();
  }

  @Test
  void a_row_that_waits_and_goes_away() {
    bench.applyParts(
        AD, List.of(List.of(set("a", "two", "x")), List.of(delete("a")), List.of(delete("b"))));

    assertThat(bench.rows(AD)).isEmpty();
    assertThat(bench.parked(AD)).isEmpty();
  }

  @Test
  void a_row_that_waits_and_goes_away_with_all_others() {
    bench.applyParts(
        AD,
        List.of(
            List.of(set("a", "two", "x")),
            List.of(change(Op.TRUNCATE, null, null, null), set("c", "one", "z")),
            List.of()));

    assertThat(bench.rows(AD)).containsExactly("[c, one, z]");
    assertThat(bench.parked(AD)).isEmpty();
  }
}
