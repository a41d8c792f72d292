package dev.crossfade.jdbc.target;

import static dev.crossfade.jdbc.target.TargetFixture.contacts;
import static dev.crossfade.jdbc.target.TargetFixture.insert;
import static dev.crossfade.jdbc.target.TargetFixture.moved;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.change.Op;
import dev.crossfade.core.problem.Outcome;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.jdbc.fault.Proxy;
import dev.crossfade.spi.target.Applier;
import dev.crossfade.spi.target.OwnershipLostException;
import dev.crossfade.spi.target.StrayItem;
import dev.crossfade.spi.target.StrayWrite;
import dev.crossfade.spi.target.StreamSession;
import dev.crossfade.spi.target.StreamState;
import dev.crossfade.spi.target.TargetDatabase;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One owner of a stream at a time, and nothing unknown stays unknown. */
class OwnershipTest {

  private static final TargetFixture fixture = new TargetFixture();
  private static int migrations;

  private final String migration = "own-" + ++migrations;
  private final EntityShape shape = contacts("contact");
  private TargetDatabase target;

  @BeforeEach
  void prepare() {
    target = fixture.prepared(migration, shape);
  }

  @AfterEach
  void close() {
    target.close();
  }

  private static void hold(StreamSession session, long position) {
    session.hold("contact", List.of(insert("contact", position, position, "e", null)));
  }

  /** As the documents tell people to say that they have seen to one. */
  @Test
  void a_stray_write_that_was_marked_by_hand_waits_no_longer() {
    try (Applier applier = target.openApplier("crm")) {
      StreamState state = applier.own("topic", 1);
      try (StreamSession session = applier.begin(state, moved(state, 1), "v1")) {
        session.note(List.of(stray("id=1"), stray("id=2")));
        Committed.done(session.commit(0));
      }
    }
    fixture.execute(
        "UPDATE crossfade.stray_write SET settled_at = now() WHERE row_key = 'id=1'"
            + " AND migration = '"
            + migration
            + "'");
    assertThat(target.strays().list(9)).extracting(StrayItem::write).containsExactly(stray("id=2"));
    assertThat(target.strays().waiting()).isEqualTo(1);
  }

  private static StrayWrite stray(String key) {
    return new StrayWrite("crm", "contact", Op.UPDATE, key, TargetFixture.at(1));
  }

  @Test
  void a_stream_begins_where_it_is_told_and_goes_on_where_it_was() {
    try (Applier applier = target.openApplier("crm")) {
      StreamState state = applier.own("topic", 42);
      assertThat(state.nextOffset()).isEqualTo(42);
      StreamState next =
          new StreamState(
              "topic",
              50,
              TargetFixture.at(9),
              3,
              Instant.parse("2026-01-02T03:04:05.123456Z"),
              state.epoch());
      try (StreamSession session = applier.begin(state, next, "v1")) {
        hold(session, 1);
        Committed.done(session.commit(1));
      }
      assertThat(target.progress().streamState("crm")).contains(next);
    }
    try (Applier applier = target.openApplier("crm")) {
      StreamState state = applier.own("topic", 0);
      assertThat(state.nextOffset()).isEqualTo(50);
      assertThat(state.applied()).isEqualTo(TargetFixture.at(9));
      assertThat(state.mark()).isEqualTo(3);
    }
    assertThat(target.progress().streamState("other")).isEmpty();
  }

  @Test
  void another_stream_under_the_same_source_is_a_gap() {
    try (Applier applier = target.openApplier("crm")) {
      applier.own("topic", 0);
      assertThatThrownBy(() -> applier.own("another", 0))
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> assertThat(e.problem().code().text()).isEqualTo("CF-3011"));
      assertThat(applier.own("topic", 0).nextOffset()).isZero();
    }
  }

  @Test
  void a_former_owner_cannot_apply_any_more() {
    try (Applier old = target.openApplier("crm");
        Applier young = target.openApplier("crm")) {
      StreamState before = old.own("topic", 0);
      StreamState now = young.own("topic", 0);

      assertThatThrownBy(() -> old.begin(before, moved(before, 1), "v1"))
          .isInstanceOf(OwnershipLostException.class);
      try (StreamSession session = young.begin(now, moved(now, 1), "v1")) {
        hold(session, 1);
        Committed.done(session.commit(1));
      }
    }
  }

  @Test
  void an_owner_frozen_in_its_transaction_is_ended_by_the_next() {
    try (Applier frozen = target.openApplier("crm");
        Applier young = target.openApplier("crm")) {
      StreamState before = frozen.own("topic", 0);
      StreamSession zombie = frozen.begin(before, moved(before, 1), "v1");
      hold(zombie, 1);

      StreamState now = young.own("topic", 0);

      assertThat(now.nextOffset()).isZero();
      Outcome<Void> late = zombie.commit(1);
      assertThat(late).isNotInstanceOf(Outcome.Done.class);
      assertThat(target.publisher().held("contact")).isZero();
      try (StreamSession session = young.begin(now, moved(now, 1), "v1")) {
        hold(session, 1);
        Committed.done(session.commit(1));
      }
      assertThat(target.publisher().held("contact")).isEqualTo(1);
    }
  }

  @Test
  void an_offset_that_moved_is_refused() {
    try (Applier applier = target.openApplier("crm")) {
      StreamState state = applier.own("topic", 0);
      try (StreamSession session = applier.begin(state, moved(state, 1), "v1")) {
        Committed.done(session.commit(0));
      }
      assertThatThrownBy(() -> applier.begin(state, moved(state, 1), "v1"))
          .isInstanceOf(OwnershipLostException.class);
    }
  }

  @ParameterizedTest
  @EnumSource(Proxy.Cut.class)
  void a_lost_commit_is_unknown_and_reading_tells(Proxy.Cut cut) throws Exception {
    try (Proxy proxy = new Proxy(fixture.endpoint().port());
        TargetDatabase remote =
            TargetDatabases.open(fixture.settings(migration, proxy.port(), shape));
        Applier applier = remote.openApplier("crm")) {
      StreamState state = applier.own("topic", 0);
      StreamState next = moved(state, 1);
      StreamSession session = applier.begin(state, next, "v1");
      hold(session, 1);
      proxy.cutAtCommit(cut);

      Outcome<Void> outcome = session.commit(1);
      session.close();

      assertThat(outcome).isInstanceOf(Outcome.Unknown.class);
      StreamState found = applier.resolve();
      assertThat(found.epoch()).isEqualTo(state.epoch());
      boolean happened = cut == Proxy.Cut.ANSWER;
      assertThat(found.nextOffset()).isEqualTo(happened ? 1 : 0);
      assertThat(target.publisher().held("contact")).isEqualTo(happened ? 1 : 0);
      try (StreamSession again = applier.begin(found, moved(found, 1), "v1")) {
        hold(again, 2);
        Committed.done(again.commit(1));
      }
    }
  }
}
