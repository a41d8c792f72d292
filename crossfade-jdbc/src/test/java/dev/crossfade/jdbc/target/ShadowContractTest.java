package dev.crossfade.jdbc.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.spi.check.Answer;
import dev.crossfade.spi.check.Inquiry;
import dev.crossfade.spi.check.InquiryLimits;
import dev.crossfade.spi.check.ProductionInquiry;
import dev.crossfade.spi.check.Scratch;
import dev.crossfade.spi.target.TargetDatabase;
import dev.crossfade.testkit.contract.ShadowContract;
import java.util.List;
import org.junit.jupiter.api.Test;

/** PostgreSQL keeps the contract, and what is written in a scratch is gone. */
class ShadowContractTest extends ShadowContract {

  private final ContractTargets targets = new ContractTargets();

  @Override
  protected TargetDatabase open(List<EntityShape> entities) {
    return targets.fresh(entities);
  }

  @Override
  protected TargetDatabase openAgain(List<EntityShape> entities) {
    return targets.again(entities);
  }

  @Test
  void F56_what_a_job_writes_is_seen_by_its_query_and_by_nobody_else() {
    publishTwo();
    String table =
        target.catalog().stream()
            .map(each -> each.id().schema() + "." + each.id().name())
            .filter(each -> each.endsWith(personShape().table().id().name()))
            .findFirst()
            .orElseThrow();
    String count = "select count(*) from " + table;
    try (Scratch scratch = target.openScratch(InquiryLimits.DEFAULTS);
        ProductionInquiry inquiry = target.openInquiry(InquiryLimits.DEFAULTS)) {
      Answer answer =
          scratch.after(
              List.of(
                  "create temp table gone (id int)",
                  "insert into gone values (1)",
                  "delete from " + table + " where id = 1"),
              "select (" + count + "), (select count(*) from gone)");

      assertThat(answer.rows()).isEqualTo(List.of(List.of("1", "1")));
      assertThat(inquiry.ask(count).rows()).isEqualTo(List.of(List.of("2")));
      assertThatThrownBy(() -> scratch.after(List.of("delete from gone"), count))
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> assertThat(e.problem().context()).containsEntry(Inquiry.STATE, "42P01"));
      assertThatThrownBy(() -> inquiry.ask("select 1/0"))
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> assertThat(e.problem().context()).containsEntry(Inquiry.STATE, "22012"));
    }
  }

  @Test
  void F56_what_cannot_be_rolled_back_is_refused_before_it_is_sent() {
    try (Scratch scratch = target.openScratch(InquiryLimits.DEFAULTS)) {
      for (String statement :
          List.of(
              "commit",
              "create table t (id int)",
              "truncate t",
              "call p()",
              "do $$begin commit; end$$",
              "insert into t values (1); commit",
              "select setval('s', 1)",
              "insert into t select nextval('s')",
              "select pg_advisory_lock(1)",
              "select dblink_exec('x', 'y')",
              "select 1 into outfile '/tmp/x'",
              "create temporary table t (id int) engine=aria",
              "copy t to '/tmp/x'",
              "begin")) {
        assertThatThrownBy(() -> scratch.after(List.of(statement), "select 1"))
            .as(statement)
            .hasMessageContaining("CF-2041");
      }
      assertThatThrownBy(() -> scratch.after(List.of(), "delete from t"))
          .hasMessageContaining("CF-2041");
    }
  }
}
