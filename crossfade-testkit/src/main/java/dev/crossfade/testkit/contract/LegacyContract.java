package dev.crossfade.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.change.Position;
import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.Outcome;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.schema.Key;
import dev.crossfade.spi.reverse.LegacyApplier;
import dev.crossfade.spi.reverse.LegacyDatabase;
import dev.crossfade.spi.reverse.LegacySession;
import dev.crossfade.spi.reverse.ReverseState;
import dev.crossfade.spi.reverse.Unrestored;
import dev.crossfade.spi.target.OwnershipLostException;
import dev.crossfade.spi.target.RowsRefusedException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What every {@link LegacyDatabase} must do. It has a table with the columns {@code id} (int64, the
 * key), {@code name} (text of at most eight characters, NOT NULL, default {@code 'new'}), {@code
 * email} (text, unique) and {@code note} (text), and with a trigger that would put {@code
 * triggered} into {@code note}, unless triggers cannot be silenced.
 */
public abstract class LegacyContract extends RehearsalContract {

  @Test
  void it_begins_where_it_is_told_and_goes_on_where_it_was() {
    try (LegacyApplier applier = legacy.openApplier()) {
      assertThatThrownBy(applier::resolve).isInstanceOf(ProblemException.class);
      ReverseState state = applier.own("topic", 42, FIRST);
      assertThat(state).isEqualTo(new ReverseState("topic", 42, FIRST, state.epoch()));
      ReverseState next = apply(applier, state, inserts(row(1L, "one", null, null)));
      assertThat(applier.resolve()).isEqualTo(next);
    }
    legacy.prepare();
    try (LegacyApplier applier = legacy.openApplier()) {
      ReverseState state = applier.own("topic", 0, Position.START);
      assertThat(state.nextOffset()).isEqualTo(43);
      assertThat(state.applied()).isEqualTo(new Position(7, 43, 0));
    }
    assertThat(rows()).containsExactly("1|one|null|null");
  }

  @Test
  void only_what_is_written_changes() {
    try (LegacyApplier applier = legacy.openApplier()) {
      ReverseState state = applier.own("topic", 0, FIRST);
      state =
          apply(
              applier,
              state,
              inserts(row(1L, "a'\\ {d}", "a@x", "kept"), row(2L, LEFT, "b@x", LEFT)));
      assertThat(rows()).containsExactly("1|a'\\ {d}|a@x|kept", "2|new|b@x|null");
      state =
          apply(applier, state, update(1, LEFT, LEFT, null, LEFT), update(2, 5L, "b", LEFT, "?"));
      assertThat(rows()).containsExactly("1|a'\\ {d}|null|kept", "5|b|b@x|?");
      apply(applier, state, update(1, LEFT, LEFT, LEFT, LEFT), deletes(5), deletes(6));
      assertThat(rows()).containsExactly("1|a'\\ {d}|null|kept");
    }
  }

  @Test
  void rows_are_read_under_lock() {
    try (LegacyApplier applier = legacy.openApplier()) {
      ReverseState state =
          apply(applier, applier.own("topic", 0, FIRST), inserts(row(1L, "one", "a@x", null)));
      try (LegacySession session = applier.begin(state, moved(state, 9))) {
        Map<Key, @Nullable Object[]> found = session.lock(table, List.of(Key.of(1L), Key.of(2L)));
        assertThat(found).containsOnlyKeys(Key.of(1L));
        assertThat(found.get(Key.of(1L))).containsExactly(1L, "one", "a@x", null);
        assertThat(session.lock(table, List.of())).isEmpty();
      }
      assertThat(applier.resolve()).isEqualTo(state);
    }
  }

  @Test
  void refused_rows_leave_the_session_as_it_was() {
    try (LegacyApplier applier = legacy.openApplier()) {
      ReverseState state =
          apply(applier, applier.own("topic", 0, FIRST), inserts(row(1L, "one", "a@x", null)));
      ReverseState to = moved(state, 9);
      try (LegacySession session = applier.begin(state, to)) {
        session.write(inserts(row(2L, "two", null, null)));
        for (@Nullable Object[] wrong :
            List.of(
                row(1L, "again", null, null),
                row(3L, "three", "a@x", null),
                row(3L, "much too long", null, null),
                row(3L, null, null, null))) {
          assertThatThrownBy(() -> session.write(inserts(row(4L, "four", null, null), wrong)))
              .isInstanceOf(RowsRefusedException.class)
              .hasMessageNotContaining("a@x");
        }
        session.keep(List.of(new Unrestored("person", "3", FIRST, "CF-1320", "too long")));
        assertThat(session.commit()).isInstanceOf(Outcome.Done.class);
      }
      assertThat(applier.resolve()).isEqualTo(to);
    }
    assertThat(rows()).containsExactly("1|one|a@x|null", "2|two|null|null");
    assertThat(legacy.unrestored(10))
        .containsExactly(new Unrestored("person", "3", FIRST, "CF-1320", "too long"));
  }

  @Test
  void what_is_not_committed_never_was() {
    try (LegacyApplier applier = legacy.openApplier()) {
      ReverseState state = applier.own("topic", 0, FIRST);
      try (LegacySession session = applier.begin(state, moved(state, 1))) {
        session.write(inserts(row(1L, "one", null, null)));
        session.keep(List.of(new Unrestored("person", "3", FIRST, "CF-1320", "too long")));
      }
      assertThat(applier.resolve()).isEqualTo(state);
      assertThat(rows()).isEmpty();
      assertThat(legacy.unrestored(10)).isEmpty();
      apply(applier, state, inserts(row(1L, "one", null, null)));
    }
    assertThat(rows()).hasSize(1);
  }

  @Test
  void a_former_owner_cannot_write_any_more() {
    try (LegacyApplier old = legacy.openApplier();
        LegacyApplier young = legacy.openApplier()) {
      ReverseState before = old.own("topic", 0, FIRST);
      ReverseState now = young.own("topic", 0, FIRST);
      assertThat(now.epoch()).isGreaterThan(before.epoch());
      assertThatThrownBy(() -> old.begin(before, moved(before, 1)))
          .isInstanceOf(OwnershipLostException.class);
      apply(young, now, inserts(row(1L, "one", null, null)));
    }
  }

  @Test
  void an_owner_frozen_in_its_transaction_is_ended_by_the_next() {
    try (LegacyApplier frozen = legacy.openApplier();
        LegacyApplier young = legacy.openApplier()) {
      ReverseState before = frozen.own("topic", 0, FIRST);
      try (LegacySession zombie = frozen.begin(before, moved(before, 1))) {
        zombie.write(inserts(row(1L, "zombie", null, null)));
        ReverseState now = young.own("topic", 0, FIRST);
        assertThat(now.nextOffset()).isZero();
        apply(young, now, inserts(row(1L, "young", null, null)));
        assertThatThrownBy(zombie::commit).isInstanceOf(ProblemException.class);
      }
    }
    assertThat(rows()).containsExactly("1|young|null|null");
  }

  @Test
  void an_offset_that_moved_is_refused() {
    try (LegacyApplier applier = legacy.openApplier()) {
      ReverseState state = applier.own("topic", 0, FIRST);
      apply(applier, state);
      assertThatThrownBy(() -> applier.begin(state, moved(state, 1)))
          .isInstanceOf(OwnershipLostException.class);
    }
  }

  @Test
  void how_far_it_followed_can_be_read_by_everybody() {
    assertThat(legacy.state()).isEmpty();
    try (LegacyApplier applier = legacy.openApplier()) {
      ReverseState state = applier.own("topic", 3, FIRST);
      assertThat(legacy.state()).contains(state);
      assertThat(state.mark()).isZero();
      Instant written = Instant.parse("2026-01-02T03:04:05.123456Z");
      ReverseState to =
          new ReverseState("topic", 9, new Position(7, 8, 0), 17, written, state.epoch());
      try (LegacySession session = applier.begin(state, to)) {
        session.commit();
      }
      assertThat(legacy.state()).contains(to);
      assertThat(applier.resolve()).isEqualTo(to);
      ReverseState again = applier.own("topic", 0, Position.START);
      assertThat(again.mark()).isEqualTo(17);
      assertThat(again.markWrittenAt()).isEqualTo(written);
    }
  }

  @Test
  void after_a_restart_it_begins_where_it_is_told_and_keeps_what_it_kept() {
    legacy.restart("topic");
    try (LegacyApplier applier = legacy.openApplier()) {
      ReverseState state = apply(applier, applier.own("topic", 3, FIRST));
      legacy.restart("topic");
      assertThat(legacy.state()).contains(state);
      state = keep(applier, state);
      List<Unrestored> kept = legacy.unrestored(10);
      ReverseState before = state;
      assertThatThrownBy(() -> legacy.restart("another"))
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> assertThat(e.problem().code().kind()).isEqualTo(Kind.OPERATOR));
      assertThat(legacy.state()).contains(before);
      kept.forEach(each -> assertThat(legacy.settle(each)).isEqualTo(1));
      legacy.restart("another");
      assertThat(legacy.state()).isEmpty();
      assertThatThrownBy(() -> applier.begin(before, moved(before, 9)))
          .isInstanceOf(OwnershipLostException.class);
    }
    try (LegacyApplier applier = legacy.openApplier()) {
      ReverseState state = applier.own("another", 5, Position.START);
      assertThat(state.nextOffset()).isEqualTo(5);
      assertThat(state.applied()).isEqualTo(Position.START);
      apply(applier, state, inserts(row(1L, "one", null, null)));
    }
    legacy.restart("another");
    assertThat(rows()).hasSize(1);
  }

  private static ReverseState keep(LegacyApplier applier, ReverseState from) {
    ReverseState to = moved(from, from.nextOffset() + 1);
    try (LegacySession session = applier.begin(from, to)) {
      session.keep(List.of(new Unrestored("person", "3", FIRST, "CF-1320", "too long")));
      session.commit();
    }
    return to;
  }

  @Test
  void what_was_seen_to_is_forgotten_and_nothing_else() {
    assertThat(legacy.waiting()).isZero();
    try (LegacyApplier applier = legacy.openApplier()) {
      ReverseState state = applier.own("topic", 0, FIRST);
      Unrestored one = new Unrestored("person", "1", FIRST, "CF-1320", "too long");
      Unrestored other = new Unrestored("person", "2", FIRST, "CF-1320", "too long");
      try (LegacySession session = applier.begin(state, moved(state, 1))) {
        session.keep(List.of(one, other));
        session.commit();
      }
      assertThat(legacy.waiting()).isEqualTo(2);
      assertThat(legacy.settle(one)).isEqualTo(1);
      assertThat(legacy.settle(one)).isZero();
      assertThat(legacy.unrestored(10)).containsExactly(other);
      assertThat(legacy.waiting()).isEqualTo(1);
    }
  }

  @Test
  void a_disowned_owner_cannot_write_any_more_even_when_it_is_frozen() {
    legacy.disown();
    assertThat(legacy.state()).isEmpty();
    try (LegacyApplier idle = legacy.openApplier();
        LegacyApplier frozen = legacy.openApplier()) {
      ReverseState before = frozen.own("topic", 0, FIRST);
      legacy.disown();
      assertThatThrownBy(() -> frozen.begin(before, moved(before, 1)))
          .isInstanceOf(OwnershipLostException.class);
      ReverseState again = frozen.own("topic", 0, FIRST);
      try (LegacySession zombie = frozen.begin(again, moved(again, 1))) {
        zombie.write(inserts(row(1L, "zombie", null, null)));
        legacy.disown();
        assertThatThrownBy(zombie::commit).isInstanceOf(ProblemException.class);
      }
      apply(idle, idle.own("topic", 0, FIRST), inserts(row(1L, "young", null, null)));
    }
    assertThat(rows()).containsExactly("1|young|null|null");
  }

  @Test
  void another_stream_is_not_taken_for_the_one_that_was_applied() {
    try (LegacyApplier applier = legacy.openApplier()) {
      ReverseState state = applier.own("topic", 3, FIRST);
      assertThatThrownBy(() -> applier.own("another", 0, FIRST))
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> assertThat(e.problem().code().kind()).isEqualTo(Kind.ESCALATE));
      assertThat(applier.resolve()).isEqualTo(state);
    }
    legacy.remove();
    legacy.remove();
    legacy.prepare();
    try (LegacyApplier applier = legacy.openApplier()) {
      assertThat(applier.own("another", 5, FIRST).nextOffset()).isEqualTo(5);
    }
  }
}
