package dev.crossfade.jdbc.source.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.change.Mark;
import dev.crossfade.core.change.Position;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.spec.ZeroDates;
import dev.crossfade.spi.source.LogIdentity;
import dev.crossfade.spi.source.PinnedSnapshot;
import dev.crossfade.spi.source.RolledBack;
import dev.crossfade.spi.source.SourceDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Marks, identity, and snapshots against the binary log itself. */
class MysqlLogTest {

  @TempDir static Path folder;
  private static MariaDbTestSource database;

  @BeforeAll
  static void start() throws SQLException {
    database = new MariaDbTestSource(folder);
    database.execute("CREATE TABLE events (name varchar(40))");
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @Test
  void preparingTwiceIsTheSameAsOnceAndRemovingTakesTheTable() throws SQLException {
    try (SourceDatabase source = database.open(ZeroDates.REFUSE)) {
      assertThat(source.log().identity().facts()).containsEntry("mark_table", "absent");
      LogIdentity first = source.log().prepare(List.of());
      assertThat(source.log().prepare(List.of()).facts()).isEqualTo(first.facts());
      assertThat(first.facts())
          .containsEntry("binlog", "mysql-bin")
          .containsEntry("server_id", "1")
          .containsEntry("gtid_domain", "0")
          .containsEntry("mark_table", "crossfade_mark");
      assertThat(first.confirmed()).matches("mysql-bin\\.\\d{6}:\\d+ 0-1-\\d+");
      assertThat(source.catalog()).noneMatch(t -> t.id().name().equals("crossfade_mark"));
      assertThat(source.log().left()).containsExactly("forget the marks: crossfade_mark");
      source.log().mark();
      database.execute("INSERT INTO crossfade_mark VALUES ('spring-26 back', 1, now())");
      assertThat(source.log().left()).containsExactly("forget the marks: crossfade_mark");
      source.log().remove();
      assertThat(source.log().left()).isEmpty();
      source.log().remove();
      assertThat(source.log().identity().facts()).containsEntry("mark_table", "absent");
    }
  }

  @Test
  void marksGrowWhoeverWritesThem() throws Exception {
    Set<Long> numbers = new HashSet<>();
    ExecutorService writers = Executors.newFixedThreadPool(3);
    try (SourceDatabase one = database.open(ZeroDates.REFUSE);
        SourceDatabase two = database.open(ZeroDates.REFUSE)) {
      one.log().prepare(List.of());
      long before = one.log().mark().number();
      database.execute("UPDATE crossfade_mark SET number = number + 1000000000000");
      List<Future<Mark>> pending = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        SourceDatabase writer = i % 2 == 0 ? one : two;
        pending.add(writers.submit(() -> writer.log().mark()));
      }
      for (Future<Mark> mark : pending) {
        assertThat(mark.get().number()).isGreaterThan(before + 1_000_000_000_000L);
        numbers.add(mark.get().number());
      }
      assertThat(numbers).hasSize(60);
      Mark last = two.log().mark();
      assertThat(numbers).allMatch(number -> number < last.number());
      assertThat(stored()).isEqualTo("spring-26 " + last.number());
      one.log().remove();
    } finally {
      writers.shutdown();
    }
  }

  private static String stored() throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT migration, number FROM crossfade_mark")) {
      row.next();
      return row.getString(1) + " " + row.getLong(2);
    }
  }

  @Test
  void everyTransactionIsInTheRowsOrAfterTheToken() throws Exception {
    Set<String> visible = new HashSet<>();
    String token;
    try (SourceDatabase source = database.open(ZeroDates.REFUSE);
        Connection late = database.connect()) {
      TableSchema table = MariaDbTestSource.table(source, "events");
      late.setAutoCommit(false);
      insert(late, "late");
      Thread writer = background();
      awaitRows(10);
      try (PinnedSnapshot pinned = source.pin()) {
        token = pinned.token();
        late.commit();
        writer.join();
        pinned.read(table, row -> visible.add((String) row[0]));
      }
    }
    Map<String, Position> logged = logged();
    assertThat(visible).doesNotContain("late");
    assertThat(logged).hasSize(301);
    try (SourceDatabase restarted = database.open(ZeroDates.REFUSE)) {
      logged.forEach(
          (name, transaction) ->
              assertThat(restarted.seenBy(token, 0, transaction))
                  .as(name)
                  .isEqualTo(visible.contains(name)));
    }
    assertThat(visible.size()).isBetween(1, 300);
  }

  private static void awaitRows(int count) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      long rows = 0;
      while (rows < count) {
        try (ResultSet row = statement.executeQuery("SELECT count(*) FROM events")) {
          row.next();
          rows = row.getLong(1);
        }
      }
    }
  }

  private static Thread background() {
    Thread writer =
        new Thread(
            () -> {
              try (Connection connection = database.connect()) {
                for (int i = 0; i < 300; i++) {
                  insert(connection, "background" + i);
                }
              } catch (SQLException e) {
                throw new IllegalStateException(e);
              }
            });
    writer.start();
    return writer;
  }

  private static void insert(Connection connection, String name) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("INSERT INTO events VALUES ('" + name + "')");
    }
  }

  /** Where the transaction of each inserted row begins, which is what the change stream tells. */
  private static Map<String, Position> logged() throws SQLException {
    Map<String, Position> transactions = new TreeMap<>();
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SHOW BINLOG EVENTS IN 'mysql-bin.000001'")) {
      long begin = 0;
      while (row.next()) {
        String type = row.getString("Event_type");
        String info = row.getString("Info");
        if (type.startsWith("Gtid")) {
          begin = row.getLong("Pos");
        } else if (type.startsWith("Annotate") && info.contains("INSERT INTO events")) {
          String name = info.replaceAll(".*VALUES \\('(.*)'\\).*", "$1");
          transactions.put(name, new Position(1, begin, 1));
        }
      }
    }
    return transactions;
  }

  @Test
  void aLostSnapshotIsNotReplacedByAnother() throws SQLException {
    try (SourceDatabase source = database.open(ZeroDates.REFUSE);
        PinnedSnapshot pinned = source.pin()) {
      TableSchema table = MariaDbTestSource.table(source, "events");
      pinned.close();
      assertThatThrownBy(() -> pinned.read(table, row -> {})).isInstanceOf(ProblemException.class);
    }
  }

  @Test
  void aHorizonIsWhereTheLogEndedBeforeAMarkAndTakesNoLock() throws Exception {
    database.execute("CREATE TABLE others (name varchar(40))");
    try (SourceDatabase source = database.open(ZeroDates.REFUSE);
        Connection slow = database.connect()) {
      source.log().prepare(List.of());
      slow.setAutoCommit(false);
      try (Statement statement = slow.createStatement()) {
        statement.execute("INSERT INTO others VALUES ('open')");
        String first = source.horizon();
        assertThat(source.covers(first, first)).isTrue();
        statement.execute("INSERT INTO others VALUES ('still open')");
        slow.commit();
        String second = source.horizon();
        assertThat(source.covers(second, first)).isTrue();
        assertThat(source.covers(first, second)).isFalse();
      }
    }
  }

  @Test
  void theLogTellsWhatWasRolledBackThoughItIsInIt() throws Exception {
    database.execute("CREATE TABLE undone (id int PRIMARY KEY) ENGINE=InnoDB");
    try (SourceDatabase source = database.open(ZeroDates.REFUSE)) {
      source.log().prepare(List.of());
      BinlogPosition begins = BinlogPosition.parse(end(source).split(" ")[0]);
      database.execute(
          "BEGIN",
          "CREATE TEMPORARY TABLE some (i int)",
          "INSERT INTO undone SELECT seq FROM seq_1_to_50000",
          "ROLLBACK",
          "DROP TEMPORARY TABLE some");
      String undone = end(source).split(" ")[1];
      BinlogPosition next = BinlogPosition.parse(end(source).split(" ")[0]);
      database.execute("INSERT INTO undone VALUES (1)");
      String done = end(source).split(" ")[1];
      RolledBack log = source.log().rolledBack();
      assertThat(log.says(undone, at(begins))).isTrue();
      assertThat(log.says(done, at(begins))).isFalse();
      assertThat(log.says(done, at(next))).isFalse();
      assertThat(log.says(undone, at(next))).isFalse();
      assertThat(log.says(undone, new Position(begins.file() + 9, begins.offset(), 1))).isFalse();
    }
  }

  private static String end(SourceDatabase source) {
    return source.log().identity().confirmed();
  }

  private static Position at(BinlogPosition begins) {
    return new Position(begins.file(), begins.offset(), 1);
  }
}
