package dev.crossfade.engine.reverse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.problem.Outcome;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.engine.EngineProblem;
import dev.crossfade.spi.source.CaptureStatus;
import dev.crossfade.spi.target.ProgressStore;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Rows that are taken back before anybody needs it. */
class SentinelsTest {

  private final ReturnBench bench = new ReturnBench();

  private void source(long id, String name) {
    bench.crm.write(tx -> tx.insert(ReturnBench.CONTACT, id, name));
  }

  private String armed() {
    Outcome<String> end = bench.arm();
    assertThat(end).isInstanceOf(Outcome.Done.class);
    return ((Outcome.Done<String>) end).value();
  }

  @Test
  void rows_are_written_and_nothing_of_it_is_left() {
    source(1, "one");
    source(2, "two");
    bench.published(new Object[] {1L, "one"}, new Object[] {2L, "two"});
    int before = bench.crm.history().size();
    assertThat(armed())
        .endsWith(
            "2 sentinel rows in 1 tables; none in public.ad (no sentinel: the table is empty)");
    assertThat(bench.crm.history()).hasSize(before);
    assertThat(bench.crm.rows(ReturnBench.CONTACT)).hasSize(2);
    assertThat(bench.crmLegacy.state()).isEmpty();
    assertThat(bench.progress.fact(ProgressStore.RETURN_SENTINELS).orElse(""))
        .startsWith("2 sentinel rows");
    bench.back.retire();
    assertThat(bench.progress.fact(ProgressStore.RETURN_SENTINELS)).contains("");
  }

  @Test
  void a_row_that_differs_for_good_ends_it_before_anything_is_captured() {
    source(471234, "one");
    bench.published(new Object[] {471234L, "another"});
    assertThatThrownBy(this::looks)
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problem().code()).isEqualTo(EngineProblem.SENTINEL_DIFFERS);
              assertThat(e.problem().render())
                  .contains("id=***34 of table public.contact")
                  .contains("differ in name")
                  .doesNotContain("4712")
                  .doesNotContain("another");
            });
    assertThat(bench.capture.status().state()).isNotEqualTo(CaptureStatus.State.RUNNING);
    assertThat(bench.progress.fact(ProgressStore.RETURN_ARMED)).isEmpty();
  }

  private void looks() {
    for (int i = 0; i < 8; i++) {
      assertThat(bench.back.arm()).isNull();
      bench.caughtUp();
    }
  }

  @Test
  void a_table_whose_turn_does_not_come_in_time_goes_without() {
    source(1, "new already");
    bench.published(new Object[] {1L, "old"});
    assertThat(bench.back.arm()).as("nothing is published").isNull();
    bench.clock.advance(Duration.ofMinutes(3));
    assertThat(armed()).contains("public.contact (no sentinel: its turn did not come in time)");
  }

  @Test
  void a_row_whose_change_is_under_way_is_looked_at_again() {
    source(1, "new already");
    bench.published(new Object[] {1L, "old"});
    for (int i = 0; i < 8; i++) {
      assertThat(bench.back.arm()).as("nothing is published").isNull();
    }
    bench.published(new Object[] {1L, "new already"});
    bench.caughtUp();
    assertThat(armed()).contains("1 sentinel rows in 1 tables");
  }

  @Test
  void a_row_that_never_rests_is_not_accused() {
    source(1, "x");
    Outcome<String> end = null;
    for (int i = 0; i < 20 && end == null; i++) {
      bench.published(new Object[] {1L, "v" + i});
      end = bench.back.arm();
      bench.caughtUp();
    }
    assertThat(end)
        .isInstanceOfSatisfying(
            Outcome.Done.class,
            done ->
                assertThat(String.valueOf(done.value()))
                    .contains("(no sentinel: no row that was looked at was at rest)"));
  }

  @Test
  void a_table_where_something_would_last_is_left_alone_and_named() {
    source(1, "one");
    bench.published(new Object[] {1L, "another"});
    bench.crmLegacy.lasts(ReturnBench.CONTACT, "a trigger fires there");
    assertThat(armed())
        .contains("0 sentinel rows in 0 tables")
        .contains("none in public.contact (no sentinel: a trigger fires there)");
  }

  @Test
  void a_row_that_somebody_holds_gives_way_to_another() {
    source(1, "one");
    source(2, "two");
    bench.published(new Object[] {1L, "one"}, new Object[] {2L, "two"});
    bench.heldByOthers = 1;
    assertThat(armed()).contains("2 sentinel rows in 1 tables");
  }
}
