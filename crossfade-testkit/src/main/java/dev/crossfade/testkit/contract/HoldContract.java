package dev.crossfade.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.change.Change;
import dev.crossfade.core.change.Op;
import dev.crossfade.core.change.Position;
import dev.crossfade.core.change.RawImage;
import dev.crossfade.core.schema.Alterations;
import dev.crossfade.core.schema.Alterations.Cause;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.spi.target.HeldTable;
import dev.crossfade.spi.target.HeldTable.State;
import dev.crossfade.spi.target.KeptChange;
import dev.crossfade.spi.target.ProgressStore;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every target must do with source tables that are held. */
public abstract class HoldContract extends ParkingContract {

  private static final TableId TABLE = TargetKit.sourceTable().id();
  private static final TableId OTHER = TargetKit.keylessTable().id();

  private static KeptChange change(TableId table, long number, String after) {
    return new KeptChange(
        new Change(table, Op.UPDATE, raw("{\"id\":1}"), raw(after), TargetKit.at(number)), number);
  }

  private static @Nullable Object[] raw(String text) {
    return new @Nullable Object[] {new RawImage(text)};
  }

  private static Alterations said(String text) {
    return new Alterations(Set.of(Cause.RETYPED), text);
  }

  private static HeldTable held(long since) {
    return new HeldTable("crm", TABLE, State.HELD, TargetKit.at(since), THEN, said("altered"));
  }

  private HeldTable only() {
    assertThat(target.holds().all()).hasSize(1);
    return target.holds().all().get(0);
  }

  private HeldTable of(String source) {
    return target.holds().all().stream()
        .filter(each -> each.source().equals(source))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void a_table_is_not_released_for_what_nobody_decided_about() {
    people();
    target.holds().want("crm", TABLE, said("looks altered"));
    HeldTable wanted = only();
    target.holds().want("crm", TABLE, said("again"));
    assertThat(target.holds().release(wanted, "")).isFalse();
    assertThat(only().state()).isEqualTo(State.WANTED);
    apply(session -> session.holdTable(held(4)));
    assertThat(target.holds().release(wanted, "v2")).isFalse();
    assertThat(only().state()).isEqualTo(State.HELD);
    assertThat(target.holds().release(only(), "v2")).isTrue();
    assertThat(only().state()).isEqualTo(State.RELEASED);
    apply(session -> session.letGo(TABLE, Set.of(TargetKit.KEYED)));
    assertThat(target.holds().release(wanted, "v2")).isFalse();
  }

  /** Both looked at the same; the second knows nothing of what the first decided. */
  @Test
  void nobody_releases_over_what_somebody_else_decided_meanwhile() {
    people();
    apply(session -> session.holdTable(held(4)));
    HeldTable seen = only();
    assertThat(target.holds().release(seen, "v2")).isTrue();
    assertThat(target.holds().release(seen, "v3")).isFalse();
    assertThat(only().version()).isEqualTo("v2");
    assertThat(target.holds().release(seen, "v2")).as("begun again").isTrue();
    assertThat(target.holds().release(only(), "v3")).as("decided again").isTrue();
    assertThat(only().version()).isEqualTo("v3");
  }

  @Test
  void what_was_decided_again_does_not_count_for_what_is_held_anew() {
    people();
    target.holds().want("crm", TABLE, Alterations.ANEW);
    apply(session -> session.holdTable(held(4)));
    assertThat(target.holds().release(only(), "v2")).isTrue();
    HeldTable decided = only();
    target.holds().want("crm", TABLE, Alterations.ANEW);
    assertThat(only().state()).isEqualTo(State.HELD);
    assertThat(only().why()).isEqualTo(decided.why());
    assertThat(target.holds().release(decided, "v2")).isFalse();
    assertThat(only().state()).isEqualTo(State.HELD);
  }

  @Test
  void what_is_kept_comes_out_in_order_and_once() {
    people();
    apply(
        session -> {
          session.holdTable(held(4));
          session.keep(List.of(change(TABLE, 5, "{\"a\":\"é\\u0000\"}"), change(OTHER, 6, "{}")));
        });
    apply(session -> session.keep(List.of(change(TABLE, 7, "{\"b\":2}"), change(TABLE, 8, ""))));

    assertThat(target.holds().kept("crm", TABLE)).isEqualTo(3);
    assertThat(target.holds().kept("ads", TABLE)).isZero();
    apply(
        session -> {
          List<KeptChange> taken = session.takeKept(TABLE, 2, 1_000);
          assertThat(texts(taken)).containsExactly("{\"a\":\"é\\u0000\"}", "{\"b\":2}");
          assertThat(taken.get(1).change().position()).isEqualTo(TargetKit.at(7));
          assertThat(taken.get(1).change().op()).isEqualTo(Op.UPDATE);
          assertThat(Change.rawText(taken.get(1).change().before())).isEqualTo("{\"id\":1}");
          assertThat(taken.get(1).transaction()).isEqualTo(7);
        });
    apply(session -> assertThat(texts(session.takeKept(TABLE, 9, 1_000))).containsExactly(""));
    apply(session -> assertThat(session.takeKept(TABLE, 9, 1_000)).isEmpty());
    assertThat(target.holds().kept("crm", OTHER)).isEqualTo(1);
  }

  private static List<@Nullable String> texts(List<KeptChange> changes) {
    return changes.stream().map(each -> Change.rawText(each.change().after())).toList();
  }

  @Test
  void one_change_is_taken_however_heavy_it_is() {
    people();
    apply(session -> session.keep(List.of(change(TABLE, 5, "abcd"), change(TABLE, 6, "e"))));
    apply(session -> assertThat(session.takeKept(TABLE, 9, 1)).hasSize(1));
  }

  @Test
  void what_is_taken_and_not_committed_is_still_there() {
    people();
    apply(session -> session.keep(List.of(change(TABLE, 5, "{}"))));
    try (var applier = target.openApplier("crm")) {
      var from = applier.own("stream", 10);
      try (var session = applier.begin(from, next(from), "v1")) {
        session.takeKept(TABLE, 9, 9);
      }
    }
    assertThat(target.holds().kept("crm", TABLE)).isEqualTo(1);
  }

  @Test
  void a_table_is_held_since_it_was_held_first_until_it_is_let_go() {
    people();
    apply(session -> session.holdTable(held(4)));
    apply(session -> session.holdTable(held(9)));
    assertThat(only().since()).isEqualTo(TargetKit.at(4));
    assertThat(only().state()).isEqualTo(State.HELD);
    assertThat(only().reason()).isEqualTo("altered");
    target.holds().want("crm", TABLE, said("again"));
    target.holds().want("crm", TABLE, said("altered"));
    assertThat(only().reason()).isEqualTo("altered; again");
    assertThat(only().state()).isEqualTo(State.HELD);
    assertThat(only().since()).isEqualTo(TargetKit.at(4));
    assertThat(target.holds().release(of("crm"), "v2")).isTrue();
    target.holds().want("crm", TABLE, said("once more"));
    assertThat(only().reason()).isEqualTo("altered; again");
    assertThat(only().state()).isEqualTo(State.RELEASED);
    assertThat(only().version()).isEqualTo("v2");
    apply(session -> session.letGo(OTHER, Set.of()));
    assertThat(target.holds().all()).hasSize(1);
    apply(session -> session.letGo(TABLE, Set.of(TargetKit.KEYED)));
    assertThat(target.holds().all()).isEmpty();
  }

  @Test
  void what_is_wanted_is_held_from_where_the_stream_is_or_forgotten() {
    people();
    target.holds().want("crm", TABLE, said("looks altered"));
    assertThat(only().state()).isEqualTo(State.WANTED);
    assertThat(only().since()).isEqualTo(Position.START);
    apply(session -> session.holdTable(held(9)));
    assertThat(only().since()).isEqualTo(TargetKit.at(9));
    assertThat(only().reason()).isEqualTo("looks altered");
    target.holds().want("ads", TABLE, said("looks altered"));
    assertThat(target.holds().release(of("ads"), "")).isTrue();
    assertThat(target.holds().all()).hasSize(1);
  }

  /** Words may be the same, or one part of the other; what is decided about is what was done. */
  @Test
  void what_was_done_to_a_table_is_known_beside_the_words_for_it() {
    people();
    Alterations more = new Alterations(Set.of(Cause.NEW), "column x is new");
    target.holds().want("crm", TABLE, more);
    HeldTable wanted = only();
    assertThat(wanted.why()).isEqualTo(more);
    target.holds().want("crm", TABLE, more);
    assertThat(only()).isEqualTo(wanted);
    target.holds().want("crm", TABLE, new Alterations(Set.of(Cause.KEY), "column x"));
    assertThat(only().why()).isEqualTo(new Alterations(Set.of(Cause.NEW, Cause.KEY), more.text()));
    assertThat(target.holds().release(wanted, "")).isFalse();
    apply(session -> session.holdTable(held(4)));
    assertThat(only().why().causes()).containsExactlyInAnyOrder(Cause.NEW, Cause.KEY);
    assertThat(target.holds().release(only(), "v2")).isTrue();
    apply(session -> session.holdTable(held(9)));
    assertThat(only().why()).isEqualTo(said("altered"));
  }

  @Test
  void a_released_table_may_have_to_be_held_again_for_another_reason() {
    people();
    apply(session -> session.holdTable(held(4)));
    assertThat(target.holds().release(of("crm"), "v2")).isTrue();
    apply(
        session ->
            session.holdTable(
                new HeldTable("crm", TABLE, State.HELD, TargetKit.at(9), THEN, said("again"))));
    assertThat(only().state()).isEqualTo(State.HELD);
    assertThat(only().since()).isEqualTo(TargetKit.at(4));
    assertThat(only().reason()).isEqualTo("again");
    assertThat(only().version()).isEmpty();
  }

  @Test
  void a_released_table_of_which_the_log_did_not_tell_all_is_held_again() {
    people();
    apply(session -> session.holdTable(held(4)));
    assertThat(target.holds().release(of("crm"), "v2")).isTrue();
    target.holds().want("crm", TABLE, Alterations.ANEW);
    assertThat(only().state()).isEqualTo(State.HELD);
    assertThat(only().since()).isEqualTo(TargetKit.at(4));
    assertThat(only().why()).isEqualTo(Alterations.ANEW);
    assertThat(only().version()).isEmpty();
    apply(session -> session.letGo(TABLE, Set.of(TargetKit.KEYED)));
    assertThat(only().state()).isEqualTo(State.HELD);
  }

  /** Its log does not tell all, and what was kept of it is behind every bookmark. */
  @Test
  void a_table_that_goes_on_counts_for_what_it_feeds_with_the_commit() {
    people();
    String counted = ProgressStore.UNLOGGED_OF_ENTITY + TargetKit.KEYED;
    apply(session -> session.holdTable(held(4)));
    assertThat(target.holds().release(only(), "v2")).isTrue();
    assertThat(target.progress().fact(counted)).isEmpty();

    apply(session -> session.letGo(TABLE, Set.of(TargetKit.KEYED)));

    assertThat(target.progress().facts(Set.of(counted, "nothing"))).isEqualTo(Map.of(counted, "1"));
  }

  @Test
  void columns_that_are_left_out_add_up() {
    people();
    assertThat(target.holds().leftOut("crm", TABLE)).isEmpty();
    target.holds().leaveOut("crm", TABLE, Set.of("a", "b"));
    target.holds().leaveOut("crm", TABLE, Set.of("b", "c"));
    target.holds().leaveOut("ads", TABLE, Set.of("d"));
    assertThat(target.holds().leftOut("crm", TABLE)).containsExactlyInAnyOrder("a", "b", "c");
  }
}
