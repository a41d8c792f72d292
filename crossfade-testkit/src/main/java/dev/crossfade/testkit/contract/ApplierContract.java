package dev.crossfade.testkit.contract;

import static dev.crossfade.testkit.contract.TargetKit.KEYED;
import static dev.crossfade.testkit.contract.TargetKit.LOG;
import static dev.crossfade.testkit.contract.TargetKit.key;
import static dev.crossfade.testkit.contract.TargetKit.person;
import static dev.crossfade.testkit.contract.TargetKit.row;
import static dev.crossfade.testkit.contract.TargetKit.rows;
import static dev.crossfade.testkit.contract.TargetKit.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.crossfade.core.change.Op;
import dev.crossfade.core.change.Position;
import dev.crossfade.core.phase.EntityState;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.Unavailable;
import dev.crossfade.spi.target.Act;
import dev.crossfade.spi.target.Applier;
import dev.crossfade.spi.target.ApplySession;
import dev.crossfade.spi.target.EntityWrite;
import dev.crossfade.spi.target.EntityWrite.Reset;
import dev.crossfade.spi.target.OwnershipLostException;
import dev.crossfade.spi.target.QuarantineItem;
import dev.crossfade.spi.target.RowsRefusedException;
import dev.crossfade.spi.target.Selection;
import dev.crossfade.spi.target.StrayItem;
import dev.crossfade.spi.target.StrayWrite;
import dev.crossfade.spi.target.StreamSession;
import dev.crossfade.spi.target.StreamState;
import dev.crossfade.spi.target.TargetDatabase;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link Applier} and its sessions must do. */
public abstract class ApplierContract extends ParkingContract {

  private static final Object HOLE = Unavailable.VALUE;

  private List<String> production() {
    return TargetKit.production(target, personShape());
  }

  @Test
  void the_first_owner_begins_at_the_beginning() {
    assertThat(target.progress().streamState("crm")).isEmpty();
    try (Applier applier = target.openApplier("crm")) {
      StreamState state = applier.own("stream", 10);
      assertThat(state.nextOffset()).isEqualTo(10);
      assertThat(state.applied()).isEqualTo(Position.START);
      assertThat(state.mark()).isZero();
      assertThat(state.markWrittenAt()).isNull();
    }
  }

  @Test
  void the_next_owner_continues_where_the_last_commit_ended() {
    people();
    apply(session -> {});
    try (Applier applier = target.openApplier("crm")) {
      StreamState state = applier.own("stream", 10);
      assertThat(state.nextOffset()).isEqualTo(11);
      assertThat(state.applied()).isEqualTo(TargetKit.at(11));
      assertThat(state.mark()).isEqualTo(5);
      assertThat(state.markWrittenAt()).isEqualTo(THEN);
      assertThat(applier.resolve()).isEqualTo(state);
      assertThat(target.progress().streamState("crm")).contains(state);
    }
  }

  @Test
  void another_stream_than_before_is_a_gap() {
    try (Applier applier = target.openApplier("crm")) {
      applier.own("stream", 10);
    }
    try (Applier applier = target.openApplier("crm")) {
      assertThatThrownBy(() -> applier.own("other", 10)).isInstanceOf(ProblemException.class);
    }
  }

  @Test
  void a_former_owner_cannot_begin() {
    people();
    try (Applier old = target.openApplier("crm");
        TargetDatabase other = openAgain(shapes());
        Applier fresh = other.openApplier("crm")) {
      StreamState before = old.own("stream", 10);
      StreamState now = fresh.own("stream", 10);
      assertThat(now.epoch()).isGreaterThan(before.epoch());
      assertThatThrownBy(() -> begin(old, before)).isInstanceOf(OwnershipLostException.class);
    }
  }

  @Test
  void an_offset_that_moved_cannot_be_applied_twice() {
    people();
    try (Applier applier = target.openApplier("crm")) {
      StreamState from = applier.own("stream", 10);
      try (StreamSession session = applier.begin(from, next(from), "v1")) {
        TargetKit.done(session.commit(0));
      }
      assertThatThrownBy(() -> begin(applier, from)).isInstanceOf(OwnershipLostException.class);
    }
  }

  private static void begin(Applier applier, StreamState from) {
    applier.begin(from, next(from), "v1").close();
  }

  @Test
  void stray_writes_are_noted_with_the_position_and_wait_for_people() {
    people();
    StrayWrite one = new StrayWrite("crm", "person", Op.UPDATE, "id=1", TargetKit.at(10));
    StrayWrite other = new StrayWrite("crm", "person", Op.DELETE, "id=2", TargetKit.at(11));
    assertThat(target.strays().waiting()).isZero();
    try (Applier applier = target.openApplier("crm")) {
      StreamState from = applier.own("stream", 10);
      try (StreamSession session = applier.begin(from, next(from), "v1")) {
        session.note(List.of(other));
      }
      assertThat(target.strays().list(9)).isEmpty();
      try (StreamSession session = applier.begin(from, next(from), "v1")) {
        session.note(List.of());
        session.note(List.of(one, other));
        TargetKit.done(session.commit(0));
      }
    }
    List<StrayItem> items = target.strays().list(9);
    assertThat(items).extracting(StrayItem::write).containsExactly(one, other);
    assertThat(target.strays().list(1)).containsExactly(items.get(0));
    assertThat(target.strays().waiting()).isEqualTo(2);
    Act act = target.strays().settle(items.get(0).id(), "ann", "a test").orElseThrow();
    assertThat(act.kind()).isEqualTo(Act.Kind.SETTLE);
    assertThat(act.what()).isEqualTo(new Selection("person", "stray", "crm", "id=1"));
    assertThat(target.acts().pending(9)).contains(act);
    assertThat(target.strays().settle(items.get(0).id(), "ann", "a test")).isEmpty();
    assertThat(target.strays().list(9)).containsExactly(items.get(1));
  }

  @Test
  void what_is_not_committed_leaves_nothing() {
    people(1);
    try (Applier applier = target.openApplier("crm")) {
      StreamState from = applier.own("stream", 10);
      try (StreamSession session = applier.begin(from, next(from), "v1")) {
        session.write(write(List.of(key(1)), rows(person(2, "two"))));
        session.park(List.of(TargetKit.parked(KEYED, key(3))));
      }
      assertThat(applier.resolve()).isEqualTo(from);
    }
    assertThat(production()).containsExactly("[1, p1, p1@x, note]");
    assertThat(target.quarantine().open()).isZero();
  }

  @Test
  void deletes_go_before_upserts() {
    people(1, 2);
    apply(
        session -> {
          assertThat(session.entityStates()).containsEntry(KEYED, EntityState.LIVE);
          session.write(
              write(
                  List.of(key(1), key(9)), rows(row(2L, "two", "p1@x", null), person(3, "three"))));
        });
    assertThat(production()).containsExactly("[2, two, p1@x, null]", "[3, three, three@x, note]");
  }

  @Test
  void an_incomplete_row_updates_what_it_has_and_tells_when_there_is_none() {
    people(1);
    apply(
        session ->
            assertThat(
                    session.write(
                        write(
                            List.of(),
                            rows(
                                row(1L, "one", "e", HOLE),
                                row(2L, "two", HOLE, HOLE),
                                row(3L, "three", "t", HOLE)))))
                .containsExactlyInAnyOrder(key(2), key(3)));
    assertThat(production()).containsExactly("[1, one, e, note]");
  }

  @Test
  void two_rows_may_swap_a_unique_value() {
    people(1, 2);
    apply(
        session ->
            session.write(
                write(List.of(), rows(row(1L, "a", "p2@x", null), row(2L, "b", "p1@x", null)))));
    assertThat(production()).containsExactly("[1, a, p2@x, null]", "[2, b, p1@x, null]");
  }

  @Test
  void refused_data_leaves_the_session_usable_as_before_the_call() {
    people(1);
    apply(
        session -> {
          session.write(write(List.of(), rows(person(2, "two"))));
          refused(session, "22", rows(person(3, "three"), row(4L, "much too long", "x", null)));
          refused(session, "23", rows(row(5L, null, "y", null)));
          refused(session, "23", rows(row(6L, "six", "p1@x", null)));
          refused(session, "22", rows(row(1L, "much too long", HOLE, HOLE)));
          session.write(write(List.of(), rows(person(7, "seven"))));
        });
    assertThat(production())
        .containsExactly(
            "[1, p1, p1@x, note]", "[2, two, two@x, note]", "[7, seven, seven@x, note]");
  }

  private static void refused(
      ApplySession session, String sqlClass, List<@Nullable Object[]> rows) {
    assertThatThrownBy(() -> session.write(write(List.of(), rows)))
        .isInstanceOfSatisfying(
            RowsRefusedException.class,
            refusal -> assertThat(refusal.sqlState()).startsWith(sqlClass));
  }

  @Test
  void clearing_comes_first() {
    people(1, 2);
    apply(
        session ->
            session.write(
                new EntityWrite(
                    KEYED,
                    Reset.CLEAR,
                    List.of(),
                    TargetKit.positioned(rows(person(3, "three"))),
                    List.of(),
                    List.of())));
    assertThat(production()).containsExactly("[3, three, three@x, note]");
  }

  @Test
  void appended_rows_keep_their_copies_and_a_removal_takes_one() {
    people();
    apply(
        session -> {
          session.write(appends(rows(row(1L, "a"), row(1L, "a"), row(2L, null)), List.of()));
          session.write(appends(rows(row(3L, "c")), rows(row(1L, "a"), row(2L, null))));
        });
    assertThat(TargetKit.production(target, logShape())).containsExactly("[1, a]", "[3, c]");
  }

  private static EntityWrite appends(
      List<@Nullable Object[]> appends, List<@Nullable Object[]> removals) {
    return new EntityWrite(
        LOG, Reset.KEEP, List.of(), List.of(), TargetKit.positioned(appends), removals);
  }

  private List<Key> parkedKeys() {
    return target.quarantine().parked(KEYED, List.of(key(1), key(2), key(3))).stream()
        .map(item -> item.change().key())
        .toList();
  }

  @Test
  void what_is_parked_under_a_key_comes_newest_first() {
    people();
    apply(session -> session.park(List.of(TargetKit.parked(KEYED, key(1)))));
    apply(
        session ->
            session.park(
                List.of(
                    TargetKit.parked(KEYED, key(2)),
                    TargetKit.parked(KEYED, key(1), "id=2"),
                    TargetKit.parked(KEYED, null))));
    assertThat(target.quarantine().parked(KEYED, List.of(key(1))))
        .hasSize(2)
        .isSortedAccordingTo(Comparator.comparing(QuarantineItem::id).reversed());
    assertThat(target.quarantine().withoutKey(KEYED)).hasSize(1);
    assertThat(target.quarantine().withoutKey(LOG)).isEmpty();
  }

  @Test
  void of_equal_rows_without_key_as_many_are_superseded_as_are_named() {
    people();
    apply(
        session -> {
          session.park(
              List.of(
                  TargetKit.parked(LOG, null),
                  TargetKit.parked(LOG, null),
                  TargetKit.parked(LOG, null),
                  TargetKit.parked(KEYED, null),
                  TargetKit.parked(KEYED, key(1))));
          assertThat(session.parkedRows(LOG, List.of("id=1", "id=2")))
              .containsOnly(entry("id=1", 3L));
          session.supersedeRows(LOG, List.of("id=1", "id=2", "id=1"));
          assertThat(session.parkedRows(LOG, List.of("id=1"))).containsOnly(entry("id=1", 1L));
        });
    assertThat(target.quarantine().withoutKey(LOG)).hasSize(1);
    assertThat(target.quarantine().open()).isEqualTo(3);
  }

  @Test
  void items_are_superseded_by_their_ids_and_no_others_of_their_name() {
    people();
    apply(
        session -> session.park(List.of(TargetKit.parked(LOG, null), TargetKit.parked(LOG, null))));
    List<QuarantineItem> both = target.quarantine().withoutKey(LOG);
    apply(session -> session.supersedeItems(Set.of(both.get(0).id())));
    assertThat(target.quarantine().withoutKey(LOG)).containsExactly(both.get(1));
  }

  @Test
  void everything_parked_of_an_entity_is_superseded_at_once_with_and_without_key() {
    people();
    apply(
        session -> {
          session.park(
              List.of(
                  TargetKit.parked(LOG, null),
                  TargetKit.parked(KEYED, null),
                  TargetKit.parked(KEYED, key(1))));
          session.supersedeAll(KEYED);
          assertThat(session.parked(KEYED, List.of(key(1)))).isEmpty();
        });
    assertThat(target.quarantine().list(KEYED, 10)).isEmpty();
    assertThat(target.quarantine().list(LOG, 10)).hasSize(1);
  }

  @Test
  void parked_keys_are_known_within_the_session_until_superseded() {
    people(1);
    apply(
        session -> {
          session.park(
              List.of(
                  TargetKit.parked(KEYED, key(1)),
                  TargetKit.parked(KEYED, key(2)),
                  TargetKit.parked(LOG, null)));
          assertThat(session.parked(KEYED, List.of(key(1), key(2), key(3))))
              .containsExactlyInAnyOrder(key(1), key(2));
          session.supersede(KEYED, List.of(key(2)));
          assertThat(session.parked(KEYED, List.of(key(2)))).isEmpty();
        });
    assertThat(parkedKeys()).containsExactly(key(1));
    assertThat(target.quarantine().open()).isEqualTo(2);
    apply(
        session -> {
          assertThat(session.parked(KEYED, List.of(key(1), key(2)))).containsExactly(key(1));
          session.supersede(KEYED, List.of(key(1)));
        });
    assertThat(parkedKeys()).isEmpty();
    assertThat(target.quarantine().list(LOG, 10)).hasSize(1);
    assertThat(target.quarantine().groups())
        .singleElement()
        .satisfies(group -> assertThat(group.count()).isEqualTo(1));
  }
}
