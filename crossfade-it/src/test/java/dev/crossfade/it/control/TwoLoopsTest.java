package dev.crossfade.it.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crossfade.core.phase.MigrationState;
import dev.crossfade.core.phase.Phase;
import dev.crossfade.core.phase.PhaseProblem;
import dev.crossfade.core.phase.SignOffDemand;
import dev.crossfade.core.phase.Trigger;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.embedded.DatabaseEndpoint;
import dev.crossfade.embedded.DatabaseOptions;
import dev.crossfade.embedded.EmbeddedPostgres;
import dev.crossfade.embedded.EmbeddedService;
import dev.crossfade.engine.reconcile.Desk;
import dev.crossfade.jdbc.control.ControlSettings;
import dev.crossfade.jdbc.control.ControlStores;
import dev.crossfade.jdbc.sql.Tls;
import dev.crossfade.spi.journal.ControlStore;
import dev.crossfade.spi.journal.JournalEntry;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two loops own one migration by a journal in a real PostgreSQL, which ends their connections all
 * the time; each of them stands still now and then for longer than a lease is good.
 */
class TwoLoopsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private Path folder;

  private final FencedPlane plane = new FencedPlane();

  @Test
  void one_acts_at_a_time_and_nothing_is_done_twice() throws Exception {
    try (EmbeddedService<DatabaseEndpoint> postgres =
        EmbeddedPostgres.start(folder, DatabaseOptions.database("control"))) {
      DatabaseEndpoint endpoint = postgres.endpoint();
      ControlSettings settings =
          new ControlSettings(
              endpoint.host(),
              endpoint.port(),
              endpoint.database(),
              endpoint.user(),
              endpoint.password(),
              ControlSettings.Place.OWN,
              Tls.UNSAID);
      try (ControlStore store = ControlStores.open(settings)) {
        store.prepare();
        try (Loop one = new Loop("one", settings, plane);
            Loop two = new Loop("two", settings, plane)) {
          play(store, endpoint, one, two);
        }
      }
      // the connection of the other one may have been the last that was ended
      try (ControlStore fresh = ControlStores.open(settings)) {
        judge(fresh.journal().read("unify", 0));
      }
    }
  }

  private void play(ControlStore store, DatabaseEndpoint endpoint, Loop one, Loop two)
      throws Exception {
    Desk desk =
        new Desk(
            store.journal(),
            Clock.systemUTC(),
            () -> UUID.randomUUID().toString(),
            SignOffDemand.NONE);
    Thread killer = new Thread(() -> endConnectionsForEver(endpoint), "killer");
    killer.start();
    try {
      reach(desk, Trigger.START, Phase.LIVE);
      for (int round = 0; round < 6; round++) {
        (round % 2 == 0 ? one : two).freeze();
        reach(desk, Trigger.PAUSE, Phase.PAUSED);
        reach(desk, Trigger.RESUME, Phase.LIVE);
        reach(desk, Trigger.VERIFY, Phase.LIVE);
      }
      reach(desk, Trigger.COMPLETE, Phase.COMPLETED);
    } finally {
      killer.interrupt();
      killer.join();
    }
    await().atMost(PATIENCE).until(() -> one.ended() && two.ended());
    assertThat(one.death()).isNull();
    assertThat(two.death()).isNull();
    assertThat(one.failures() + two.failures()).as("connections were ended").isPositive();
  }

  private static void reach(Desk desk, Trigger what, Phase phase) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              try {
                return desk.ask("unify", what, "anna").version() > 0;
              } catch (ProblemException e) {
                // an earlier attempt may have been recorded although its answer was lost
                return e.problem().code() == PhaseProblem.NOT_IN_THIS_PHASE;
              }
            });
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(
            () -> {
              MigrationState state = desk.read("unify");
              return state.phase() == phase && state.here().current().isEmpty();
            });
  }

  private static void endConnectionsForEver(DatabaseEndpoint endpoint) {
    try {
      while (true) {
        endConnections(endpoint);
        Thread.sleep(15);
      }
    } catch (InterruptedException e) {
      // the migration is over
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void endConnections(DatabaseEndpoint endpoint) throws SQLException {
    String url =
        "jdbc:postgresql://" + endpoint.host() + ":" + endpoint.port() + "/" + endpoint.database();
    try (Connection connection =
            DriverManager.getConnection(url, endpoint.user(), endpoint.password());
        Statement statement = connection.createStatement()) {
      statement.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
              + " WHERE application_name = 'crossfade journal' AND random() < 0.4");
    }
  }

  private void judge(List<JournalEntry> entries) {
    assertThat(plane.twice()).isEmpty();
    assertThat(plane.done()).hasSizeGreaterThan(15);
    List<Long> epochs =
        entries.stream().map(JournalEntry::epoch).filter(epoch -> epoch > 0).toList();
    assertThat(epochs).isSorted();
    assertThat(epochs.stream().distinct().count()).as("owners").isGreaterThan(3);
    assertThat(entries.stream().map(JournalEntry::actor).distinct()).contains("one", "two", "anna");
  }
}
