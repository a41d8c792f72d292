package dev.crossfade.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.schema.Key;
import dev.crossfade.engine.Mappings;
import dev.crossfade.engine.replay.Corrections;
import dev.crossfade.engine.replay.Fixes;
import dev.crossfade.mapping.CompiledMigration;
import dev.crossfade.mapping.Refusal;
import dev.crossfade.mapping.RowResult;
import dev.crossfade.spi.target.Correction;
import dev.crossfade.spi.target.QuarantineItem;
import dev.crossfade.spi.target.Repair;
import dev.crossfade.spi.target.Repairs.Part;
import dev.crossfade.spi.target.Selection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What people decided about parked rows holds in every process, and under other rules. */
class DecidedRowsTest extends ParkedRows {

  @Test
  void a_correction_counts_in_a_process_that_had_begun_before_it_was_made() {
    Mappings other = Mappings.load(Company.COMPILED, bench.setting.target);
    replay(new Correction(0, "id=2", "email", "!b", "ok"));
    assertThat(bench.parked(ENTITY)).containsExactly("3 CF-1999");

    mappings = other;
    long act =
        bench
            .setting
            .target
            .repairs()
            .ask(ENTITY, List.of(), List.of(new Part("crm", 0)), "ann", "")
            .id();
    work();

    assertThat(bench.setting.target.repairs().parts(act))
        .extracting(Repair::state)
        .containsOnly(Repair.State.DONE);
    assertThat(bench.parked(ENTITY)).containsExactly("3 CF-1999");
    assertThat(bench.rows(ENTITY)).containsExactly("[1, a, x]", "[2, ok, x]");
  }

  @Test
  void who_only_compares_learns_of_corrections_within_a_second() {
    AtomicLong clock = new AtomicLong();
    Mappings compared =
        Mappings.known(
            Company.COMPILED,
            bench.setting.target.progress(),
            Corrections.follow(bench.setting.target.acts(), clock::get));
    Object[] refused = {2L, "!b", "x", 1L};
    replay(new Correction(0, "id=2", "email", "!b", "ok"));
    assertThat(compared.byNumber(0).mapping().apply(refused, new Object[3]))
        .isInstanceOf(Refusal.class);

    clock.addAndGet(1_000_000_000L);

    Object[] row = new Object[3];
    assertThat(compared.byNumber(0).mapping().apply(refused, row)).isEqualTo(RowResult.MAPPED);
    assertThat(row).containsExactly(2L, "ok", "x");
  }

  @Test
  void a_value_with_a_nul_can_be_corrected() {
    bench.insert(4, "!\0d", "x");
    bench.apply(ENTITY);
    Fixes fixes = new Fixes(mappings, bench.setting.target.quarantine());
    fixes.correct(new Selection(ENTITY, null, null, "id=4"), Map.of("email", Optional.of("fixed")));

    assertThat(fixes.corrections()).extracting(Correction::before).containsExactly("!\u2400d");
    replay(fixes.corrections().toArray(Correction[]::new));
    assertThat(bench.rows(ENTITY)).contains("[4, fixed, x]");
  }

  private void discard(String row) {
    Selection what = new Selection(ENTITY, null, null, row);
    assertThat(bench.setting.target.acts().discard(what, "ann", "a test").rows()).isEqualTo(1);
  }

  private void renewBy(CompiledMigration others) {
    bench.setting.target.acts().adopt(others.version(), "ann", "");
    mappings = Mappings.load(others, bench.setting.target);
    work();
    assertThat(Mappings.load(others, bench.setting.target).renewed()).isEmpty();
    bench.mapBy(mappings);
  }

  private List<QuarantineItem> known(long id) {
    return bench.setting.target.quarantine().parked(ENTITY, List.of(Key.of(id)));
  }

  @Test
  void other_rules_do_not_write_what_was_discarded_until_the_row_itself_changes() {
    discard("id=2");

    renewBy(MILDER);

    assertThat(bench.rows(ENTITY)).containsExactly("[1, A, x]", "[3, C, x]");
    assertThat(known(2)).extracting(QuarantineItem::discarded).containsExactly(true);
    bench.update(2, 2L, "!b", "y", 1L);
    bench.apply(ENTITY);
    assertThat(bench.rows(ENTITY)).containsExactly("[1, A, x]", "[2, B, y]", "[3, C, x]");
    assertThat(known(2)).isEmpty();
  }

  @Test
  void other_rules_do_not_park_again_what_was_discarded_until_the_row_itself_changes() {
    discard("id=2");

    renewBy(LOUDER);

    assertThat(bench.rows(ENTITY)).containsExactly("[1, a, X]");
    assertThat(bench.parked(ENTITY)).containsExactly("3 CF-1999");
    assertThat(known(2)).extracting(QuarantineItem::discarded).containsExactly(true);
    bench.update(2, 2L, "!b", "y", 1L);
    bench.apply(ENTITY);
    assertThat(bench.parked(ENTITY)).containsExactly("2 CF-1999", "3 CF-1999");
  }

  @Test
  void what_was_discarded_and_leaves_its_entity_by_other_rules_is_closed() {
    discard("id=2");
    bench.update(2, 2L, "!b", "x", 0L);

    renewBy(LOUDER);

    assertThat(known(2)).isEmpty();
    assertThat(bench.rows(ENTITY)).containsExactly("[1, a, X]");
  }
}
