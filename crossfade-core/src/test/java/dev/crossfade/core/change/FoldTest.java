package dev.crossfade.core.change;

import static dev.crossfade.core.change.Rows.delete;
import static dev.crossfade.core.change.Rows.insert;
import static dev.crossfade.core.change.Rows.key;
import static dev.crossfade.core.change.Rows.reread;
import static dev.crossfade.core.change.Rows.row;
import static dev.crossfade.core.change.Rows.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.schema.Unavailable;
import java.util.List;
import org.junit.jupiter.api.Test;

class FoldTest {

  private static final Object HOLE = Unavailable.VALUE;

  @Test
  void an_incomplete_update_is_completed_from_an_earlier_row() {
    Folded folded = Fold.of(List.of(insert(row(1, "a", "long")), update(1, row(1, "b", HOLE))));
    assertThat(folded.rows()).singleElement().satisfies(item -> same(item, row(1, "b", "long")));
    assertThat(folded.rereads()).isEmpty();
  }

  @Test
  void two_incomplete_updates_keep_the_values_they_have() {
    Folded folded = Fold.of(List.of(update(1, row(1, "a", HOLE)), update(1, row(1, HOLE, HOLE))));
    assertThat(folded.rows()).singleElement().satisfies(item -> same(item, row(1, "a", HOLE)));
  }

  @Test
  void delete_then_insert_is_one_upsert() {
    Folded folded = Fold.of(List.of(delete(1), insert(row(1, "n", "n"))));
    assertThat(folded.deletes()).isEmpty();
    assertThat(folded.rows()).singleElement().satisfies(item -> same(item, row(1, "n", "n")));
  }

  @Test
  void insert_then_delete_is_a_delete() {
    Folded folded = Fold.of(List.of(insert(row(1, "n", "n")), delete(1)));
    assertThat(folded.deletes()).containsExactly(key(1));
    assertThat(folded.rows()).isEmpty();
  }

  @Test
  void a_moved_row_without_all_values_is_read_again() {
    Folded folded = Fold.of(List.of(update(1, row(2, "a", HOLE))));
    assertThat(folded.deletes()).containsExactly(key(1));
    assertThat(folded.rereads()).extracting(Folded.Item::key).containsExactly(key(2));
    assertThat(folded.rows()).isEmpty();
  }

  @Test
  void a_moved_row_is_completed_from_the_fold() {
    Folded folded = Fold.of(List.of(insert(row(1, "a", "long")), update(1, row(2, "b", HOLE))));
    assertThat(folded.rows()).singleElement().satisfies(item -> same(item, row(2, "b", "long")));
    assertThat(folded.rereads()).isEmpty();
  }

  @Test
  void two_rows_swap_their_keys_over_a_third() {
    Folded folded =
        Fold.of(
            List.of(
                update(1, row(9, "a", "a")),
                update(2, row(1, "b", "b")),
                update(9, row(2, "a", HOLE))));
    assertThat(folded.rows()).hasSize(2);
    assertThat(folded.rows())
        .anySatisfy(item -> same(item, row(1, "b", "b")))
        .anySatisfy(item -> same(item, row(2, "a", "a")));
    assertThat(folded.deletes()).containsExactly(key(9));
  }

  @Test
  void an_incomplete_row_after_its_delete_is_read_again() {
    Folded folded = Fold.of(List.of(delete(1), update(1, row(1, "a", HOLE))));
    assertThat(folded.rereads()).extracting(Folded.Item::key).containsExactly(key(1));
    assertThat(folded.deletes()).containsExactly(key(1));
  }

  @Test
  void a_complete_row_makes_reading_again_needless() {
    Folded folded = Fold.of(List.of(reread(1, 1), update(1, row(1, "b", "b"))));
    assertThat(folded.rereads()).isEmpty();
    assertThat(folded.rows()).hasSize(1);
  }

  @Test
  void truncate_forgets_what_was_before_it() {
    Folded folded =
        Fold.of(
            List.of(
                insert(row(1, "a", "a")), delete(2), Rows.truncate(), insert(row(3, "c", "c"))));
    assertThat(folded.clear()).isTrue();
    assertThat(folded.deletes()).isEmpty();
    assertThat(folded.rows()).extracting(Folded.Item::key).containsExactly(key(3));
  }

  @Test
  void appends_keep_their_order_and_their_copies() {
    Folded folded =
        Fold.of(
            List.of(
                Rows.append(row(1, "x", "x")),
                Rows.append(row(2, "y", "y")),
                Rows.append(row(1, "x", "x"))));
    assertThat(folded.appends()).extracting(item -> item.row()[0]).containsExactly(1, 2, 1);
  }

  @Test
  void a_removal_cancels_one_equal_append() {
    Folded folded =
        Fold.of(
            List.of(
                Rows.append(row(1, "x", "x")),
                Rows.append(row(1, "x", "x")),
                Rows.removal(row(1, "x", "x")),
                Rows.removal(row(2, "y", "y"))));
    assertThat(folded.appends()).hasSize(1);
    assertThat(folded.removals()).singleElement().isEqualTo(row(2, "y", "y"));
  }

  @Test
  void refused_changes_are_not_folded() {
    EntityChange refused =
        new EntityChange(
            "e",
            0,
            "s",
            Op.INSERT,
            null,
            key(1),
            null,
            null,
            key(1),
            Position.START,
            0,
            new Refused("CF-1000", "c", "no", "{}"));
    assertThatThrownBy(() -> Fold.of(List.of(refused)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void same(Folded.Item item, Object[] expected) {
    assertThat(item.row()).isEqualTo(expected);
  }
}
