package dev.crossfade.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.Unreadable;
import dev.crossfade.engine.EngineProblem;
import dev.crossfade.engine.simulation.Bench;
import dev.crossfade.spi.target.ParkedChange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * {@code active_contact} copies the wide column {@code bio}; the mapping refuses e-mails that start
 * with an exclamation mark, the target those longer than six. {@code mixed_contact} joins e-mail
 * and bio in one value.
 */
class ChangeApplierTest {

  private static final TableId TABLE = new TableId("public", "contact");
  private static final String CONTACT = "active_contact";
  private static final String MIXED = "mixed_contact";
  private static final String BY_TARGET = EngineProblem.ROW_REFUSED.text();
  private static final String BY_MAPPING = "CF-1999";

  private Bench bench;

  @BeforeEach
  void company() throws InterruptedException {
    bench = new Bench();
  }

  @Test
  void a_row_the_mapping_refuses_is_parked_and_the_rest_flows() {
    bench.insert(1, "!", "x");
    bench.insert(2, "b", "y");
    bench.apply(CONTACT);
    assertThat(bench.rows(CONTACT)).containsExactly("[2, b, y]");
    assertThat(bench.parked(CONTACT)).containsExactly("1 " + BY_MAPPING);
  }

  @Test
  void a_refused_row_that_keeps_changing_is_parked_once() {
    bench.insert(1, "!", "x");
    bench.insert(2, "too long for it", "x");
    for (int i = 0; i < 20; i++) {
      bench.update(1, 1L, "!" + i, i % 2 == 0 ? "x" : "y" + i, 1L);
      bench.update(2, 2L, "too long as ever", "y" + i, 1L);
      if (i % 3 == 0) {
        bench.apply(CONTACT);
      }
    }
    bench.apply(CONTACT);
    assertThat(bench.items(CONTACT))
        .extracting(ParkedChange::payload)
        .containsExactlyInAnyOrder(
            "{\"source\":{\"id\":\"1\",\"email\":\"!19\",\"bio\":\"y19\",\"active\":\"1\"}}",
            "{\"target\":{\"id\":\"2\",\"email\":\"too long as ever\",\"bio\":\"y19\"}}");
  }

  @Test
  void an_incomplete_change_of_a_parked_row_is_completed_from_its_source() {
    bench.insert(1, "a", "x");
    bench.apply(CONTACT);
    bench.update(1, 1L, "!", "x", 1L);
    bench.apply(CONTACT);
    assertThat(bench.rows(CONTACT)).containsExactly("[1, a, x]");
    bench.update(1, 1L, "c", "x", 1L);
    bench.apply(CONTACT);
    assertThat(bench.rows(CONTACT)).containsExactly("[1, c, x]");
    assertThat(bench.parked(CONTACT)).isEmpty();
  }

  @Test
  void a_complete_image_that_passes_supersedes_what_is_parked() {
    bench.insert(1, "!", "x");
    bench.apply(CONTACT);
    bench.update(1, 1L, "c", "new", 1L);
    bench.update(1, 1L, "d", "new", 1L);
    bench.apply(CONTACT);
    assertThat(bench.rows(CONTACT)).containsExactly("[1, d, new]");
    assertThat(bench.parked(CONTACT)).isEmpty();
  }

  @Test
  void parked_and_superseded_within_one_batch_keep_their_order() {
    bench.insert(1, "!", "x");
    bench.update(1, 1L, "c", "new", 1L);
    bench.update(1, 1L, "!", "newer", 1L);
    bench.apply(CONTACT);
    assertThat(bench.rows(CONTACT)).containsExactly("[1, c, new]");
    assertThat(bench.parked(CONTACT)).containsExactly("1 " + BY_MAPPING);
  }

  @Test
  void a_delete_supersedes_what_is_parked() {
    bench.insert(1, "a", "x");
    bench.update(1, 1L, "!", "x", 1L);
    bench.apply(CONTACT);
    assertThat(bench.parked(CONTACT)).hasSize(1);
    bench.delete(1);
    bench.apply(CONTACT);
    assertThat(bench.rows(CONTACT)).isEmpty();
    assertThat(bench.parked(CONTACT)).isEmpty();
  }

  @Test
  void parking_follows_a_row_whose_key_moves() {
    bench.insert(1, "a", "x");
    bench.apply(CONTACT);
    bench.update(1, 1L, "!", "x", 1L);
    bench.update(1, 2L, "!", "x", 1L);
    bench.update(2, 3L, "ok", "x", 1L);
    bench.apply(CONTACT);
    assertThat(bench.rows(CONTACT)).containsExactly("[3, ok, x]");
    assertThat(bench.parked(CONTACT)).isEmpty();
    bench.insert(1, "new", "y");
    bench.apply(CONTACT);
    assertThat(bench.rows(CONTACT)).containsExactly("[1, new, y]", "[3, ok, x]");
  }

  @Test
  void a_row_the_target_refuses_is_found_among_many() {
    for (long id = 0; id < 40; id++) {
      bench.insert(id, id % 13 == 7 ? "too long for it" : "e" + id, "x");
    }
    bench.apply(CONTACT);
    assertThat(bench.rows(CONTACT)).hasSize(37);
    assertThat(bench.parked(CONTACT))
        .containsExactlyInAnyOrder("7 " + BY_TARGET, "20 " + BY_TARGET, "33 " + BY_TARGET);
  }

  @Test
  void a_row_that_leaves_the_filter_is_deleted_and_one_that_enters_is_read_again() {
    bench.insert(1, "a", "wide");
    bench.apply(CONTACT);
    bench.update(1, 1L, "a", "wide", 0L);
    bench.apply(CONTACT);
    assertThat(bench.rows(CONTACT)).isEmpty();
    bench.update(1, 1L, "b", "wide", 1L);
    bench.apply(CONTACT);
    assertThat(bench.rows(CONTACT)).containsExactly("[1, b, wide]");
  }

  @Test
  void a_value_of_several_columns_is_read_again_as_of_now() {
    bench.insert(1, "a", "wide");
    bench.apply(MIXED);
    bench.update(1, 1L, "b", "wide", 1L);
    bench.apply(MIXED);
    assertThat(bench.rows(MIXED)).containsExactly("[1, b/wide]");
  }

  @Test
  void a_row_that_is_gone_when_read_again_waits_for_its_delete() {
    bench.insert(1, "a", "wide");
    bench.apply(MIXED);
    bench.update(1, 1L, "b", "wide", 1L);
    bench.delete(1);
    bench.apply(MIXED);
    assertThat(bench.rows(MIXED)).isEmpty();
    assertThat(bench.parked(MIXED)).isEmpty();
  }

  @Test
  void a_row_read_again_may_be_refused_and_may_pass_later() {
    bench.insert(1, "a", "wide");
    bench.apply(MIXED);
    bench.update(1, 1L, "!", "wide", 1L);
    bench.apply(MIXED);
    assertThat(bench.parked(MIXED)).containsExactly("1 " + BY_MAPPING);
    bench.update(1, 1L, "c", "wide", 1L);
    bench.apply(MIXED);
    assertThat(bench.rows(MIXED)).containsExactly("[1, c/wide]");
    assertThat(bench.parked(MIXED)).isEmpty();
  }

  @Test
  void an_unreadable_value_matters_only_where_it_is_mapped() {
    Unreadable flag = new Unreadable("a flag that is none");
    bench.setting.crm.write(tx -> tx.insert(TABLE, 1L, "a", "x", flag));
    bench.setting.crm.write(tx -> tx.insert(TABLE, 2L, flag, "x", 1L));
    bench.apply(MIXED);
    assertThat(bench.rows(MIXED)).containsExactly("[1, a/x]");
    assertThat(bench.parked(MIXED)).containsExactly("2 " + BY_MAPPING);
    assertThat(bench.items(MIXED).get(0).payload())
        .isEqualTo(
            "{\"source\":{\"id\":\"2\",\"email\":{\"unreadable\":\"a flag that is none\"},"
                + "\"bio\":\"x\",\"active\":\"1\"}}");
  }

  @Test
  void a_value_that_only_the_log_garbles_is_read_from_its_source() {
    bench.insert(1, "a", "x");
    bench.apply(CONTACT);
    bench.setting.garbled(1L, "b");
    bench.apply(CONTACT);
    assertThat(bench.rows(CONTACT)).containsExactly("[1, b, x]");
    assertThat(bench.parked(CONTACT)).isEmpty();
  }

  @Test
  void a_row_whose_key_becomes_unreadable_leaves_its_old_key_and_is_parked_without() {
    Unreadable key = new Unreadable("a number that is none");
    bench.insert(1, "a", "x");
    bench.insert(2, "b", "y");
    bench.apply(CONTACT);
    bench.update(1, key, "c", "x", 1L);
    bench.apply(CONTACT);
    assertThat(bench.rows(CONTACT)).containsExactly("[2, b, y]");
    assertThat(bench.parked(CONTACT)).containsExactly("- " + BY_MAPPING);
    assertThat(bench.items(CONTACT).get(0).sourceKeyText()).isEmpty();
    bench.setting.crm.write(tx -> tx.update(TABLE, Key.of(key), 3L, "d", "x", 1L));
    bench.apply(CONTACT);
    assertThat(bench.rows(CONTACT)).containsExactly("[2, b, y]", "[3, d, x]");
  }

  @Test
  void the_payload_says_which_row_it_is() {
    bench.insert(1, "!", "x");
    bench.insert(2, "too long for it", "x");
    bench.apply(CONTACT);
    assertThat(bench.items(CONTACT))
        .extracting(ParkedChange::payload)
        .containsExactlyInAnyOrder(
            "{\"source\":{\"id\":\"1\",\"email\":\"!\",\"bio\":\"x\",\"active\":\"1\"}}",
            "{\"target\":{\"id\":\"2\",\"email\":\"too long for it\",\"bio\":\"x\"}}");
  }

  @Test
  void nothing_is_read_again_before_the_change_is_visible() {
    bench.insert(1, "a", "wide");
    bench.apply(MIXED);
    bench.setting.crm.writeHidden(tx -> tx.update(TABLE, Key.of(1L), 1L, "b", "wide", 1L));
    assertThatThrownBy(() -> bench.apply(MIXED))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().code()).isEqualTo(EngineProblem.NOT_YET_VISIBLE));
    assertThat(bench.rows(MIXED)).containsExactly("[1, a/wide]");
  }

  @Test
  void large_rows_that_have_to_be_read_again_are_read_a_few_at_a_time() {
    String wide = "x".repeat(9_000_000);
    for (long id = 1; id <= 5; id++) {
      bench.insert(id, "a", wide);
    }
    bench.apply(MIXED);
    for (long id = 1; id <= 5; id++) {
      bench.update(id, id, "b" + id, wide, 1L);
    }
    bench.apply(MIXED);

    assertThat(bench.rows(MIXED))
        .extracting(row -> row.substring(0, 8))
        .containsExactly("[1, b1/x", "[2, b2/x", "[3, b3/x", "[4, b4/x", "[5, b5/x");
  }
}
