package dev.crossfade.jdbc.ready;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.crossfade.core.spec.SystemType;
import dev.crossfade.embedded.DatabaseEndpoint;
import dev.crossfade.embedded.DatabaseOptions;
import dev.crossfade.embedded.EmbeddedMariaDb;
import dev.crossfade.embedded.EmbeddedService;
import dev.crossfade.jdbc.source.ReadyProblem;
import dev.crossfade.jdbc.source.RoomProblem;
import dev.crossfade.spi.cutover.HeadRoom;
import dev.crossfade.spi.cutover.Readiness;
import dev.crossfade.spi.cutover.RoomReport;
import dev.crossfade.testkit.contract.KeyedDatabase;
import dev.crossfade.testkit.contract.ReadinessContract;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Counters and sequences of a real MariaDB keep the contract, and what only it has. */
class MariaDbReadinessTest extends ReadinessContract {

  private static final AtomicInteger NUMBERS = new AtomicInteger();

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

  @Override
  protected KeyedDatabase database() throws SQLException {
    return create();
  }

  /** A database of counters, sequences and bounds. */
  private static final class KeyedMariaDb extends Keyed {
    private KeyedMariaDb(String schema) {
      super(service.endpoint(), SystemType.MARIADB, schema);
    }

    /** Counters of columns notice all that is written. */
    @Override
    public List<String> inattentive() {
      return List.of("sequenced");
    }

    @Override
    public void close() {}
  }

  private static KeyedMariaDb create() throws SQLException {
    String name = "shop_" + NUMBERS.incrementAndGet();
    new KeyedMariaDb("mysql").execute("CREATE DATABASE " + name);
    KeyedMariaDb database = new KeyedMariaDb(name);
    database.execute(
        "CREATE TABLE counted (id bigint AUTO_INCREMENT PRIMARY KEY, note text)",
        "CREATE SEQUENCE numbers",
        "CREATE TABLE sequenced (id bigint DEFAULT (NEXT VALUE FOR numbers) PRIMARY KEY, note text)",
        "CREATE SEQUENCE few MAXVALUE 100 NOCACHE",
        "CREATE TABLE bounded (id bigint DEFAULT (NEXT VALUE FOR few) PRIMARY KEY, note text)");
    return database;
  }

  @Test
  void howLongTheLogIsKeptIsSeenAndTheClockIsTold() throws SQLException {
    KeyedMariaDb database = create();
    try (HeadRoom room = database.room()) {
      RoomReport enough = room.look(1_000);
      assertThat(enough.problems()).isEmpty();
      assertThat(enough.sentence()).contains("binary log has", "not known: free disk");
      assertThat(enough.limit()).startsWith("kept for 3600 s").doesNotContain("1000");
      database.execute("SET GLOBAL binlog_expire_logs_seconds = 3599");

      RoomReport little = room.look(1_000);

      assertThat(little.problems())
          .singleElement()
          .satisfies(each -> assertThat(each.code()).isEqualTo(RoomProblem.LOG_KEPT_TOO_SHORT))
          .satisfies(each -> assertThat(each.why()).contains("3599 s"));
      assertThat(room.clock()).isCloseTo(Instant.now(), within(30, ChronoUnit.SECONDS));
    } finally {
      database.execute("SET GLOBAL binlog_expire_logs_seconds = 0");
    }
  }

  @Test
  void aColumnThatIsFullIsTold() throws SQLException {
    KeyedMariaDb database = create();
    database.execute("CREATE TABLE tiny (id tinyint AUTO_INCREMENT PRIMARY KEY, note text)");
    database.arrive("tiny", 127);

    try (Readiness readiness = database.readiness("tiny")) {
      assertThat(readiness.check().hindrances())
          .extracting(each -> each.code())
          .containsExactly(ReadyProblem.COUNTER_EXHAUSTED);
    }
  }

  @Test
  void sequencesThatCountDownInStepsStayInStep() throws SQLException {
    KeyedMariaDb database = create();
    database.execute(
        "CREATE SEQUENCE down START WITH -3 INCREMENT BY -10 MINVALUE -100000 MAXVALUE -1 NOCACHE",
        "CREATE TABLE falling (id bigint DEFAULT (NEXT VALUE FOR down) PRIMARY KEY, note text)");
    database.execute("INSERT INTO falling (id, note) VALUES (-500, 'arrived')");

    try (Readiness readiness = database.readiness("falling")) {
      assertThat(readiness.make(Duration.ofSeconds(5)).clear()).isTrue();
    }
    assertThat(database.insert("falling")).isEqualTo(-503);
  }

  /** Also where the key comes by an update, which other servers do not notice. */
  @Test
  void countersOfColumnsNoticeWhatIsWritten() throws SQLException {
    KeyedMariaDb database = create();
    database.execute(
        "INSERT INTO counted (note) VALUES ('of an application')", "UPDATE counted SET id = 700");

    try (Readiness readiness = database.readiness("counted")) {
      assertThat(readiness.check().clear()).isTrue();
    }
    assertThat(database.insert("counted")).isEqualTo(701);
  }

  @Test
  void whoMayNotIsTold() throws SQLException {
    KeyedMariaDb database = create();
    database.arrive("sequenced", 5_000);
    String plain = "plain" + NUMBERS.get();
    database.execute(
        "CREATE USER " + plain + "@'%' IDENTIFIED BY 'for-tests-only'",
        "GRANT SELECT ON " + "shop_" + NUMBERS.get() + ".* TO " + plain + "@'%'");

    try (Readiness readiness = database.readiness(plain, "for-tests-only", "sequenced")) {
      assertThat(readiness.check().hindrances())
          .extracting(each -> each.code())
          .containsExactly(ReadyProblem.READY_RIGHT_MISSING);
    }
  }
}
