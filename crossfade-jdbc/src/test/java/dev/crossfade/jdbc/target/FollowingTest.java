package dev.crossfade.jdbc.target;

import static dev.crossfade.jdbc.target.TargetFixture.contacts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.crossfade.core.change.Op;
import dev.crossfade.core.schema.Key;
import dev.crossfade.spi.target.Act;
import dev.crossfade.spi.target.Applier;
import dev.crossfade.spi.target.ParkedChange;
import dev.crossfade.spi.target.ProgressStore;
import dev.crossfade.spi.target.QuarantineGroup;
import dev.crossfade.spi.target.Replay;
import dev.crossfade.spi.target.Selection;
import dev.crossfade.spi.target.StreamSession;
import dev.crossfade.spi.target.StreamState;
import dev.crossfade.spi.target.TargetDatabase;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows that the target refuses for want of others follow those once they are written. */
class FollowingTest {

  private static final Selection CONTACTS = new Selection("contact", null, null, null);

  private static final TargetFixture fixture = new TargetFixture();

  private static ParkedChange parked(String entity, String column) {
    return parked(entity, 7, column);
  }

  private static ParkedChange parked(String entity, long id, String column) {
    return new ParkedChange(
        entity,
        0,
        "crm",
        Key.of(id),
        "id=" + id,
        Op.INSERT,
        TargetFixture.at(4),
        "CF-5001",
        column,
        "refused",
        "{}",
        "v1");
  }

  /** Two entities that are live, of which one refers to the other. */
  private static TargetDatabase live(String migration) {
    TargetDatabase target =
        fixture.prepared(migration, contacts("contact"), contacts("touch"), contacts("other"));
    target.progress().remember(ProgressStore.SOURCE_OF_MAPPING + 2, "crm");
    TargetFixture.loaded(target, 0, contacts("contact"));
    TargetFixture.loaded(target, 1, contacts("touch"));
    TargetFixture.loaded(target, 2, contacts("other"));
    TargetFixture.publish(target, contacts("contact"), contacts("touch"), contacts("other"));
    String schema = migration.replace('-', '_') + "_prod";
    fixture.execute(
        "alter table %s.touch add constraint its_contact foreign key (id) references %s.contact"
            .formatted(schema, schema));
    return target;
  }

  private static void park(TargetDatabase target, ParkedChange... changes) {
    try (Applier applier = target.openApplier("crm")) {
      StreamState state = applier.own("stream", 10);
      try (StreamSession session = applier.begin(state, state, "v1")) {
        session.park(List.of(changes));
        Committed.done(session.commit(changes.length));
      }
    }
  }

  /** Ends the oldest replay, which has written so many rows. */
  private static void end(TargetDatabase target, int passed) {
    Replay replay = target.acts().next("crm").orElseThrow();
    try (Applier applier = target.openApplier("crm")) {
      StreamState state = applier.own("stream", 10);
      try (StreamSession session = applier.begin(state, state, "v1")) {
        session.advance(
            replay, replay.further(replay.last(), passed, 1 - passed, 0, Replay.State.DONE));
        Committed.done(session.commit(1));
      }
    }
  }

  private static List<Selection> asked(TargetDatabase target) {
    return target.acts().open().stream().map(Replay::what).toList();
  }

  @Test
  void a_group_tells_for_whose_rows_it_waits() {
    try (TargetDatabase target = live("follow-groups")) {
      park(target, parked("contact", "its_contact"), parked("touch", "its_contact"));
      park(target, parked("other", "its_contact"), parked("touch", 8, "email"));

      assertThat(target.quarantine().groups())
          .extracting(QuarantineGroup::entity, QuarantineGroup::column, QuarantineGroup::parent)
          .containsExactlyInAnyOrder(
              tuple("contact", "its_contact", ""),
              tuple("touch", "its_contact", "contact"),
              tuple("other", "its_contact", ""),
              tuple("touch", "email", ""));
    }
  }

  @Test
  void rows_that_wait_are_asked_for_in_the_name_of_who_asked_for_those_they_wait_for() {
    try (TargetDatabase target = live("follow-asks")) {
      park(
          target,
          parked("contact", "email"),
          parked("touch", "its_contact"),
          parked("touch", 8, "email"));
      Act first = target.acts().replay(CONTACTS, List.of(), "ann", "so");

      end(target, 1);

      Selection waiting = new Selection("touch", "CF-5001", "its_contact", null);
      assertThat(asked(target)).containsExactly(waiting);
      List<Act> acts = target.acts().pending(10);
      Act second = acts.get(acts.size() - 1);
      assertThat(second.kind()).isEqualTo(Act.Kind.REPLAY);
      assertThat(second.actor()).isEqualTo("ann");
      assertThat(second.what()).isEqualTo(waiting);
      assertThat(second.rows()).isEqualTo(1);
      assertThat(second.reason())
          .isEqualTo("rows of contact that they refer to were written by act " + first.id());
      end(target, 1);
      assertThat(asked(target)).isEmpty();
    }
  }

  @Test
  void a_replay_of_everything_tries_those_again_that_came_before_what_they_wait_for() {
    try (TargetDatabase target = live("follow-all")) {
      park(target, parked("touch", "its_contact"), parked("contact", "email"));
      target.acts().replay(Selection.ALL, List.of(), "ann", "so");

      end(target, 1);

      assertThat(asked(target)).extracting(Selection::entity).containsExactly("touch");
    }
  }

  @Test
  void nothing_follows_from_rows_that_are_refused_again_or_that_nobody_waits_for() {
    try (TargetDatabase target = live("follow-none")) {
      park(target, parked("contact", "email"), parked("touch", "its_contact"));
      target.acts().replay(CONTACTS, List.of(), "ann", "so");
      end(target, 0);
      assertThat(asked(target)).isEmpty();

      park(target, parked("other", "email"));
      target.acts().replay(new Selection("other", null, null, null), List.of(), "ann", "so");
      end(target, 1);
      assertThat(asked(target)).isEmpty();
    }
  }
}
