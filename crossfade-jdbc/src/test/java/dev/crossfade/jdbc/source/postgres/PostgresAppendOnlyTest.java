package dev.crossfade.jdbc.source.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.schema.TableId;
import dev.crossfade.jdbc.source.SourceProblem;
import dev.crossfade.spi.source.SourceDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables without key: the application goes on as before, and what the log lacks is noticed. */
class PostgresAppendOnlyTest {

  private static final TableId KEYED = new TableId("public", "keyed");
  private static final TableId LOG = new TableId("public", "log");
  private static final TableId PARTED = new TableId("public", "parted");
  private static final List<TableId> ALL = List.of(KEYED, LOG, PARTED);

  @TempDir static Path folder;
  private static PostgresTestSource database;
  private SourceDatabase source;

  @BeforeAll
  static void start() throws SQLException {
    database = new PostgresTestSource(folder);
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @BeforeEach
  void open() throws SQLException {
    database.execute(
        "CREATE TABLE keyed (k int PRIMARY KEY)",
        "CREATE TABLE log (v int)",
        "CREATE TABLE parted (v int) PARTITION BY RANGE (v)",
        "CREATE TABLE parted_low PARTITION OF parted FOR VALUES FROM (0) TO (10)",
        "CREATE TABLE parted_high PARTITION OF parted FOR VALUES FROM (10) TO (20)",
        "INSERT INTO log VALUES (1)",
        "INSERT INTO parted VALUES (1), (11)");
    source = database.open();
  }

  @AfterEach
  void remove() throws SQLException {
    source.log().remove();
    source.close();
    database.execute("DROP TABLE keyed, log, parted");
  }

  @Test
  void theApplicationsUpdatesStillWorkAndAreNoticed() throws Exception {
    assertThat(source.preflight(ALL)).isEmpty();
    source.log().prepare(ALL);
    assertThat(source.preflight(ALL)).isEmpty();
    assertThat(source.log().unseenChanges()).containsOnlyKeys(LOG, PARTED);
    assertThat(source.log().unseenChanges()).containsEntry(LOG, 0L).containsEntry(PARTED, 0L);
    database.execute(
        "INSERT INTO log VALUES (2)",
        "UPDATE log SET v = 3 WHERE v = 2",
        "DELETE FROM parted WHERE v = 11");
    await(LOG);
    await(PARTED);
    assertThat(source.log().unseenChanges()).containsEntry(LOG, 1L).containsEntry(PARTED, 1L);
    assertThat(source.preflight(ALL))
        .extracting(problem -> problem.code() + " " + problem.context().get("table"))
        .containsExactly(
            SourceProblem.KEYLESS_NOT_APPEND_ONLY + " public.log",
            SourceProblem.KEYLESS_NOT_APPEND_ONLY + " public.parted");
    database.execute("SELECT pg_stat_reset_single_table_counters('public.log'::regclass)");
    assertThat(source.preflight(List.of(LOG))).isEmpty();
  }

  /** The server adds its numbers up with a delay. */
  private void await(TableId table) throws InterruptedException {
    Instant end = Instant.now().plus(Duration.ofSeconds(20));
    while (source.log().unseenChanges().getOrDefault(table, 0L) == 0) {
      assertThat(Instant.now()).isBefore(end);
      Thread.sleep(100);
    }
  }

  @Test
  void aTableThatIsPutRightIsCarriedWholeFromThenOn() throws SQLException {
    source.log().prepare(ALL);
    assertThat(published()).containsExactly("append log", "append parted", "whole keyed");
    database.execute("ALTER TABLE log REPLICA IDENTITY FULL");
    source.log().prepare(ALL);
    assertThat(published()).containsExactly("append parted", "whole keyed", "whole log");
    assertThat(source.log().unseenChanges()).containsOnlyKeys(PARTED);
    database.execute("UPDATE log SET v = 7");
    database.execute("ALTER TABLE log REPLICA IDENTITY DEFAULT");
    source.log().prepare(ALL);
    assertThat(published()).containsExactly("append log", "append parted", "whole keyed");
    database.execute("UPDATE log SET v = 8");
  }

  private static List<String> published() throws SQLException {
    List<String> tables = new ArrayList<>();
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT CASE WHEN pubname LIKE '%append' THEN 'append ' ELSE 'whole ' END"
                    + " || tablename FROM pg_publication_tables ORDER BY 1")) {
      while (row.next()) {
        tables.add(row.getString(1));
      }
    }
    return tables;
  }
}
