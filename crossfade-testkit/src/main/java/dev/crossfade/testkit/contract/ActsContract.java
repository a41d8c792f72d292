package dev.crossfade.testkit.contract;

import static dev.crossfade.testkit.contract.TargetKit.KEYED;
import static dev.crossfade.testkit.contract.TargetKit.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.audit.LeafKind;
import dev.crossfade.spi.target.Act;
import dev.crossfade.spi.target.Applier;
import dev.crossfade.spi.target.Correction;
import dev.crossfade.spi.target.ParkedChange;
import dev.crossfade.spi.target.ProgressStore;
import dev.crossfade.spi.target.QuarantineGroup;
import dev.crossfade.spi.target.QuarantineItem;
import dev.crossfade.spi.target.Replay;
import dev.crossfade.spi.target.Selection;
import dev.crossfade.spi.target.StreamSession;
import dev.crossfade.spi.target.StreamState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every store of people's acts on parked rows must do. */
public abstract class ActsContract extends ParkingContract {

  private static final Selection FIRST = new Selection(KEYED, null, null, "id=1");

  private void parkThree() {
    people();
    apply(
        session ->
            session.park(
                List.of(
                    TargetKit.parked(KEYED, key(1), "id=1"),
                    TargetKit.parked(KEYED, key(2), "id=2"),
                    TargetKit.parked(KEYED, null, "id=3"))));
  }

  private List<String> page(Selection what, long after, int max) {
    List<QuarantineItem> items = new ArrayList<>();
    target.quarantine().page(what, after, max, items::add);
    return items.stream().map(item -> item.change().sourceKeyText()).toList();
  }

  @Test
  void pages_hand_over_what_is_meant_oldest_first() {
    parkThree();
    QuarantineGroup group = target.quarantine().groups().get(0);

    assertThat(page(Selection.of(group), 0, 2)).containsExactly("id=1", "id=2");
    assertThat(page(Selection.ALL, 0, 10)).containsExactly("id=1", "id=2", "id=3");
    assertThat(page(FIRST, 0, 10)).containsExactly("id=1");
    assertThat(page(new Selection(KEYED, "CF-1000", null, null), 0, 10)).isEmpty();
    assertThat(target.quarantine().count(FIRST)).isEqualTo(1);
    assertThat(target.quarantine().count(Selection.of(group))).isEqualTo(3);
    long first = target.quarantine().list(KEYED, 3).get(2).id();
    assertThat(page(Selection.ALL, first, 10)).containsExactly("id=2", "id=3");
  }

  @Test
  void what_is_discarded_does_not_count_but_stays_known_until_it_is_superseded() {
    parkThree();

    Act act = target.acts().discard(FIRST, "ann", "a test");

    assertThat(act.rows()).isEqualTo(1);
    assertThat(act.kind()).isEqualTo(Act.Kind.DISCARD);
    assertThat(target.quarantine().open()).isEqualTo(2);
    assertThat(target.quarantine().list(KEYED, 10)).hasSize(2);
    assertThat(page(Selection.ALL, 0, 10)).doesNotContain("id=1");
    assertThat(target.quarantine().parked(KEYED, List.of(key(1), key(2))))
        .extracting(QuarantineItem::discarded)
        .containsExactly(false, true);
    apply(session -> assertThat(session.parked(KEYED, List.of(key(1)))).containsExactly(key(1)));
    apply(session -> session.park(List.of(TargetKit.parked(KEYED, key(1), "id=1"))));
    assertThat(target.quarantine().open()).isEqualTo(3);
    assertThat(target.quarantine().parked(KEYED, List.of(key(1)))).hasSize(1);
    target.acts().discard(Selection.ALL, "ann", "all of it");
    apply(session -> session.supersede(KEYED, List.of(key(1), key(2))));
    assertThat(target.quarantine().parked(KEYED, List.of(key(1), key(2)))).isEmpty();
    assertThat(target.quarantine().withoutKey(KEYED)).hasSize(1);
  }

  private List<String> discarded(int mapping, String... names) {
    List<QuarantineItem> items = new ArrayList<>();
    target.quarantine().discarded(KEYED, mapping, List.of(names), items::add);
    return items.stream().map(item -> item.change().sourceKeyText()).toList();
  }

  @Test
  void what_is_discarded_is_found_by_its_name_in_its_source_until_something_newer_is_known() {
    parkThree();
    int mapping = target.quarantine().list(KEYED, 1).get(0).change().mapping();
    assertThat(discarded(mapping, "id=1", "id=2", "id=3")).isEmpty();

    target.acts().discard(FIRST, "ann", "a test");
    target.acts().discard(new Selection(KEYED, null, null, "id=3"), "ann", "a test");

    assertThat(discarded(mapping, "id=1", "id=2", "id=3")).containsExactly("id=3", "id=1");
    assertThat(discarded(mapping + 1, "id=1")).isEmpty();
    assertThat(discarded(mapping)).isEmpty();
    apply(session -> session.park(List.of(TargetKit.parked(KEYED, key(1), "id=1"))));
    assertThat(discarded(mapping, "id=1", "id=3")).containsExactly("id=3");
  }

  @Test
  void a_replay_is_about_what_is_parked_when_it_is_asked_for() {
    parkThree();

    Act act = target.acts().replay(Selection.ALL, List.of(), "ann", "again");
    apply(session -> session.park(List.of(TargetKit.parked(KEYED, key(4), "id=4"))));

    assertThat(act.rows()).isEqualTo(3);
    Replay replay = target.acts().next("crm").orElseThrow();
    assertThat(target.acts().next("ads")).isEmpty();
    assertThat(replay.act()).isEqualTo(act.id());
    assertThat(replay.cursor()).isZero();
    List<QuarantineItem> newest = target.quarantine().list(KEYED, 4);
    assertThat(replay.last()).isEqualTo(newest.get(1).id()).isLessThan(newest.get(0).id());
  }

  @Test
  void how_far_a_replay_is_commits_with_what_it_wrote() {
    parkThree();
    target.acts().replay(Selection.ALL, List.of(), "ann", "again");
    Replay before = target.acts().next("crm").orElseThrow();
    Replay done = before.further(before.last(), 2, 1, 0, Replay.State.DONE);

    try (Applier applier = target.openApplier("crm")) {
      StreamState state = applier.own("stream", 10);
      try (StreamSession session = applier.begin(state, state, "v1")) {
        session.advance(before, done);
      }
      assertThat(target.acts().next("crm")).contains(before);
      try (StreamSession session = applier.begin(state, state, "v1")) {
        session.advance(before, done);
        session.supersede(KEYED, List.of(key(1)));
        TargetKit.done(session.commit(2));
      }
    }

    assertThat(target.acts().next("crm")).isEmpty();
    assertThat(target.acts().open()).isEmpty();
    assertThat(target.acts().parts(before.act())).containsExactly(done);
    assertThat(target.quarantine().open()).isEqualTo(2);
  }

  /** No log tells of what it writes: neither before it began nor until it is over. */
  @Test
  void a_replay_counts_for_its_entity_with_its_begin_and_with_its_end() {
    parkThree();
    target.acts().replay(new Selection("kit_log", null, null, null), List.of(), "ann", "nothing");
    assertThat(unlogged(KEYED)).isEmpty();

    target.acts().replay(Selection.ALL, List.of(), "ann", "again");

    assertThat(unlogged(KEYED)).contains("1");
    assertThat(unlogged("kit_log")).isEmpty();
    Replay before = target.acts().next("crm").orElseThrow();
    Replay half = before.further(1, 1, 0, 0, Replay.State.OPEN);
    apply(session -> session.advance(before, half));
    assertThat(unlogged(KEYED)).contains("1");
    apply(
        session -> session.advance(half, half.further(before.last(), 1, 1, 0, Replay.State.DONE)));
    assertThat(unlogged(KEYED)).contains("2");
    assertThat(unlogged("kit_log")).isEmpty();
  }

  private Optional<String> unlogged(String entity) {
    return target.progress().fact(ProgressStore.UNLOGGED_OF_ENTITY + entity);
  }

  @Test
  void corrections_are_kept_in_order_and_noticed() {
    parkThree();
    assertThat(target.acts().lastCorrecting()).isZero();
    Correction first = new Correction(0, "id=1", "name", "x", "y");
    Correction second = new Correction(0, "id=1", "name", null, null);

    target.acts().replay(FIRST, List.of(first), "ann", "a");
    long before = target.acts().lastCorrecting();
    Act act = target.acts().replay(FIRST, List.of(second), "ann", "b");

    assertThat(act.kind()).isEqualTo(Act.Kind.FIX);
    assertThat(target.acts().lastCorrecting()).isEqualTo(act.id()).isGreaterThan(before);
    assertThat(target.acts().corrections()).containsExactly(first, second);
  }

  @Test
  void acts_wait_for_the_audit_log_and_tell_it_no_values() {
    parkThree();
    assertThat(target.acts().adopted()).isEmpty();
    target.acts().reveal(FIRST, 1, "ann", "looked");
    target.acts().adopt("v1", "ann", "a");
    target.acts().adopt("v2", "ann", "b");

    List<Act> pending = target.acts().pending(10);

    assertThat(target.acts().adopted()).contains("v2");
    assertThat(pending).extracting(Act::reason).containsExactly("looked", "a", "b");
    assertThat(pending.get(0).leaf().kind()).isEqualTo(LeafKind.ACT);
    assertThat(pending.get(0).leaf().content()).doesNotContain("id=1").contains("\"oneRow\":true");
    target.acts().logged(Map.of(pending.get(0).id(), 5L, pending.get(1).id(), 6L));
    assertThat(target.acts().pending(10)).containsExactly(pending.get(2));
  }

  @Test
  void a_group_keeps_its_name() {
    parkThree();
    String name = target.quarantine().groups().get(0).id();
    ParkedChange more = TargetKit.parked(KEYED, key(9), "id=9");
    apply(session -> session.park(List.of(more)));
    assertThat(target.quarantine().groups()).extracting(QuarantineGroup::id).containsExactly(name);
  }
}
