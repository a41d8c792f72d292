package dev.crossfade.jdbc.target;

import static dev.crossfade.jdbc.target.TargetFixture.contacts;
import static dev.crossfade.jdbc.target.TargetFixture.insert;
import static dev.crossfade.jdbc.target.TargetFixture.loaded;
import static dev.crossfade.jdbc.target.TargetFixture.moved;
import static dev.crossfade.jdbc.target.TargetFixture.publish;
import static dev.crossfade.jdbc.target.TargetFixture.row;
import static dev.crossfade.jdbc.target.TargetFixture.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.change.EntityChange;
import dev.crossfade.core.phase.EntityState;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.core.schema.Key;
import dev.crossfade.spi.target.Applier;
import dev.crossfade.spi.target.DrainSession;
import dev.crossfade.spi.target.EntityWrite;
import dev.crossfade.spi.target.PublishSession;
import dev.crossfade.spi.target.StreamSession;
import dev.crossfade.spi.target.StreamState;
import dev.crossfade.spi.target.TargetDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Holding, draining and publishing. */
class PublishTest {

  private static final TargetFixture fixture = new TargetFixture();
  private static int migrations;

  private final String migration = "publish-" + ++migrations;
  private final String production = migration.replace('-', '_') + "_prod";
  private final EntityShape contact = unique(contacts("contact"), "email");
  private final EntityShape lead = contacts("lead");
  private final TargetDatabase target = fixture.prepared(migration, contact, lead);

  @AfterEach
  void close() {
    target.close();
  }

  private StreamState held(Applier applier, StreamState state, EntityChange... changes) {
    StreamState next = moved(state, 1);
    try (StreamSession session = applier.begin(state, next, "v1")) {
      for (EntityChange change : changes) {
        session.hold(change.entity(), List.of(change));
      }
      Committed.done(session.commit(changes.length));
    }
    return next;
  }

  /** Applies inserts as they come. */
  private static int drainInto(DrainSession session, String entity, int max) {
    List<EntityChange> changes = session.take(entity, max, Long.MAX_VALUE);
    List<EntityWrite.PositionedRow> rows = new ArrayList<>();
    changes.forEach(c -> rows.add(new EntityWrite.PositionedRow(c.row(), c.position())));
    if (!rows.isEmpty()) {
      session.write(
          TargetFixture.write(entity, List.of(), rows.toArray(EntityWrite.PositionedRow[]::new)));
    }
    return changes.size();
  }

  @Test
  void held_changes_are_taken_in_order_and_stay_when_the_session_is_dropped() {
    loaded(target, contact, row(1L, "a", null));
    try (Applier applier = target.openApplier("crm")) {
      StreamState state = applier.own("t", 0);
      state = held(applier, state, insert("contact", 1, 1L, "b", null));
      held(
          applier, state, insert("contact", 2, 2L, "c", null), insert("contact", 3, 3L, "d", null));
    }
    try (DrainSession dropped = target.publisher().drain()) {
      assertThat(drainInto(dropped, "contact", 10)).isEqualTo(3);
    }
    assertThat(target.publisher().held("contact")).isEqualTo(3);

    try (DrainSession session = target.publisher().drain()) {
      assertThat(drainInto(session, "contact", 2))
          .as("the second transaction is not torn apart")
          .isEqualTo(1);
      assertThat(session.take("contact", 1, Long.MAX_VALUE))
          .extracting(EntityChange::position)
          .as("unless it must be")
          .containsExactly(TargetFixture.at(2));
      assertThat(drainInto(session, "contact", 10)).isEqualTo(1);
      assertThat(session.take("contact", 10, Long.MAX_VALUE)).isEmpty();
      Committed.done(session.commit());
    }
    assertThat(target.publisher().held("contact")).isZero();
    assertThat(
            fixture.query(
                "SELECT id, email FROM crossfade_"
                    + migration.replace('-', '_')
                    + "_staging.contact ORDER BY id"))
        .containsExactly("1|b", "3|d");
  }

  private static final String LOADS =
      "SELECT kind, coalesce(source, '-'), coalesce(mapping_version, '-') FROM crossfade.load"
          + " WHERE migration = '%s' AND kind <> 'STREAM' ORDER BY id";

  /** Each row tells by its load where it is from, by whatever way it came. */
  @Test
  void loads_tell_source_and_mapping_of_history_and_of_what_was_held() {
    target.progress().remember("mapping.next", "0");
    target.progress().remember("mapping.contact:ads:public.contact.1", "0");
    loaded(target, contact, row(1L, "a", null));
    try (Applier crm = target.openApplier("crm");
        Applier ads = target.openApplier("ads")) {
      StreamState state = held(crm, crm.own("t", 0), insert("contact", 1, 2L, "b", null));
      try (DrainSession session = target.publisher().drain()) {
        drainInto(session, "contact", 10);
        Committed.done(session.commit());
      }
      held(crm, state, insert("contact", 2, 3L, "c", null));
      held(ads, ads.own("u", 0), insert("contact", 1, 4L, "d", null));
      try (DrainSession session = target.publisher().drain()) {
        drainInto(session, "contact", 10);
        Committed.done(session.commit());
      }
    }
    assertThat(fixture.query(LOADS.formatted(migration)))
        .containsExactly("CHUNK|ads|v1", "DRAIN|crm|v1", "DRAIN|-|v1");
  }

  @Test
  void sources_whose_transactions_overlap_keep_their_own_order() {
    loaded(target, contact, row(0L, "z", null));
    try (Applier crm = target.openApplier("crm");
        Applier ads = target.openApplier("ads")) {
      StreamState first = crm.own("t", 0);
      StreamState second = ads.own("u", 0);
      try (StreamSession slow = crm.begin(first, moved(first, 1), "v1")) {
        slow.hold("contact", List.of(insert("contact", 1, 1L, "a", null)));
        second = held(ads, second, insert("contact", 1, 11L, "k", null));
        slow.hold("contact", List.of(insert("contact", 2, 2L, "b", null)));
        assertThat(target.publisher().held("contact")).isEqualTo(1);
        Committed.done(slow.commit(2));
      }
      held(ads, second, insert("contact", 2, 12L, "l", null));
    }
    List<Object> taken = new ArrayList<>();
    try (DrainSession session = target.publisher().drain()) {
      for (List<EntityChange> some = session.take("contact", 2, Long.MAX_VALUE);
          !some.isEmpty();
          some = session.take("contact", 2, Long.MAX_VALUE)) {
        some.forEach(change -> taken.add(change.row()[0]));
      }
      Committed.done(session.commit());
    }
    assertThat(taken).containsExactlyInAnyOrder(1L, 2L, 11L, 12L);
    assertThat(taken).containsSubsequence(1L, 2L).containsSubsequence(11L, 12L);
    assertThat(target.publisher().held("contact")).isZero();
  }

  @Test
  void readers_see_all_entities_of_a_release_or_none() throws Exception {
    loaded(target, contact, row(1L, "a", null));
    loaded(target, 1, lead, row(1L, "a", null));
    target.publisher().ready("contact");
    target.publisher().ready("lead");
    Set<String> seen = ConcurrentHashMap.newKeySet();
    AtomicBoolean stop = new AtomicBoolean();
    Thread reader = new Thread(() -> poll(seen, stop));
    reader.start();
    try (Applier applier = target.openApplier("crm")) {
      held(applier, applier.own("t", 0), insert("lead", 1, 2L, "b", null));
    }

    try (PublishSession session = target.publisher().publish(List.of("contact", "lead"))) {
      assertThat(session.release()).isEqualTo(1);
      Thread.sleep(50);
      drainInto(session, "lead", 100);
      Committed.done(session.commit());
    }
    Thread.sleep(100);
    stop.set(true);
    reader.join();

    assertThat(seen).containsExactlyInAnyOrder("0 tables", "2 tables, 2 leads");
    assertThat(target.progress().entityStates())
        .containsEntry("contact", EntityState.LIVE)
        .containsEntry("lead", EntityState.LIVE);
    assertThat(fixture.query("SELECT note FROM " + production + ".contact")).hasSize(1);
  }

  private void poll(Set<String> seen, AtomicBoolean stop) {
    while (!stop.get()) {
      int tables =
          fixture
              .query(
                  "SELECT relname FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace"
                      + " WHERE nspname = '"
                      + production
                      + "' AND relkind = 'r'")
              .size();
      seen.add(
          tables == 0
              ? "0 tables"
              : tables
                  + " tables, "
                  + fixture.query("SELECT id FROM " + production + ".lead").size()
                  + " leads");
    }
  }

  @Test
  void nothing_is_published_while_changes_are_held() {
    loaded(target, contact, row(1L, "a", null));
    try (Applier applier = target.openApplier("crm")) {
      held(applier, applier.own("t", 0), insert("contact", 1, 2L, "b", null));
    }
    target.publisher().ready("contact");

    try (PublishSession session = target.publisher().publish(List.of("contact"))) {
      assertThat(Committed.notDone(session.commit())).isEqualTo("CF-3019");
    }
    assertThat(target.progress().entityStates()).containsEntry("contact", EntityState.HELD);
  }

  @Test
  void publishing_gives_up_when_a_stream_holds_the_release() {
    loaded(target, contact, row(1L, "a", null));
    target.publisher().ready("contact");
    try (Applier applier = target.openApplier("crm")) {
      StreamState state = applier.own("t", 0);
      try (StreamSession session = applier.begin(state, moved(state, 1), "v1")) {
        session.entityStates();
        assertThatThrownBy(() -> target.publisher().publish(List.of("contact")))
            .isInstanceOfSatisfying(
                ProblemException.class,
                e -> assertThat(e.problem().code().text()).isEqualTo("CF-3016"));
      }
    }
    publish(target, contact);
  }

  @Test
  void publishing_gives_up_when_somebody_reads_staging() throws SQLException {
    loaded(target, contact, row(1L, "a", null));
    target.publisher().ready("contact");
    try (Connection other = fixture.connect()) {
      other.setAutoCommit(false);
      Sql.execute(
          other,
          "LOCK TABLE crossfade_"
              + migration.replace('-', '_')
              + "_staging.contact IN ACCESS SHARE MODE");
      try (PublishSession session = target.publisher().publish(List.of("contact"))) {
        assertThat(Committed.notDone(session.commit())).isEqualTo("CF-3016");
      }
    }
    publish(target, contact);
  }

  @Test
  void a_stream_goes_from_holding_to_production_with_the_release() {
    loaded(target, contact, row(1L, "a", null));
    try (Applier applier = target.openApplier("crm")) {
      StreamState state = applier.own("t", 0);
      try (StreamSession session = applier.begin(state, moved(state, 1), "v1")) {
        assertThat(session.entityStates()).containsEntry("contact", EntityState.HELD);
        assertThatThrownBy(() -> session.write(TargetFixture.write("contact", List.of(Key.of(1L)))))
            .isInstanceOf(ProblemException.class);
      }
      publish(target, contact);
      try (StreamSession session = applier.begin(state, moved(state, 1), "v1")) {
        assertThat(session.entityStates()).containsEntry("contact", EntityState.LIVE);
        session.write(TargetFixture.write("contact", List.of(Key.of(1L))));
        Committed.done(session.commit(1));
      }
    }
    assertThat(fixture.query("SELECT id FROM " + production + ".contact")).isEmpty();
  }

  @Test
  void rows_that_share_a_unique_value_are_parked_before_publishing() {
    loaded(
        target,
        contact,
        row(1L, "same", null),
        row(2L, "same", null),
        row(3L, null, null),
        row(4L, null, null));

    publish(target, contact);

    assertThat(fixture.query("SELECT id FROM " + production + ".contact ORDER BY id"))
        .containsExactly("1", "3", "4");
    assertThat(target.quarantine().groups())
        .singleElement()
        .satisfies(g -> assertThat(g.code() + g.column()).isEqualTo("CF-3015email"));
  }

  @Test
  void a_published_table_is_like_any_other() {
    fixture.execute(
        "DROP ROLE IF EXISTS dashboards; CREATE ROLE dashboards; ALTER DEFAULT PRIVILEGES IN SCHEMA "
            + production
            + " GRANT SELECT ON TABLES TO dashboards");
    loaded(target, contact, row(1L, "a", null));

    publish(target, contact);

    assertThat(
            fixture.query(
                "SELECT has_table_privilege('dashboards', '"
                    + production
                    + ".contact', 'SELECT'),"
                    + " has_table_privilege('dashboards', '"
                    + production
                    + ".contact', 'DELETE'),"
                    + " reloptions FROM pg_class WHERE oid = '"
                    + production
                    + ".contact'::regclass"))
        .containsExactly("t|f|null");
    assertThat(
            fixture.query(
                "SELECT indexname FROM pg_indexes WHERE schemaname = '"
                    + production
                    + "' ORDER BY 1"))
        .containsExactly("contact_email_key", "contact_note_idx", "contact_pkey");
    fixture.execute(
        "ALTER DEFAULT PRIVILEGES IN SCHEMA "
            + production
            + " REVOKE SELECT ON TABLES FROM dashboards; DROP OWNED BY dashboards;"
            + " DROP ROLE dashboards");
  }
}
