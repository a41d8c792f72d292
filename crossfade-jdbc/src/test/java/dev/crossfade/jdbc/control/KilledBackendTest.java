package dev.crossfade.jdbc.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.spi.journal.Append;
import dev.crossfade.spi.journal.Appended;
import dev.crossfade.spi.journal.ControlStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The store's own process for a connection is ended in the middle of a commit. */
class KilledBackendTest {

  private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
  private static final String COMMITTING =
      "application_name = 'crossfade journal' AND state = 'active'"
          + " AND query LIKE 'WITH moved%'";

  private final ControlFixture fixture = new ControlFixture();
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final ExecutorService second = Executors.newSingleThreadExecutor();
  private ControlStore store;

  @BeforeEach
  void prepare() {
    store = fixture.open();
    store.prepare();
  }

  @AfterEach
  void close() {
    thread.shutdownNow();
    second.shutdownNow();
    store.close();
  }

  private static Append append(String migration, long after, String event) {
    return new Append(migration, migration + event, after, 0, AT, "test", List.of(event));
  }

  @Test
  void before_it_is_in_the_log_nothing_was_written() throws Exception {
    fixture.execute(
        """
        CREATE FUNCTION crossfade.linger() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN PERFORM pg_catalog.pg_sleep(60); RETURN NULL; END $$;
        CREATE CONSTRAINT TRIGGER linger AFTER INSERT ON crossfade.journal
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION crossfade.linger()
        """);
    try {
      Future<Appended> end = thread.submit(() -> store.journal().append(append("early", 0, "a")));
      kill("wait_event = 'PgSleep'");
      assertThat(end.get()).isInstanceOf(Appended.Unknown.class);
    } finally {
      fixture.execute("DROP FUNCTION crossfade.linger CASCADE");
    }
    assertThat(store.journal().holds("early", "earlya")).isFalse();
    assertThat(store.journal().append(append("early", 0, "b"))).isEqualTo(new Appended.Written(1));
  }

  @Test
  void after_it_is_in_the_log_it_was_written_although_nobody_was_told() throws Exception {
    assertThat(store.journal().append(append("late", 0, "a"))).isEqualTo(new Appended.Written(1));
    waitForReplicas("nobody");
    Future<Appended> end = thread.submit(() -> store.journal().append(append("late", 1, "b")));
    try {
      kill("wait_event = 'SyncRep'");
    } finally {
      waitForReplicas("");
    }
    assertThat(end.get()).isInstanceOf(Appended.Unknown.class);
    assertThat(store.journal().holds("late", "lateb")).isTrue();
    assertThat(store.journal().append(append("late", 1, "c"))).isEqualTo(new Appended.Outrun(2));
  }

  @Test
  void whoever_asks_meanwhile_waits_for_the_end() throws Exception {
    assertThat(store.journal().append(append("mean", 0, "a"))).isEqualTo(new Appended.Written(1));
    waitForReplicas("nobody");
    Future<Appended> end = thread.submit(() -> store.journal().append(append("mean", 1, "b")));
    try (ControlStore other = fixture.open()) {
      Future<Boolean> asked;
      try {
        await("wait_event = 'SyncRep'");
        asked = second.submit(() -> other.journal().holds("mean", "meanb"));
        Thread.sleep(300);
        assertThat(asked.isDone()).isFalse();
        kill("wait_event = 'SyncRep'");
      } finally {
        waitForReplicas("");
      }
      assertThat(end.get()).isInstanceOf(Appended.Unknown.class);
      assertThat(asked.get()).isTrue();
    }
  }

  /** A commit is in the log at once and returns only when this replica has it, too. */
  private void waitForReplicas(String name) throws Exception {
    fixture.execute("ALTER SYSTEM SET synchronous_standby_names = '" + name + "'");
    fixture.execute("SELECT pg_reload_conf()");
    String query = "SELECT current_setting('synchronous_standby_names') = '" + name + "'";
    while (!fixture.holds(query)) {
      Thread.sleep(20);
    }
  }

  private void await(String waiting) throws Exception {
    String query =
        "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE " + COMMITTING + " AND " + waiting + ")";
    Instant patience = Instant.now().plus(Duration.ofSeconds(20));
    while (!fixture.holds(query)) {
      assertThat(Instant.now()).as("waited for " + waiting).isBefore(patience);
      Thread.sleep(20);
    }
  }

  private void kill(String waiting) throws Exception {
    await(waiting);
    assertThat(
            fixture.holds(
                "SELECT bool_and(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE "
                    + COMMITTING
                    + " AND "
                    + waiting))
        .isTrue();
  }
}
