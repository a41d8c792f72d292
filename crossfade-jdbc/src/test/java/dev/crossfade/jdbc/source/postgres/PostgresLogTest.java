package dev.crossfade.jdbc.source.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.change.Mark;
import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.jdbc.source.SourceFailures;
import dev.crossfade.jdbc.source.SourceProblem;
import dev.crossfade.jdbc.source.SourceSettings;
import dev.crossfade.spi.source.LogIdentity;
import dev.crossfade.spi.source.SourceDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Publication, slot, identity and marks. */
class PostgresLogTest {

  private static final TableId A = new TableId("public", "a");
  private static final TableId B = new TableId("public", "b");
  private static final TableId C = new TableId("public", "c");
  private static final String SLOT = "cf_spring__26_crm";

  @TempDir static Path folder;
  private static PostgresTestSource database;
  private SourceDatabase source;

  @BeforeAll
  static void start() throws SQLException {
    database = new PostgresTestSource(folder);
    database.execute("CREATE TABLE a (k int PRIMARY KEY)", "CREATE TABLE b (k int PRIMARY KEY)");
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @BeforeEach
  void open() {
    source = database.open();
  }

  @AfterEach
  void remove() {
    source.log().remove();
    source.log().remove();
    source.close();
  }

  @Test
  void preparingTwiceIsTheSameAsOnce() throws SQLException {
    assertThat(source.log().identity().facts())
        .containsEntry("slot", "absent")
        .containsEntry("publication", "absent");
    LogIdentity first = source.log().prepare(List.of(A));
    LogIdentity second = source.log().prepare(List.of(A));
    assertThat(second).isEqualTo(first).isEqualTo(source.log().identity());
    assertThat(first.facts())
        .containsEntry("slot", SLOT)
        .containsEntry("publication", SLOT + "," + SLOT + "_append")
        .containsEntry("plugin", "pgoutput")
        .containsKeys("system", "timeline");
    assertThat(first.confirmed()).matches("[0-9A-F]+/[0-9A-F]+");
    assertThat(source.log().retainedBytes()).isGreaterThanOrEqualTo(0);
    assertThat(source.log().left())
        .containsExactly(
            "drop replication slot " + SLOT,
            "drop publication " + SLOT + "," + SLOT + "_append",
            "drop publication " + SLOT + "_append",
            "drop publication " + SLOT);
    source.log().remove();
    assertThat(source.log().left()).isEmpty();
  }

  @Test
  void thePublicationHoldsExactlyTheTables() throws SQLException {
    source.log().prepare(List.of(A));
    source.log().prepare(List.of(A, B));
    assertThat(published()).containsExactly("a", "b");
    source.log().prepare(List.of(B));
    assertThat(published()).containsExactly("b");
  }

  @Test
  void aSlotThatWentMissingIsAGapAndNotCreatedAgain() throws SQLException {
    source.log().prepare(List.of(A));
    database.execute("SELECT pg_drop_replication_slot('" + SLOT + "')");
    assertThat(source.log().identity().facts()).containsEntry("slot", "absent");
    assertThatThrownBy(() -> source.log().prepare(List.of(A)))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problem().code()).isEqualTo(SourceProblem.LOG_GAP);
              assertThat(e.problem().code().kind()).isEqualTo(Kind.ESCALATE);
            });
    assertThat(source.log().identity().facts()).containsEntry("slot", "absent");
  }

  @Test
  void aSlotThatWasCreatedAgainIsAGap() throws SQLException {
    String first = source.log().prepare(List.of(A)).confirmed();
    assertThat(source.log().gaps(first, first, "")).isEmpty();
    assertThat(source.log().gaps(first, first, first)).isEmpty();
    database.execute(
        "INSERT INTO a VALUES (41)",
        "SELECT pg_drop_replication_slot('" + SLOT + "')",
        "SELECT pg_create_logical_replication_slot('" + SLOT + "', 'pgoutput')");
    LogIdentity again = source.log().identity();
    assertThat(again.facts()).containsEntry("slot", SLOT);
    assertThat(source.log().gaps(first, again.confirmed(), first))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.code()).isEqualTo(SourceProblem.LOG_GAP);
              assertThat(problem.why()).contains("after " + first + " where capture ended");
            });
    assertThat(source.log().gaps(first, again.confirmed(), ""))
        .singleElement()
        .satisfies(problem -> assertThat(problem.why()).contains("stored no position"));
    assertThat(source.log().gaps(first, again.confirmed(), null)).isEmpty();
  }

  @Test
  void aLogThatEndsBeforeWhereItsSlotStoodIsAGap() throws SQLException {
    String now = source.log().prepare(List.of(A)).confirmed();
    assertThat(source.log().gaps("7FFF/0", now, null))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.code()).isEqualTo(SourceProblem.LOG_GAP);
              assertThat(problem.why()).contains("before 7FFF/0 where the slot stood earlier");
            });
  }

  @Test
  void aSlotThatACrashPutBackIsNoGap() throws SQLException {
    String crashed = source.log().prepare(List.of(A)).confirmed();
    database.execute("INSERT INTO a VALUES (42)");
    String seen;
    try (Connection connection = database.connect()) {
      seen = PostgresSystem.end(connection);
    }
    assertThat(seen).isNotEqualTo(crashed);
    assertThat(source.log().gaps(seen, crashed, null)).isEmpty();
    assertThat(source.log().gaps(seen, crashed, seen)).isEmpty();
  }

  @Test
  void anOpenTransactionIsNotWaitedForForever() throws SQLException {
    try (Connection open = database.connect();
        Statement statement = open.createStatement();
        PostgresLog log = impatient()) {
      open.setAutoCommit(false);
      statement.execute("INSERT INTO a VALUES (1)");
      assertThatThrownBy(() -> log.prepare(List.of(A)))
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> assertThat(e.problem().code()).isEqualTo(SourceProblem.SLOT_WAITS));
      assertThat(log.identity().facts()).containsEntry("slot", "absent");
      open.rollback();
      assertThat(log.prepare(List.of(A)).facts()).containsEntry("slot", SLOT);
    }
  }

  /** What it wrote before the table is carried is in no log: it has to be over by then. */
  @Test
  void aTableIsCarriedOnceWhoWritesToItIsDone() throws Exception {
    source.log().prepare(List.of(A));
    ExecutorService other = Executors.newSingleThreadExecutor();
    try (Connection writer = database.connect();
        Statement statement = writer.createStatement()) {
      writer.setAutoCommit(false);
      statement.execute("INSERT INTO b VALUES (51)");
      Future<LogIdentity> prepared = other.submit(() -> source.log().prepare(List.of(A, B)));
      awaitWaiting();
      database.execute("SET statement_timeout = '5s'; INSERT INTO b VALUES (53)");
      assertThat(published()).containsExactly("a");
      statement.execute("INSERT INTO b VALUES (52)");
      writer.commit();
      prepared.get();
      assertThat(published()).containsExactly("a", "b");
      assertThat(count("b WHERE k IN (51, 52, 53)")).isEqualTo(3);
    } finally {
      other.shutdown();
      database.execute("DELETE FROM b");
    }
  }

  @Test
  void whoWritesToATableIsNotWaitedForForeverAndOthersAreNotKept() throws Exception {
    try (PostgresLog log = impatient();
        Connection writer = database.connect();
        Statement statement = writer.createStatement()) {
      log.prepare(List.of(A));
      writer.setAutoCommit(false);
      statement.execute("INSERT INTO b VALUES (61)");
      assertThatThrownBy(() -> log.prepare(List.of(A, B)))
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> {
                assertThat(e.problem().code()).isEqualTo(SourceProblem.SLOT_WAITS);
                assertThat(e.problem().what()).contains("could not take more tables");
              });
      assertThat(published()).containsExactly("a");
      assertThat(count("pg_locks WHERE NOT granted OR mode = 'ShareRowExclusiveLock'")).isZero();
      assertThat(log.prepare(List.of(A)).facts()).containsEntry("slot", SLOT);
      writer.rollback();
      log.prepare(List.of(A, B));
      assertThat(published()).containsExactly("a", "b");
    }
  }

  /** Writers of several tables need not pause at the same time. */
  @Test
  void tablesAreTakenUpOneByOne() throws Exception {
    database.execute("CREATE TABLE c (k int PRIMARY KEY)");
    try (PostgresLog log = impatient();
        Connection one = database.connect();
        Statement first = one.createStatement();
        Connection two = database.connect();
        Statement second = two.createStatement()) {
      log.prepare(List.of(A));
      one.setAutoCommit(false);
      two.setAutoCommit(false);
      first.execute("INSERT INTO b VALUES (71)");
      assertThatThrownBy(() -> log.prepare(List.of(A, B, C))).isInstanceOf(ProblemException.class);
      assertThat(published()).containsExactly("a", "c");
      second.execute("INSERT INTO c VALUES (71)");
      one.rollback();
      log.prepare(List.of(A, B, C));
      assertThat(published()).containsExactly("a", "b", "c");
    } finally {
      source.log().remove();
      database.execute("DROP TABLE c");
    }
  }

  /** VACUUM has such a lock; it is had here until the server ends who has it. */
  @Test
  void maintenanceOfATableThatIsGivenUpKeepsNobodyWaiting() throws Exception {
    try (PostgresLog log = impatient();
        Connection maintenance = database.connect();
        Statement statement = maintenance.createStatement()) {
      log.prepare(List.of(A));
      maintenance.setAutoCommit(false);
      statement.execute("SET LOCAL idle_in_transaction_session_timeout = '15s'");
      statement.execute("LOCK TABLE a IN SHARE UPDATE EXCLUSIVE MODE");
      assertThatThrownBy(() -> log.prepare(List.of(B))).isInstanceOf(ProblemException.class);
      assertThat(published()).containsExactly("a", "b");
      maintenance.rollback();
      log.prepare(List.of(B));
      assertThat(published()).containsExactly("b");
    }
  }

  /** Partitions have locks of their own, and whoever writes to one need not name the table. */
  @Test
  void whoWritesToAPartitionIsWaitedForToo() throws Exception {
    database.execute(
        "CREATE TABLE parted (k int PRIMARY KEY) PARTITION BY RANGE (k)",
        "CREATE TABLE part PARTITION OF parted FOR VALUES FROM (0) TO (9)");
    try (PostgresLog log = impatient();
        Connection writer = database.connect();
        Statement statement = writer.createStatement()) {
      log.prepare(List.of(A));
      writer.setAutoCommit(false);
      statement.execute("INSERT INTO part VALUES (1)");
      assertThatThrownBy(() -> log.prepare(List.of(A, new TableId("public", "parted"))))
          .isInstanceOf(ProblemException.class);
      writer.rollback();
      log.prepare(List.of(A, new TableId("public", "parted")));
      assertThat(published()).containsExactly("a", "parted");
    } finally {
      source.log().remove();
      database.execute("DROP TABLE parted");
    }
  }

  private static PostgresLog impatient() {
    SourceSettings settings =
        database.settings(database.endpoint().user(), database.endpoint().password());
    return new PostgresLog(
        new PostgresConnections(settings, new SourceFailures(settings)), Duration.ofMillis(300));
  }

  private static void awaitWaiting() throws SQLException {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (count("pg_locks WHERE NOT granted AND mode = 'ShareRowExclusiveLock'") == 0) {
      assertThat(System.nanoTime()).as("nobody waits").isLessThan(end);
    }
  }

  private static long count(String from) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM " + from)) {
      row.next();
      return row.getLong(1);
    }
  }

  @Test
  void aForeignSlotIsLeftAlone() throws SQLException {
    database.execute("SELECT pg_create_physical_replication_slot('" + SLOT + "', true)");
    assertThatThrownBy(() -> source.log().prepare(List.of(A))).hasMessageContaining("is not ours");
  }

  @Test
  void marksGrowInLogOrderWhoeverWritesThem() throws Exception {
    source.log().prepare(List.of(A));
    List<Mark> marks = new ArrayList<>();
    ExecutorService writers = Executors.newFixedThreadPool(3);
    try (SourceDatabase other = database.open()) {
      List<Future<Mark>> pending = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        SourceDatabase writer = i % 2 == 0 ? source : other;
        pending.add(writers.submit(() -> writer.log().mark()));
      }
      for (Future<Mark> mark : pending) {
        marks.add(mark.get());
      }
    } finally {
      writers.shutdown();
    }
    List<Long> logged = loggedNumbers();
    assertThat(logged).isSorted().doesNotHaveDuplicates();
    assertThat(logged)
        .containsExactlyElementsOf(marks.stream().map(Mark::number).sorted().toList());
  }

  private List<Long> loggedNumbers() throws SQLException {
    List<Long> numbers = new ArrayList<>();
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT data FROM pg_logical_slot_peek_binary_changes('"
                    + SLOT
                    + "', NULL, NULL,"
                    + " 'proto_version', '1', 'publication_names', '"
                    + SLOT
                    + "', 'messages', 'true')")) {
      while (row.next()) {
        String text = new String(row.getBytes(1), StandardCharsets.UTF_8);
        int at = text.indexOf("spring-26 ");
        if (at >= 0) {
          String[] parts = text.substring(at).split(" ");
          assertThat(parts).hasSize(3);
          assertThat(Long.parseLong(parts[2])).isGreaterThan(1_600_000_000_000_000L);
          numbers.add(Long.parseLong(parts[1]));
        }
      }
    }
    return numbers;
  }

  private List<String> published() throws SQLException {
    List<String> tables = new ArrayList<>();
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT tablename FROM pg_publication_tables WHERE pubname = '"
                    + SLOT
                    + "' ORDER BY 1")) {
      while (row.next()) {
        tables.add(row.getString(1));
      }
    }
    return tables;
  }
}
