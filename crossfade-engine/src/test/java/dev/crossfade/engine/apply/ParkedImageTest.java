package dev.crossfade.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.change.Change;
import dev.crossfade.core.change.EntityChange;
import dev.crossfade.core.change.Op;
import dev.crossfade.core.change.Position;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.Unavailable;
import dev.crossfade.core.schema.Unreadable;
import dev.crossfade.engine.EngineProblem;
import dev.crossfade.engine.simulation.Bench;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever happens to a row, the newest of it is in production or in quarantine, and whole. */
class ParkedImageTest {

  private static final TableId TABLE = new TableId("public", "contact");
  private static final String CONTACT = "active_contact";
  private static final String MIXED = "mixed_contact";
  private static final String EVENT = "event";
  private static final String BY_TARGET = EngineProblem.ROW_REFUSED.text();
  private static final String BY_MAPPING = "CF-1999";

  private Bench bench;

  @BeforeEach
  void company() throws InterruptedException {
    bench = new Bench();
  }

  private EntityChange nameless(Object[] row) {
    Key key = Key.of(1L);
    int mapping = bench.mappings().into(CONTACT).get(0).number();
    Position position = new Position(1_000_000, 0, 0);
    return new EntityChange(
        CONTACT, mapping, "crm", Op.UPDATE, key, key, row, null, null, position, 1, null);
  }

  @Test
  void a_part_of_a_row_that_the_target_refuses_is_parked_as_the_whole_row() {
    bench.insert(1, "a", "x");
    bench.apply(CONTACT);
    bench.update(1, 1L, "too long for it", "x", 1L);
    bench.apply(CONTACT);
    assertThat(bench.rows(CONTACT)).containsExactly("[1, a, x]");
    assertThat(bench.parked(CONTACT)).containsExactly("1 " + BY_TARGET);
    assertThat(bench.items(CONTACT).get(0).payload())
        .isEqualTo("{\"target\":{\"id\":\"1\",\"email\":\"too long for it\",\"bio\":\"x\"}}");
  }

  @Test
  void a_row_to_be_read_again_whose_source_key_is_unreadable_is_parked() {
    bench.insert(1, "a", "x");
    bench.apply(CONTACT);
    bench.apply(CONTACT, List.of(nameless(null)));
    assertThat(bench.rows(CONTACT)).containsExactly("[1, a, x]");
    assertThat(bench.parked(CONTACT)).containsExactly("1 CF-5017");
    assertThat(bench.items(CONTACT).get(0).payload()).isEqualTo("{\"target\":{}}");
  }

  @Test
  void so_is_a_part_of_a_row_that_is_not_there_and_what_comes_behind_it() {
    bench.apply(CONTACT, List.of(nameless(new Object[] {1L, "b", Unavailable.VALUE})));
    assertThat(bench.parked(CONTACT)).containsExactly("1 CF-5017");
    assertThat(bench.items(CONTACT).get(0).payload())
        .isEqualTo("{\"target\":{\"id\":\"1\",\"email\":\"b\"}}");
    bench.apply(CONTACT, List.of(nameless(new Object[] {1L, "c", Unavailable.VALUE})));
    assertThat(bench.parked(CONTACT)).containsExactly("1 CF-5007", "1 CF-5017");
  }

  @Test
  void an_older_image_read_again_does_not_supersede_a_newer_one_that_was_refused() {
    bench.insert(1, "a", "wide");
    bench.apply(MIXED);
    bench.update(1, 1L, "b", "wide", 1L);
    bench.setting.crm.writeHidden(tx -> tx.update(TABLE, Key.of(1L), 1L, "!", "new", 1L));
    bench.apply(MIXED);
    assertThat(bench.rows(MIXED)).containsExactly("[1, a/wide]");
    assertThat(bench.parked(MIXED)).containsExactly("1 " + BY_MAPPING);
  }

  @Test
  void nor_does_it_supersede_it_when_a_part_had_no_row_to_update() {
    bench.setting.target.forbid(CONTACT, "email", "a");
    bench.insert(1, "a", "wide");
    bench.apply(CONTACT);
    bench.update(1, 1L, "b", "wide", 1L);
    bench.setting.crm.writeHidden(tx -> tx.update(TABLE, Key.of(1L), 1L, "!", "new", 1L));
    bench.apply(CONTACT);
    assertThat(bench.rows(CONTACT)).isEmpty();
    assertThat(bench.parked(CONTACT)).startsWith("1 " + BY_MAPPING);
  }

  @Test
  void what_the_target_refuses_is_no_newer_than_what_was_refused_after_it() {
    bench.insert(1, "too long for it", "x");
    bench.update(1, 1L, "!", "y", 1L);
    bench.apply(CONTACT);
    assertThat(bench.parked(CONTACT)).containsExactly("1 " + BY_MAPPING);
  }

  @Test
  void a_row_read_again_under_a_new_key_leaves_nothing_parked_under_its_old_one() {
    bench.insert(1, "!", "wide");
    bench.apply(MIXED);
    bench.update(1, 2L, "b", "wide", 1L);
    bench.apply(MIXED);
    assertThat(bench.rows(MIXED)).containsExactly("[2, b/wide]");
    assertThat(bench.parked(MIXED)).isEmpty();
  }

  @Test
  void a_delete_of_a_key_that_the_log_garbles_is_parked() {
    Unreadable key = new Unreadable("an array with no dimension");
    bench.insert(1, "a", "x");
    bench.apply(CONTACT);
    bench.setting.crm.writeRaw(
        new Change(
            TABLE,
            Op.DELETE,
            new Object[] {key, Unavailable.VALUE, Unavailable.VALUE, Unavailable.VALUE},
            null,
            Position.START));
    bench.apply(CONTACT);
    assertThat(bench.rows(CONTACT)).containsExactly("[1, a, x]");
    assertThat(bench.items(CONTACT))
        .singleElement()
        .satisfies(item -> assertThat(item.op()).isEqualTo(Op.DELETE))
        .satisfies(item -> assertThat(item.code()).isEqualTo(BY_MAPPING));
  }

  @Test
  void a_row_without_key_that_goes_away_leaves_quarantine_copy_by_copy() {
    bench.setting.target.forbid(EVENT, "kind", "bad");
    bench.event(1, "bad");
    bench.event(1, "bad");
    bench.event(2, "!");
    bench.event(2, "!");
    bench.event(3, "fine");
    bench.apply(EVENT);
    assertThat(bench.items(EVENT)).hasSize(4);
    bench.removeEvent(1, "bad");
    bench.removeEvent(2, "!");
    bench.removeEvent(3, "fine");
    bench.apply(EVENT);
    assertThat(bench.rows(EVENT)).isEmpty();
    assertThat(bench.parked(EVENT)).containsExactlyInAnyOrder("- " + BY_MAPPING, "- " + BY_TARGET);
    bench.removeEvent(1, "bad");
    bench.removeEvent(2, "!");
    bench.apply(EVENT);
    assertThat(bench.parked(EVENT)).isEmpty();
  }

  @Test
  void truncate_supersedes_rows_with_and_without_key() {
    bench.setting.target.forbid(EVENT, "kind", "bad");
    bench.event(1, "bad");
    bench.event(2, "!");
    bench.apply(EVENT);
    bench.event(1, "bad");
    bench.truncateEvents();
    bench.event(3, "!");
    bench.apply(EVENT);
    assertThat(bench.items(EVENT))
        .singleElement()
        .satisfies(item -> assertThat(item.payload()).contains("\"seq\":\"3\""));
  }
}
