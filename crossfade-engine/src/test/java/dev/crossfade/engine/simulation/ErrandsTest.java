package dev.crossfade.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.change.Op;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.schema.Key;
import dev.crossfade.engine.Mappings;
import dev.crossfade.engine.replay.Corrections;
import dev.crossfade.engine.replay.Errands;
import dev.crossfade.mapping.CompiledMigration;
import dev.crossfade.spi.target.Applier;
import dev.crossfade.spi.target.Correction;
import dev.crossfade.spi.target.ParkedChange;
import dev.crossfade.spi.target.QuarantineItem;
import dev.crossfade.spi.target.Replay;
import dev.crossfade.spi.target.StreamSession;
import dev.crossfade.spi.target.StreamState;
import dev.crossfade.testkit.fault.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Parked rows are written again behind a stream: as their sources have them, once, or not yet. */
class ErrandsTest extends ParkedRows {

  @Test
  void a_row_is_written_as_its_source_has_it_even_if_the_stream_does_not_know_that_yet() {
    bench.update(2, 2L, "now", "x", 1L);

    Replay replay = replay();

    assertThat(replay.state()).isEqualTo(Replay.State.DONE);
    assertThat(replay.passed()).isEqualTo(1);
    assertThat(replay.refused()).isEqualTo(1);
    assertThat(bench.rows(ENTITY)).containsExactly("[1, a, x]", "[2, now, x]");
    assertThat(bench.parked(ENTITY)).containsExactly("3 CF-1999");
    bench.apply(ENTITY);
    assertThat(bench.rows(ENTITY)).containsExactly("[1, a, x]", "[2, now, x]");
  }

  @Test
  void what_its_source_has_deleted_does_not_come_back() {
    bench.delete(2);

    Replay replay = replay();

    assertThat(replay.absent()).isEqualTo(1);
    assertThat(bench.rows(ENTITY)).containsExactly("[1, a, x]");
    assertThat(bench.parked(ENTITY)).hasSize(2);
    bench.apply(ENTITY);
    assertThat(bench.parked(ENTITY)).containsExactly("3 CF-1999");
  }

  @Test
  void what_left_its_entity_meanwhile_is_closed() {
    bench.update(2, 2L, "!b", "x", 0L);
    replay();
    assertThat(bench.parked(ENTITY)).containsExactly("3 CF-1999");
    assertThat(bench.rows(ENTITY)).containsExactly("[1, a, x]");
  }

  @Test
  void a_corrected_value_counts_only_while_its_source_shows_it() {
    Replay replay = replay(new Correction(0, "id=2", "email", "!b", "ok"));

    assertThat(replay.passed()).isEqualTo(1);
    assertThat(bench.rows(ENTITY)).containsExactly("[1, a, x]", "[2, ok, x]");
    bench.mapBy(mappings);
    bench.update(2, 2L, "!b", "y", 1L);
    bench.apply(ENTITY);
    assertThat(bench.rows(ENTITY)).containsExactly("[1, a, x]", "[2, ok, y]");
    bench.update(2, 2L, "!d", "y", 1L);
    bench.apply(ENTITY);
    assertThat(bench.parked(ENTITY)).containsExactly("2 CF-1999", "3 CF-1999");
  }

  @Test
  void a_new_mapping_is_refused_until_somebody_adopts_it() {
    assertThatThrownBy(() -> Mappings.load(MILDER, bench.setting.target))
        .hasMessageContaining("not the one its history was loaded with");
    bench.setting.target.acts().adopt("other", "ann", "");
    assertThatThrownBy(() -> Mappings.load(MILDER, bench.setting.target))
        .hasMessageContaining("not the one its history was loaded with");
  }

  @ParameterizedTest
  @EnumSource(names = {"NOT_DONE", "ACK_LOST", "REQUEST_LOST", "CRASH_AFTER"})
  void all_rows_of_a_new_mapping_are_renewed_once_whatever_happens(Fault fault) {
    bench.update(1, 1L, "later", "x", 1L);
    bench.setting.target.acts().adopt("milder", "ann", "");
    mappings = Mappings.load(MILDER, bench.setting.target);

    bench.setting.fail("applier.commit", fault.ordinal() % 3, fault);
    work();

    assertThat(bench.rows(ENTITY)).containsExactly("[1, LATER, x]", "[2, B, x]", "[3, C, x]");
    assertThat(bench.rows("event")).containsExactly("[7, SEEN, bio]", "[8, seen, bio]");
    assertThat(bench.setting.target.quarantine().open()).isZero();
    assertThat(Mappings.load(MILDER, bench.setting.target).renewed()).isEmpty();
    assertThatThrownBy(() -> Mappings.load(Company.COMPILED, bench.setting.target))
        .isInstanceOf(ProblemException.class);
  }

  @ParameterizedTest
  @EnumSource(names = {"NOT_DONE", "ACK_LOST", "REQUEST_LOST", "CRASH_AFTER"})
  void rows_are_replayed_once_whatever_happens(Fault fault) {
    List<Correction> fixes = new ArrayList<>();
    for (long id = 2; id < 4; id++) {
      fixes.add(new Correction(0, "id=" + id, "email", id == 2 ? "!b" : "!c", "ok" + id));
    }
    bench.setting.fail("applier.commit", 0, fault);

    Replay replay = replay(fixes.toArray(Correction[]::new));

    assertThat(replay.state()).isEqualTo(Replay.State.DONE);
    assertThat(replay.passed()).isEqualTo(2);
    assertThat(bench.rows(ENTITY)).containsExactly("[1, a, x]", "[2, ok2, x]", "[3, ok3, x]");
    assertThat(bench.parked(ENTITY)).isEmpty();
  }

  @Test
  void what_a_process_before_applied_is_waited_for_until_its_source_shows_it() {
    bench.setting.crm.writeHidden(
        tx -> tx.update(Company.CONTACT, Key.of(1L), 1L, "newer", "x", 1L));
    bench.apply(ENTITY);
    bench.setting.target.acts().adopt("milder", "ann", "");
    mappings = Mappings.load(MILDER, bench.setting.target);

    work();
    assertThat(bench.rows(ENTITY)).contains("[1, newer, x]");

    bench.setting.crm.settle();
    work();
    assertThat(bench.rows(ENTITY)).contains("[1, NEWER, x]");
  }

  @Test
  void no_row_is_left_out_of_a_renewal_that_failed_on_the_way() {
    bench.setting.target.acts().adopt("milder", "ann", "");
    mappings = Mappings.load(MILDER, bench.setting.target);
    AtomicLong clock = new AtomicLong();
    bench.setting.fail("crm.read", 0, Fault.UNREACHABLE);
    try (Errands errands = errands(clock::get);
        Applier applier = bench.setting.target.openApplier("crm")) {
      StreamState state = applier.own("topic-1", 0);
      errands.step(applier, state);
      assertThat(errands.hindrance()).isPresent();
      for (int i = 0; i < 20; i++) {
        clock.addAndGet(60_000_000_000L);
        errands.step(applier, state);
      }
      assertThat(errands.hindrance()).isEmpty();
    }
    assertThat(bench.rows(ENTITY)).containsExactly("[1, A, x]", "[2, B, x]", "[3, C, x]");
    assertThat(Mappings.load(MILDER, bench.setting.target).renewed()).isEmpty();
  }

  @Test
  void a_commit_that_was_refused_leaves_no_range_out() {
    bench.setting.target.acts().adopt("milder", "ann", "");
    mappings = Mappings.load(MILDER, bench.setting.target);
    AtomicLong clock = new AtomicLong();
    bench.setting.fail("applier.commit", 0, Fault.NOT_DONE);
    try (Errands errands = errands(clock::get);
        Applier applier = bench.setting.target.openApplier("crm")) {
      StreamState state = applier.own("topic-1", 0);
      assertThatThrownBy(() -> errands.step(applier, state)).isInstanceOf(ProblemException.class);
      for (int i = 0; i < 20; i++) {
        errands.step(applier, state);
        clock.addAndGet(60_000_000_000L);
      }
    }
    assertThat(bench.rows(ENTITY)).containsExactly("[1, A, x]", "[2, B, x]", "[3, C, x]");
  }

  @Test
  void rows_that_nobody_maps_any_more_stay_parked_and_hold_up_nobody() {
    mappings =
        Mappings.known(
            new CompiledMigration(List.of(Company.MIXED, Company.EVENT_LOG), "fewer"),
            bench.setting.target.progress(),
            Corrections.of(List.of()));
    Replay replay = replay();

    assertThat(replay.state()).isEqualTo(Replay.State.DONE);
    assertThat(replay.refused()).isEqualTo(2);
    assertThat(bench.parked(ENTITY)).hasSize(2);
  }

  @Test
  void an_item_without_target_key_is_closed_by_itself_and_not_by_its_name() {
    QuarantineItem one = nameless("other", "4");
    QuarantineItem other = nameless("crm", "4");
    bench.insert(4, "d", "x");
    assertThat(one.id()).isLessThan(other.id());

    replay();

    assertThat(bench.setting.target.quarantine().withoutKey(ENTITY))
        .extracting(QuarantineItem::id)
        .containsExactly(one.id());
  }

  /** A row of some source whose target key was not known when it was parked. */
  private QuarantineItem nameless(String source, String id) {
    ParkedChange like = bench.items(ENTITY).get(0);
    try (Applier applier = bench.setting.target.openApplier(source)) {
      StreamState state = applier.own("topic-1", 0);
      try (StreamSession session = applier.begin(state, state, "v1")) {
        session.park(
            List.of(
                new ParkedChange(
                    ENTITY,
                    like.mapping(),
                    source,
                    null,
                    "id=" + id,
                    Op.INSERT,
                    null,
                    "CF-1999",
                    "key",
                    "no key",
                    "{\"target\":{}}",
                    "v1")));
        session.commit(1);
      }
    }
    return bench.setting.target.quarantine().withoutKey(ENTITY).get(0);
  }
}
