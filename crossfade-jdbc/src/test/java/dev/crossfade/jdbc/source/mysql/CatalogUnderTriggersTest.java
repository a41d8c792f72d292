package dev.crossfade.jdbc.source.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.spec.ZeroDates;
import dev.crossfade.jdbc.source.ReadyBook;
import dev.crossfade.jdbc.source.ReadyProblem;
import dev.crossfade.spi.source.SourceDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * While triggers of a table are made, as a fence does, MariaDB leaves the table out of some answers
 * about its columns and keys. That is no table that has lost them.
 */
class CatalogUnderTriggersTest {

  private static final int LOOKS = 60;
  private static final long REST_NANOS = 20_000_000;
  private static final long CHANGING_NANOS = 300_000_000;

  @TempDir private static Path folder;
  private static MariaDbTestSource database;

  @BeforeAll
  static void start() {
    database = new MariaDbTestSource(folder);
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  /** A question to the catalog. */
  @FunctionalInterface
  private interface Question {
    List<String> ask(Connection connection) throws SQLException;
  }

  @Test
  void aTableWhoseTriggersAreMadeHasAllItsColumnsAndItsKey() throws Exception {
    database.execute("CREATE TABLE events (id int PRIMARY KEY, name varchar(40))");
    AtomicBoolean stop = new AtomicBoolean();
    CompletableFuture<Integer> triggers = CompletableFuture.supplyAsync(() -> triggers(stop));
    try (SourceDatabase source = database.open(ZeroDates.REFUSE)) {
      for (int i = 0; i < LOOKS; i++) {
        TableSchema table = MariaDbTestSource.table(source, "events");
        assertThat(table.columns()).as("look %d", i).hasSize(2);
        assertThat(table.key()).as("look %d", i).containsExactly("id");
      }
    } finally {
      stop.set(true);
    }
    assertThat(triggers.join()).isGreaterThan(10);
  }

  private static int triggers(AtomicBoolean stop) {
    int made = 0;
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      while (!stop.get()) {
        statement.execute("CREATE TRIGGER t BEFORE INSERT ON events FOR EACH ROW SET @x = 1");
        statement.execute("DROP TRIGGER t");
        LockSupport.parkNanos(REST_NANOS);
        made++;
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
    return made;
  }

  /** Every question about one table waits until the table is there to answer it. */
  @Test
  void whatIsAskedOfATableThatSomebodyChangesIsAskedAgain() throws Exception {
    database.execute(
        "CREATE TABLE alpha (id tinyint AUTO_INCREMENT PRIMARY KEY,"
            + " day date NOT NULL DEFAULT '2020-02-02')",
        "INSERT INTO alpha VALUES (127, '2026-01-01')",
        "CREATE TABLE kappa (id int PRIMARY KEY)",
        "CREATE TABLE omega (id int PRIMARY KEY)");
    TableSchema alpha = known("alpha");

    assertThat(whileChanged(c -> named(c, alpha.id()))).containsExactly("alpha");
    assertThat(whileChanged(c -> List.copyOf(MysqlDateDefaults.load(c, alpha).columns())))
        .containsExactly("day");
    assertThat(whileChanged(c -> hindrances(c, alpha.id())))
        .containsExactly(ReadyProblem.COUNTER_EXHAUSTED.text());
  }

  private static TableSchema known(String name) {
    try (SourceDatabase source = database.open(ZeroDates.REFUSE)) {
      return MariaDbTestSource.table(source, name);
    }
  }

  private static List<String> named(Connection connection, TableId table) throws SQLException {
    String sql =
        "SELECT table_name, engine FROM information_schema.tables"
            + " WHERE table_schema = ? AND table_name = ?";
    return MysqlSql.rows(connection, sql, table).stream().map(row -> row.get(0)).toList();
  }

  private static List<String> hindrances(Connection connection, TableId table) throws SQLException {
    ReadyBook book = new ReadyBook(ReadyBook.Does.LOOK, Long.MAX_VALUE);
    new CounterReadiness(List.of(table)).go(connection, book);
    return book.report().hindrances().stream().map(each -> each.code().text()).toList();
  }

  /**
   * Somebody has the first table locked to change it, and waits for a reader of the last one. Who
   * asks is in a transaction: a session that holds locks on tables is not let wait for others, but
   * gets an answer without them.
   */
  private static List<String> whileChanged(Question question) throws Exception {
    try (Connection reader = database.connect();
        Connection changer = database.connect();
        Connection asker = database.connect()) {
      reader.setAutoCommit(false);
      asker.setAutoCommit(false);
      MysqlSql.number(asker, "SELECT count(*) FROM kappa");
      MysqlSql.number(reader, "SELECT count(*) FROM omega");
      long session = MysqlSql.number(changer, "SELECT connection_id()");
      CompletableFuture<Boolean> change = CompletableFuture.supplyAsync(() -> changed(changer));
      while (MysqlSql.number(
              asker,
              "SELECT count(*) FROM information_schema.processlist WHERE id = "
                  + session
                  + " AND state LIKE 'Waiting for table metadata lock%'")
          == 0) {
        LockSupport.parkNanos(REST_NANOS);
      }
      CompletableFuture<List<String>> answer =
          CompletableFuture.supplyAsync(() -> asked(asker, question));
      LockSupport.parkNanos(CHANGING_NANOS);
      MysqlSql.execute(reader, "KILL QUERY " + session);
      assertThat(change.join()).isFalse();
      return answer.join();
    }
  }

  private static boolean changed(Connection connection) {
    try {
      MysqlSql.execute(connection, "RENAME TABLE alpha TO beta, omega TO psi");
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  private static List<String> asked(Connection connection, Question question) {
    try {
      return question.ask(connection);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}
