package dev.crossfade.jdbc.source.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.change.Position;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.spi.source.PinnedSnapshot;
import dev.crossfade.spi.source.SourceDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a pinned snapshot shows is what its token says it has seen. */
class PostgresSnapshotTest {

  @TempDir static Path folder;
  private static PostgresTestSource database;

  @BeforeAll
  static void start() throws SQLException {
    database = new PostgresTestSource(folder);
    database.execute("CREATE TABLE events (name text)");
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @Test
  void everyTransactionIsInTheRowsOrAfterTheToken() throws Exception {
    Map<String, Long> transactions = new ConcurrentHashMap<>();
    Set<String> visible = new HashSet<>();
    String token;
    try (SourceDatabase source = database.open();
        Connection early = database.connect();
        Connection late = database.connect();
        Connection rollback = database.connect()) {
      TableSchema table = PostgresTestSource.table(source, "public", "events");
      transactions.put("before", insert(null, "before"));
      early.setAutoCommit(false);
      late.setAutoCommit(false);
      rollback.setAutoCommit(false);
      transactions.put("late", insert(late, "late"));
      insert(rollback, "undone");
      transactions.put("early", insert(early, "early"));
      early.commit();
      Thread writer = background(transactions);
      try (PinnedSnapshot pinned = source.pin()) {
        token = pinned.token();
        late.commit();
        rollback.rollback();
        transactions.put("after", insert(null, "after"));
        writer.join();
        assertThat(pinned.read(table, row -> visible.add((String) row[0])))
            .isEqualTo(visible.size());
      }
      assertThat(visible).contains("before", "early").doesNotContain("late", "undone", "after");
    }
    try (SourceDatabase restarted = database.open()) {
      transactions.forEach(
          (name, id) ->
              assertThat(restarted.seenBy(token, id, Position.START))
                  .as(name)
                  .isEqualTo(visible.contains(name)));
    }
  }

  private static Thread background(Map<String, Long> transactions) {
    Thread writer =
        new Thread(
            () -> {
              for (int i = 0; i < 100; i++) {
                try {
                  transactions.put("background" + i, insert(null, "background" + i));
                } catch (SQLException e) {
                  throw new IllegalStateException(e);
                }
              }
            });
    writer.start();
    return writer;
  }

  private static long insert(Connection given, String name) throws SQLException {
    Connection connection = given == null ? database.connect() : given;
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "INSERT INTO events VALUES ('"
                    + name
                    + "')"
                    + " RETURNING txid_current() % 4294967296")) {
      row.next();
      return row.getLong(1);
    } finally {
      if (given == null) {
        connection.close();
      }
    }
  }

  @Test
  void aLostSnapshotIsNotReplacedByAnother() throws SQLException {
    try (SourceDatabase source = database.open();
        PinnedSnapshot pinned = source.pin()) {
      TableSchema table = PostgresTestSource.table(source, "public", "events");
      database.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE state LIKE 'idle in%'");
      assertThatThrownBy(() -> pinned.read(table, row -> {})).isInstanceOf(ProblemException.class);
      assertThatThrownBy(() -> pinned.read(table, row -> {}))
          .isInstanceOf(ProblemException.class)
          .hasStackTraceContaining("the pinned snapshot is lost");
    }
  }

  @Test
  void aHorizonHasPassedOnceAllThatWasRunningHasEnded() throws Exception {
    try (SourceDatabase source = database.open();
        Connection running = database.connect();
        Connection later = database.connect()) {
      running.setAutoCommit(false);
      later.setAutoCommit(false);
      long id = insert(running, "running");
      String first = source.horizon();
      assertThat(source.covers(first, first)).isFalse();
      insert(later, "later");
      assertThat(source.covers(source.horizon(), first)).isFalse();
      running.commit();
      String second = source.horizon();
      assertThat(source.covers(second, first)).isTrue();
      assertThat(source.covers(second, second)).as("the later one runs").isFalse();
      assertThat(source.seenBy(first, id, Position.START)).isFalse();
      assertThat(source.seenBy(second, id, Position.START)).isTrue();
      later.rollback();
    }
  }
}
