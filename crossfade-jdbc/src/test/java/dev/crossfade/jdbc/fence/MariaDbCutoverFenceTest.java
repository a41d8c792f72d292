package dev.crossfade.jdbc.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.embedded.DatabaseEndpoint;
import dev.crossfade.embedded.DatabaseOptions;
import dev.crossfade.embedded.EmbeddedMariaDb;
import dev.crossfade.embedded.EmbeddedService;
import dev.crossfade.spi.cutover.Fence;
import dev.crossfade.spi.cutover.FenceOutcome;
import dev.crossfade.spi.cutover.FenceState;
import dev.crossfade.testkit.contract.CutoverFenceContract;
import dev.crossfade.testkit.contract.FencedDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fence of a real MariaDB keeps the contract. */
class MariaDbCutoverFenceTest extends CutoverFenceContract {

  @TempDir private static Path folder;
  private static EmbeddedService<DatabaseEndpoint> service;

  @BeforeAll
  static void start() {
    service = EmbeddedMariaDb.start(folder, DatabaseOptions.database("start"));
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  /** Whoever uses the account of Crossfade passes the guards, and is named before. */
  @Test
  void strangersWithOurAccountAreToldFromUs() throws SQLException {
    try (FencedMariaDb database = FencedMariaDb.create(service);
        Fence fence = database.fence();
        Connection ours = database.open(FencedServer.FENCER, FencedServer.SECRET, true)) {
      fence.prepare();
      assertThat(fence.check(Duration.ofSeconds(9))).isEmpty();
      try (Connection stranger = database.open(FencedServer.FENCER, FencedServer.SECRET)) {
        assertThat(fence.check(Duration.ofSeconds(9)))
            .singleElement()
            .satisfies(each -> assertThat(each.code().text()).isEqualTo("CF-2061"))
            .satisfies(each -> assertThat(each.what()).contains(FencedServer.FENCER));
        assertThat(fence.raise(1, Duration.ofSeconds(2))).isInstanceOf(FenceOutcome.Refused.class);
        assertThat(stranger.isValid(1) && ours.isValid(1)).isTrue();
      }
      assertThat(fence.raise(2, Duration.ofSeconds(5))).isInstanceOf(FenceOutcome.Raised.class);
      assertThat(fence.lift(2)).isInstanceOf(FenceOutcome.Lifted.class);
    }
  }

  /** Tables take their guards along when they change names; the one in scope has none then. */
  @Test
  void aTableThatTookTheNameOfAnotherIsToldAndGuarded() throws SQLException {
    try (FencedMariaDb database = FencedMariaDb.create(service);
        Fence fence = database.fence()) {
      fence.prepare();
      assertThat(fence.raise(1, Duration.ofSeconds(5))).isInstanceOf(FenceOutcome.Raised.class);
      assertThat(fence.state().leaks()).isEmpty();
      database.execute(
          "CREATE TABLE other LIKE contact", "RENAME TABLE contact TO gone, other TO contact");
      assertThat(fence.state().leaks()).contains("guards are missing");
      assertThat(fence.raise(2, Duration.ofSeconds(5))).isInstanceOf(FenceOutcome.Raised.class);
      assertThat(fence.state().leaks()).isEmpty();
      assertThatThrownBy(() -> database.executeAs("app", database.inserting("app", 1)))
          .isInstanceOf(SQLException.class);
      fence.lift(3);
      database.executeAs("app", database.inserting("app", 1));
    }
  }

  /** An earlier build, or a process that was killed in between, has made no gate. */
  @Test
  void whatWasPreparedWithoutAGateIsRaisedAndRemoved() throws SQLException {
    try (FencedMariaDb database = FencedMariaDb.create(service);
        Fence fence = database.fence()) {
      fence.prepare();
      database.execute("DROP TABLE crossfade_fence_gate");
      assertThat(fence.raise(1, Duration.ofSeconds(5))).isInstanceOf(FenceOutcome.Raised.class);
      fence.lift(1);
      fence.tidy();
      database.execute("DROP TABLE crossfade_fence_gate");
      assertThat(fence.glance().standing()).isEqualTo(FenceState.Standing.OPEN);
      fence.remove();
      assertThat(fence.left()).isEmpty();
    }
  }

  /** Once it is closed, whoever was refused and stays open is nobody to wait for. */
  @Test
  void whoWasRefusedAndStaysIsNotWaitedForAgain() throws SQLException {
    try (FencedMariaDb database = FencedMariaDb.create(service);
        Fence fence = database.fence();
        Connection writer = database.open("app", FencedServer.SECRET);
        Connection reader = database.open("app", FencedServer.SECRET);
        Statement statement = writer.createStatement()) {
      fence.prepare();
      fence.anticipate();
      database.execute("DROP TRIGGER " + guard(database, "DELETE"));
      read(reader);
      assertThat(fence.raise(1, Duration.ofMillis(100))).isInstanceOf(FenceOutcome.Refused.class);
      statement.execute("START TRANSACTION");
      assertThatThrownBy(() -> statement.execute(database.inserting("app", 1)))
          .isInstanceOf(SQLException.class);
      reader.rollback();
      reader.close();
      assertThat(fence.raise(1, Duration.ofSeconds(5))).isInstanceOf(FenceOutcome.Raised.class);
    }
  }

  private static String guard(FencedMariaDb database, String kind) throws SQLException {
    return database
        .lines(
            "SELECT trigger_name FROM information_schema.triggers WHERE trigger_schema = DATABASE()"
                + " AND event_object_table = 'scratch' AND event_manipulation = '"
                + kind
                + "'")
        .get(0);
  }

  /** Whoever moves clients ends what Crossfade reads itself; it is no reason to wait. */
  @Test
  void ownReadersAreNothingToWaitForAndOthersAre() throws SQLException {
    try (FencedMariaDb database = FencedMariaDb.create(service);
        Fence fence = database.fence();
        Connection ours = database.open(FencedServer.FENCER, FencedServer.SECRET, true);
        Connection other = database.open("app", FencedServer.SECRET)) {
      fence.prepare();
      read(ours);
      read(other);
      assertThat(seen(fence))
          .singleElement()
          .satisfies(each -> assertThat(each.code().text()).isEqualTo("CF-2062"))
          .satisfies(each -> assertThat(each.what()).contains("transaction of app"));
    }
  }

  /** The server tells of transactions as they were a tenth of a second ago. */
  private static List<Problem> seen(Fence fence) {
    List<Problem> seen = List.of();
    long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
    while (seen.isEmpty() && System.nanoTime() < end) {
      seen = fence.check(Duration.ZERO);
    }
    return seen;
  }

  private static void read(Connection reader) throws SQLException {
    try (Statement statement = reader.createStatement()) {
      statement.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT");
      statement.executeQuery("SELECT count(*) FROM scratch").close();
    }
  }

  /**
   * What a transaction saw when it began does not let it pass; and once it is refused it may stay
   * open, and keeps nobody from lifting.
   */
  @Test
  void whoSawItOpenIsRefusedAndKeepsItFromNothing() throws SQLException {
    try (FencedMariaDb database = FencedMariaDb.create(service);
        Fence fence = database.fence();
        Connection writer = database.open("app", FencedServer.SECRET);
        Statement statement = writer.createStatement()) {
      fence.prepare();
      fence.anticipate();
      statement.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT");
      statement.executeQuery("SELECT count(*) FROM scratch").close();
      assertThat(fence.raise(1, Duration.ofSeconds(5))).isInstanceOf(FenceOutcome.Raised.class);
      assertThatThrownBy(() -> statement.execute(database.inserting("app", 1)))
          .isInstanceOf(SQLException.class);
      assertThat(fence.lift(1)).isInstanceOf(FenceOutcome.Lifted.class);
      statement.execute("ROLLBACK");
      statement.execute(database.inserting("app", 2));
      assertThat(database.rows()).containsExactly(2L);
    }
  }

  @Override
  protected FencedDatabase database() throws SQLException {
    return FencedMariaDb.create(service);
  }
}
