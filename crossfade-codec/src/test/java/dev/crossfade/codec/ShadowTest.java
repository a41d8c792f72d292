package dev.crossfade.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.codec.spec.SpecificationLoader;
import dev.crossfade.codec.spec.SpecificationWriter;
import dev.crossfade.core.spec.Severity;
import dev.crossfade.core.spec.ShadowSpec;
import dev.crossfade.core.spec.WorkloadSpec;
import dev.crossfade.core.spec.WorkloadSpec.Kind;
import dev.crossfade.core.spec.WorkloadSpec.Matching;
import dev.crossfade.core.spec.WorkloadSpec.Order;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What both stacks are asked. */
class ShadowTest {
  private static final String FILE = "shadow/bi.yaml";

  private static final String SHADOW =
      """
      apiVersion: crossfade.dev/v1
      kind: Shadow
      owner: bi
      queries:
        - name: daily-touches
          description: The report of every morning.
          source: crm
          legacy: select day, n from touches
          target: with t as (select 1) select day, n from t
          entities: [touch]
          key: [day]
          order: same
          ignore: [asked_at]
          tolerance: {absolute: 0.5, relative: 0.01}
          slower: 25
          severity: warn
          every: 15
      jobs:
        - name: nightly
          owner: ops
          source: crm
          legacy: select n from done
          target:
            scratch: [create temp table t (n int), insert into t values (1)]
            query: select n from t
      logs:
        legacy: [/var/log/old.log]
        new: ["/var/log/new*.log"]
        severity: error
      """;

  private static ShadowSpec load(String shadow) {
    return TouchFiles.load(FILE, shadow).spec().shadow();
  }

  private static String problem(String from, String to) {
    assertThat(SHADOW).contains(from);
    return TouchFiles.refused(FILE, SHADOW.replace(from, to)).get(0).render();
  }

  @Test
  void everythingIsRead() {
    ShadowSpec shadow = load(SHADOW);

    WorkloadSpec query = shadow.workloads().get(0);
    assertThat(query.kind()).isEqualTo(Kind.QUERY);
    assertThat(query.matching())
        .isEqualTo(new Matching(List.of("day"), Order.SAME, List.of("asked_at")));
    assertThat(query.tolerance().absolute()).isEqualTo(new BigDecimal("0.5"));
    assertThat(query.slowerPercent()).isEqualTo(25);
    assertThat(query.traits().severity()).isEqualTo(Severity.WARN);
    assertThat(query.traits().every()).isEqualTo(Duration.ofMinutes(15));
    assertThat(query.traits().owner()).isEqualTo("bi");
    WorkloadSpec job = shadow.workloads().get(1);
    assertThat(job.kind()).isEqualTo(Kind.JOB);
    assertThat(job.legacy().statements()).isEmpty();
    assertThat(job.target().statements()).hasSize(2);
    assertThat(job.slowerPercent()).isEqualTo(WorkloadSpec.SLOWER);
    assertThat(shadow.logs().fresh()).containsExactly("/var/log/new*.log");
    assertThat(shadow.logs().severity()).isEqualTo(Severity.ERROR);
  }

  @Test
  void whatIsWrittenLoadsAsTheSame() {
    Map<String, String> written = SpecificationWriter.files(TouchFiles.load(FILE, SHADOW).spec());

    assertThat(written).containsKey("shadow/shadow.yaml");
    assertThat(SpecificationLoader.load(written, null).spec().shadow()).isEqualTo(load(SHADOW));
  }

  @Test
  void whatDoesNotFitIsRefusedWhereItStands() {
    assertThat(
            problem("source: crm\n    legacy: select day", "source: crn\n    legacy: select day"))
        .contains("CF-1041")
        .contains("shadow/bi.yaml:7:13")
        .contains("did you mean crm?");
    assertThat(problem("legacy: select day, n", "legacy: delete")).contains("this is no query");
    assertThat(problem("entities: [touch]", "entities: [tuch]")).contains("did you mean touch?");
    assertThat(problem("name: nightly", "name: daily-touches")).contains("two workloads named");
    assertThat(problem("create temp table", "create table")).contains("cannot be rolled back");
    assertThat(problem("insert into t values (1)", "call fill()")).contains("begins with call");
    assertThat(problem("slower: 25", "slower: 5")).contains("15");
    assertThat(
            problem(
                "target: with t as (select 1) select day, n from t",
                "target: {scratch: [insert into t values (1)], query: select 1}"))
        .contains("CF-10");
  }
}
