package dev.crossfade.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How much is taken away at a time. */
class SurplusTest {

  private final Surplus surplus = new Surplus();

  @Test
  void no_more_rows_than_the_stream_can_wait_for() {
    for (int i = 0; i < Surplus.MOST; i++) {
      assertThat(surplus.takes(row("a"))).isTrue();
    }
    assertThat(surplus.left()).isFalse();
    assertThat(surplus.takes(row("a"))).isFalse();
    assertThat(surplus.left()).isTrue();
    assertThat(surplus.rows()).hasSize(Surplus.MOST);
  }

  /** A row is taken whatever it weighs: something has to happen. */
  @Test
  void no_more_than_fits_into_memory() {
    assertThat(surplus.takes(row("a".repeat((int) Surplus.MOST_WEIGHT)))).isTrue();
    assertThat(surplus.takes(row("b"))).isFalse();
    assertThat(surplus.left()).isTrue();
    assertThat(surplus.rows()).hasSize(1);
  }

  @Test
  void others_that_are_null_in_the_same_columns_cost_no_more() {
    for (int i = 0; i < Surplus.MOST_GROUPS; i++) {
      assertThat(surplus.takes(nulls(i))).isTrue();
    }
    assertThat(surplus.takes(nulls(Surplus.MOST_GROUPS))).isFalse();
    assertThat(surplus.left()).isTrue();
    assertThat(surplus.takes(nulls(7))).isTrue();
    assertThat(surplus.rows()).hasSize(Surplus.MOST_GROUPS + 1);
  }

  @Test
  void a_row_is_kept_as_it_was() {
    @Nullable Object[] row = row("a");
    surplus.takes(row);
    row[0] = "b";
    assertThat(surplus.rows()).containsExactly(row("a"));
  }

  private static @Nullable Object[] row(@Nullable Object... values) {
    return values;
  }

  /** Null where a bit is set. */
  private static @Nullable Object[] nulls(int bits) {
    @Nullable Object[] row = new @Nullable Object[8];
    for (int i = 0; i < row.length; i++) {
      row[i] = (bits >> i & 1) == 1 ? null : "x";
    }
    return row;
  }
}
