package dev.crossfade.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.codec.spec.SpecificationLoader;
import dev.crossfade.codec.spec.SpecificationWriter;
import dev.crossfade.core.check.Check;
import dev.crossfade.core.check.PlannedChecks;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.spec.CheckAdjustment;
import dev.crossfade.core.spec.ChecksSpec;
import dev.crossfade.core.spec.MetricSpec;
import dev.crossfade.core.spec.MigrationSpec;
import dev.crossfade.core.spec.QuerySpec;
import dev.crossfade.core.spec.Severity;
import dev.crossfade.core.spec.Tolerance;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is said about checks of the data. */
class ChecksTest {
  private static final String FILE = "checks/facts.yaml";

  private static final String CHECKS =
      """
      apiVersion: crossfade.dev/v1
      kind: Checks
      owner: marketing-data
      references:
        - {entity: touch, columns: [contact], to: contact}
      metrics:
        - name: daily-cost
          description: What was spent on a day.
          entity: touch
          measure: sum(cost)
          by: day(at)
          where: {channel: [display, video]}
          severity: warn
          every: 60
          tolerance: {absolute: 1, relative: 0.01, learned: true}
        - name: mql
          owner: sales
          source: crm
          legacy: select count(*) from lead
          target: select count(*) from marketing.lead
      queries:
        - name: no-free-lunch
          entity: touch
          on: target
          sql: select id from marketing.touch where cost < 0
        - name: few
          on: crm
          sql: with x as (select 1) select count(*) from x
          least: 1
          most: 10.5
      adjust:
        touch/nulls: {severity: warn, owner: bob, parameters: {rows: 3}}
        touch/distributions: {skip: true}
      """;

  private static MigrationSpec load(String checks) {
    return TouchFiles.load(FILE, checks).spec();
  }

  private static List<String> problems(String from, String to) {
    assertThat(CHECKS).contains(from);
    return TouchFiles.refused(FILE, CHECKS.replace(from, to)).stream()
        .map(ChecksTest::text)
        .toList();
  }

  private static String text(Problem problem) {
    return problem.code().text() + " " + problem.location() + " " + problem.what();
  }

  @Test
  void everythingIsRead() {
    ChecksSpec checks = load(CHECKS).checks();

    MetricSpec daily = checks.metrics().get(0);
    assertThat(daily.figure())
        .isEqualTo(
            new MetricSpec.Declared(
                MetricSpec.Aggregate.SUM,
                "cost",
                "at",
                MetricSpec.Grain.DAY,
                Map.of("channel", List.of("display", "video"))));
    assertThat(daily.tolerance())
        .isEqualTo(new Tolerance(BigDecimal.ONE, new BigDecimal("0.01"), Tolerance.Learning.ON));
    assertThat(daily.traits().severity()).isEqualTo(Severity.WARN);
    assertThat(daily.traits().owner()).isEqualTo("marketing-data");
    assertThat(daily.traits().every()).isEqualTo(Duration.ofHours(1));
    assertThat(checks.metrics().get(1).traits().owner()).isEqualTo("sales");
    assertThat(checks.queries().get(1).expectation())
        .isEqualTo(new QuerySpec.Within(BigDecimal.ONE, new BigDecimal("10.5")));
    assertThat(checks.adjustments())
        .extracting(CheckAdjustment::use)
        .containsExactly(CheckAdjustment.Use.ASK, CheckAdjustment.Use.LEAVE_OUT);
  }

  @Test
  void whatIsWrittenLoadsAsTheSame() {
    MigrationSpec spec = load(CHECKS);

    Map<String, String> written = SpecificationWriter.files(spec);

    assertThat(SpecificationLoader.load(written, null).spec()).isEqualTo(spec);
    assertThat(written).containsKey("checks/checks.yaml");
  }

  @Test
  void everyEntityHasChecksAndTheUsersOwnComeBehindThem() {
    List<Check> checks = PlannedChecks.of(load(CHECKS)).checks();

    assertThat(checks)
        .extracting(Check::id)
        .containsExactly(
            "contact/schema",
            "contact/counts",
            "contact/checksums",
            "contact/nulls",
            "contact/distributions",
            "contact/keys",
            "contact/freshness",
            "contact/metric/rows-by-hour",
            "touch/schema",
            "touch/counts",
            "touch/checksums",
            "touch/nulls",
            "touch/keys",
            "touch/references",
            "touch/freshness",
            "touch/metric/rows-by-hour",
            "touch/metric/daily-cost",
            "touch/sql/no-free-lunch",
            "metric/mql",
            "sql/few",
            "report");
    Check nulls = checks.get(11);
    assertThat(nulls.severity()).isEqualTo(Severity.WARN);
    assertThat(nulls.owner()).isEqualTo("bob");
    assertThat(nulls.number("rows", 0)).isEqualTo(3);
  }

  @Test
  void whatDoesNotFitIsRefusedWhereItStands() {
    assertThat(problems("measure: sum(cost)", "measure: sum(channel)"))
        .containsExactly("CF-1041 checks/facts.yaml:10:14 channel is no number");
    assertThat(problems("measure: sum(cost)", "measure: average(cost)"))
        .containsExactly(
            "CF-1041 checks/facts.yaml:10:14 there is no column of touch 'average(cost)'");
    assertThat(problems("measure: sum(cost)", "measure: sum"))
        .containsExactly("CF-1041 checks/facts.yaml:10:14 this measure needs a column");
    assertThat(problems("by: day(at)", "by: day(channel)"))
        .containsExactly("CF-1041 checks/facts.yaml:11:9 channel is no time");
    assertThat(problems("{channel: [", "{chanel: ["))
        .containsExactly("CF-1041 checks/facts.yaml:12:12 there is no column of touch 'chanel'");
    assertThat(problems("to: contact}", "to: contacts}"))
        .containsExactly("CF-1041 checks/facts.yaml:5:45 there is no entity 'contacts'");
    assertThat(problems("columns: [contact]", "columns: [contact, id]"))
        .containsExactly("CF-1041 checks/facts.yaml:5:30 2 columns refer to 1");
    assertThat(problems("legacy: select count(*) from lead", "legacy: delete from lead"))
        .containsExactly("CF-1041 checks/facts.yaml:19:13 this is no query");
    assertThat(problems("on: crm", "on: crn"))
        .containsExactly("CF-1041 checks/facts.yaml:27:9 there is no source 'crn'");
    assertThat(problems("touch/nulls: {", "touch/null: {"))
        .containsExactly("CF-1041 checks/facts.yaml:32:15 there is no check 'touch/null'");
    assertThat(problems("parameters: {rows: 3}", "parameters: {row: 3}"))
        .hasSize(1)
        .allMatch(line -> line.contains("there is no parameter of touch/nulls 'row'"))
        .allMatch(line -> line.startsWith("CF-1041 checks/facts.yaml:32:"));
    assertThat(problems("by: day(at)", "by: channel"))
        .hasSize(1)
        .allMatch(line -> line.contains("nothing can be learned about daily-cost"))
        .allMatch(line -> line.startsWith("CF-1041 checks/facts.yaml:15:"));
    assertThat(problems("name: few", "name: mql"))
        .containsExactly(
            "CF-1015 checks/facts.yaml:26:11 there are two metrics or queries named 'mql'");
    assertThat(problems("relative: 0.01", "relative: none")).hasSize(1);
    assertThat(problems("every: 60", "evry: 60"))
        .containsExactly("CF-1005 checks/facts.yaml:14:5 unknown key 'evry' in a metric");
  }
}
