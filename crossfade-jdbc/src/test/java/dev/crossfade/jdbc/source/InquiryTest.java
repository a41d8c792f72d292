package dev.crossfade.jdbc.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.spec.SystemType;
import dev.crossfade.core.spec.ZeroDates;
import dev.crossfade.embedded.DatabaseEndpoint;
import dev.crossfade.embedded.DatabaseOptions;
import dev.crossfade.embedded.EmbeddedMariaDb;
import dev.crossfade.embedded.EmbeddedPostgres;
import dev.crossfade.embedded.EmbeddedService;
import dev.crossfade.jdbc.sql.Tls;
import dev.crossfade.spi.check.Answer;
import dev.crossfade.spi.check.Inquiry;
import dev.crossfade.spi.check.InquiryLimits;
import dev.crossfade.spi.source.SourceDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
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

  private static SourceDatabase source(SystemType type, DatabaseEndpoint endpoint) {
    return SourceDatabases.open(
        new SourceSettings(
            type,
            endpoint.host(),
            endpoint.port(),
            endpoint.database(),
            endpoint.user(),
            endpoint.password(),
            "unify",
            "crm",
            ZeroDates.REFUSE,
            Tls.UNSAID));
  }

  @ParameterizedTest
  @EnumSource(
      value = SystemType.class,
      names = {"POSTGRESQL", "MARIADB"})
  void isOnlyReadAndEnds(SystemType type) throws Exception {
    boolean postgres = type == SystemType.POSTGRESQL;
    DatabaseOptions options = DatabaseOptions.database("crm");
    try (EmbeddedService<DatabaseEndpoint> service =
            postgres
                ? EmbeddedPostgres.start(folder, options)
                : EmbeddedMariaDb.start(folder, options);
        Connection connection =
            DriverManager.getConnection(
                service.endpoint().jdbcUrl(),
                service.endpoint().user(),
                service.endpoint().password());
        Statement statement = connection.createStatement();
        SourceDatabase source = source(type, service.endpoint());
        Inquiry inquiry = source.openInquiry(SHORT)) {
      String schema = postgres ? "public" : "crm";
      statement.execute("create table " + schema + ".t (id int primary key, name varchar(9))");
      statement.execute("insert into " + schema + ".t values (1, 'a'), (2, null), (3, 'c')");

      Answer answer = inquiry.ask("select id, name from " + schema + ".t order by id;");

      assertThat(answer.columns()).containsExactly("id", "name");
      assertThat(answer.rows()).isEqualTo(List.of(List.of("1", "a"), Arrays.asList("2", null)));
      assertThat(answer.extent()).isEqualTo(Answer.Extent.CUT);
      assertThatThrownBy(() -> inquiry.ask(slow(type))).hasMessageContaining("answer a check");
      statement.execute("delete from " + schema + ".t where id = 3");
      assertThat(inquiry.ask("select id from " + schema + ".t").rows()).hasSize(2);
      if (postgres) {
        assertThatThrownBy(
                () ->
                    inquiry.ask(
                        "with gone as (delete from public.t returning id) select * from gone"))
            .hasMessageContaining("answer a check");
      }
      assertThat(inquiry.ask("select id from " + schema + ".t").rows()).hasSize(2);
    }
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
        source(SystemType.POSTGRESQL, new DatabaseEndpoint("x", "127.0.0.1", 1, "x", "x", "x"));
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
