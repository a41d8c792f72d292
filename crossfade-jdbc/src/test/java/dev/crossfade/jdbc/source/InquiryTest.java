package dev.crossfade.jdbc.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.spec.SystemType;
import dev.crossfade.embedded.DatabaseEndpoint;
import dev.crossfade.spi.check.Answer;
import dev.crossfade.spi.check.Inquiry;
import dev.crossfade.spi.check.InquiryLimits;
import dev.crossfade.spi.source.SourceDatabase;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Questions to real databases change nothing and end. */
class InquiryTest {
  private static final InquiryLimits SHORT = new InquiryLimits(Duration.ofMillis(500), 2);

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(
      value = SystemType.class,
      names = {"POSTGRESQL", "MARIADB"})
  void isOnlyReadAndEnds(SystemType type) throws Exception {
    try (ServedSource served = new ServedSource(type, folder);
        Inquiry inquiry = served.database().openInquiry(SHORT)) {
      Statement statement = served.statement();
      String table = served.table("t");
      statement.execute("create table " + table + " (id int primary key, name varchar(9))");
      statement.execute("insert into " + table + " values (1, 'a'), (2, null), (3, 'c')");

      Answer answer = inquiry.ask("select id, name from " + table + " order by id;");

      assertThat(answer.columns()).containsExactly("id", "name");
      assertThat(answer.rows()).isEqualTo(List.of(List.of("1", "a"), Arrays.asList("2", null)));
      assertThat(answer.extent()).isEqualTo(Answer.Extent.CUT);
      assertThatThrownBy(() -> inquiry.ask(slow(type))).hasMessageContaining("answer a check");
      statement.execute("delete from " + table + " where id = 3");
      assertThat(inquiry.ask("select id from " + table).rows()).hasSize(2);
      String writing = writing(served);
      assertThatThrownBy(() -> inquiry.ask(writing)).hasMessageContaining("answer a check");
      assertThat(inquiry.ask("select id from " + table).rows()).hasSize(2);
    }
  }

  /** A query that would delete rows, if it might. */
  private static String writing(ServedSource served) throws SQLException {
    if (served.postgres()) {
      return "with gone as (delete from public.t returning id) select * from gone";
    }
    served
        .statement()
        .execute(
            "create function crm.gone() returns int deterministic modifies sql data"
                + " begin delete from crm.t; return 1; end");
    return "select crm.gone()";
  }

  private static String slow(SystemType type) {
    return type == SystemType.POSTGRESQL
        ? "select pg_sleep(30)"
        : "select count(*) from information_schema.columns a, information_schema.columns b,"
            + " information_schema.columns c where a.column_name > concat(b.column_name, c.column_name)";
  }

  @Test
  void whatMightBeMoreThanAQueryIsRefusedBeforeItIsSent() {
    SourceDatabase source =
        ServedSource.source(
            SystemType.POSTGRESQL, new DatabaseEndpoint("x", "127.0.0.1", 1, "x", "x", "x"));
    try (Inquiry inquiry = source.openInquiry(SHORT)) {
      for (String sql :
          List.of(
              "delete from t",
              "select 1; commit; delete from t",
              "selected",
              "",
              "select 1 into outfile '/tmp/x'",
              "select 1 INTO\n dumpfile '/tmp/x'")) {
        assertThatThrownBy(() -> inquiry.ask(sql)).as(sql).hasMessageContaining("CF-2041");
      }
    }
  }
}
