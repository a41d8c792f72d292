package dev.crossfade.jdbc.source.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.spec.ZeroDates;
import dev.crossfade.jdbc.source.SourceProblem;
import dev.crossfade.spi.source.SourceDatabase;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A binary log that cannot be continued is a gap. */
class MysqlGapsTest {

  @TempDir static Path folder;
  private static MariaDbTestSource database;
  private SourceDatabase source;

  @BeforeAll
  static void start() throws Exception {
    database = new MariaDbTestSource(folder);
    database.execute("CREATE TABLE t (k int AUTO_INCREMENT PRIMARY KEY)");
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @BeforeEach
  void open() {
    source = database.open(ZeroDates.REFUSE);
  }

  @AfterEach
  void close() {
    source.close();
  }

  private String end() {
    return source.log().identity().confirmed();
  }

  private static void gap(List<Problem> problems, String why) {
    assertThat(problems)
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.code()).isEqualTo(SourceProblem.LOG_GAP);
              assertThat(problem.code().kind()).isEqualTo(Kind.ESCALATE);
              assertThat(problem.why()).contains(why);
            });
  }

  @Test
  void aLogThatGrewIsNone() throws Exception {
    String before = end();
    database.execute("INSERT INTO t VALUES ()", "FLUSH BINARY LOGS", "INSERT INTO t VALUES ()");
    String now = end();
    assertThat(now).isNotEqualTo(before);
    assertThat(source.log().gaps(before, now, before)).isEmpty();
    assertThat(source.log().gaps(before, now, now)).isEmpty();
    assertThat(source.log().gaps("", now, "")).isEmpty();
  }

  @Test
  void theFileWhereCaptureEndedWasRemoved() throws Exception {
    String before = end();
    database.execute("FLUSH BINARY LOGS", "INSERT INTO t VALUES ()", "FLUSH BINARY LOGS");
    String file = end().split(":", 2)[0];
    database.execute("PURGE BINARY LOGS TO '" + file + "'");
    gap(source.log().gaps(before, end(), before), "the server has removed the file of " + before);
    assertThat(source.log().gaps(before, end(), null)).isEmpty();
  }

  @Test
  void theLogBeganAgain() throws Exception {
    database.execute("INSERT INTO t VALUES ()", "INSERT INTO t VALUES ()");
    String before = end();
    database.execute("RESET MASTER", "INSERT INTO t VALUES ()");
    gap(source.log().gaps(before, end(), null), "before " + before + " where it ended earlier");
  }

  @Test
  void theLogBeganAgainAndIsLongerThanItWas() throws Exception {
    database.execute("RESET MASTER", "INSERT INTO t VALUES ()", "INSERT INTO t VALUES ()");
    String before = end();
    String wide = "x".repeat(9_000);
    database.execute("RESET MASTER", "CREATE TABLE w AS SELECT '" + wide + "' AS v");
    gap(source.log().gaps(before, end(), null), "where it ended earlier");
  }

  @Test
  void captureLostItsPosition() {
    gap(source.log().gaps(end(), end(), ""), "capture has lost the position");
  }
}
