package dev.crossfade.jdbc.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.spec.SystemType;
import dev.crossfade.spi.check.Inquiry;
import dev.crossfade.spi.check.InquiryLimits;
import dev.crossfade.spi.check.Scratch;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** F56: what a job writes on a real legacy database is gone, and waits for nobody. */
class ScratchTest {
  private static final InquiryLimits LIMITS = new InquiryLimits(Duration.ofSeconds(20), 10);

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(
      value = SystemType.class,
      names = {"POSTGRESQL", "MARIADB"})
  void leavesNothingBehind(SystemType type) throws Exception {
    try (ServedSource served = new ServedSource(type, folder);
        Scratch scratch = served.database().openScratch(LIMITS);
        Inquiry inquiry = served.database().openInquiry(LIMITS)) {
      Connection connection = served.connection();
      Statement statement = served.statement();
      String table = served.table("t");
      statement.execute("create table " + table + " (id int primary key, n int)");
      statement.execute("insert into " + table + " values (1, 10), (2, 20)");
      String sum = "select count(*), sum(n) from " + table;
      List<String> job =
          List.of(
              "create temporary table u (id int)",
              "insert into u select id from " + table,
              "update " + table + " set n = n + 1",
              "delete from " + table + " where id = 2;");

      String log = log(type, statement);
      assertThat(scratch.after(job, sum).rows()).isEqualTo(List.of(List.of("1", "11")));
      assertThat(inquiry.ask(sum).rows()).isEqualTo(List.of(List.of("2", "30")));
      assertThat(log(type, statement)).as("who reads the log sees nothing").isEqualTo(log);
      assertThat(scratch.after(job, sum).rows()).isEqualTo(List.of(List.of("1", "11")));

      connection.setAutoCommit(false);
      statement.execute("update " + table + " set n = 0 where id = 1");
      long begun = System.nanoTime();
      assertThatThrownBy(() -> scratch.after(job, sum))
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> assertThat(e.problem().context()).containsKey(Inquiry.STATE));
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(15));
      connection.rollback();
      connection.setAutoCommit(true);
      if (!served.postgres()) {
        refusesWhatHasNoTransactions(statement, scratch);
      }
    }
  }

  private static void refusesWhatHasNoTransactions(Statement statement, Scratch scratch)
      throws SQLException {
    assertThatThrownBy(
            () ->
                scratch.after(
                    List.of("update crm.t set n = 1", "create temporary table v (id int)"),
                    "select 1"))
        .hasMessageContaining("CF-2042");
    statement.execute("create table crm.stays (id int) engine=MyISAM");
    assertThatThrownBy(() -> scratch.after(List.of("insert into crm.stays values (1)"), "select 1"))
        .hasMessageContaining("CF-2042");
    List<String> harmless = List.of("update crm.t set n = n + 1");
    assertThat(scratch.after(harmless, "select sum(n) from crm.t").rows())
        .isEqualTo(List.of(List.of("32")));
    statement.execute(
        "create trigger crm.tr after update on crm.t for each row insert into crm.stays values (2)");
    assertThatThrownBy(() -> scratch.after(harmless, "select 1")).hasMessageContaining("CF-2042");
    try (ResultSet rows = statement.executeQuery("select count(*) from crm.stays")) {
      rows.next();
      assertThat(rows.getInt(1)).isZero();
    }
  }

  /** Where the log of MariaDB ends; PostgreSQL decodes nothing that was rolled back. */
  private static String log(SystemType type, Statement statement) throws SQLException {
    if (type == SystemType.POSTGRESQL) {
      return "";
    }
    try (ResultSet row = statement.executeQuery("show master status")) {
      assertThat(row.next()).isTrue();
      return row.getString(1) + ":" + row.getLong(2);
    }
  }
}
