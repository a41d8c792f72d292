package dev.crossfade.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.phase.EntityState;
import dev.crossfade.core.phase.StepKind;
import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemCode;
import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.ReplicaIdentity;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.spec.ColumnSpec;
import dev.crossfade.core.spec.EntitySpec;
import dev.crossfade.core.spec.MappingSpec;
import dev.crossfade.core.spec.MigrationSpec;
import dev.crossfade.core.spec.SecretRef;
import dev.crossfade.core.spec.Settings;
import dev.crossfade.core.spec.SystemType;
import dev.crossfade.core.spec.TargetSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlannerTest {

  private static final LogicalType INT = new LogicalType.Int(64);

  private enum Code implements ProblemCode {
    KEYLESS;

    @Override
    public int number() {
      return 2999;
    }

    @Override
    public Kind kind() {
      return Kind.OPERATOR;
    }
  }

  private static EntitySpec entity(String name, String... sources) {
    List<MappingSpec> mappings =
        Arrays.stream(sources)
            .map(source -> new MappingSpec(source, new TableId("public", name), null, Map.of()))
            .toList();
    return new EntitySpec(
        name,
        List.of("id"),
        List.of(new ColumnSpec("id", INT, false)),
        List.of(),
        List.of(),
        mappings,
        List.of());
  }

  private static MigrationSpec spec(EntitySpec... entities) {
    SecretRef none = new SecretRef("");
    return new MigrationSpec(
        "m",
        List.of(),
        new TargetSpec(SystemType.POSTGRESQL, none, none, none, "unified"),
        Settings.DEFAULTS,
        null,
        List.of(entities),
        List.of());
  }

  private static TableSchema table(String name, long rows) {
    return new TableSchema(
        new TableId("public", name),
        List.of(Column.of("id", INT)),
        List.of("id"),
        ReplicaIdentity.KEY,
        List.of(),
        rows,
        rows * 100);
  }

  @Test
  void a_fresh_migration_copies_holds_publishes_follows_and_verifies() {
    PlanFacts facts =
        new PlanFacts(
            Map.of("crm", List.of(table("contact", 7)), "ads", List.of(table("contact", 5))),
            Map.of(),
            List.of());

    Plan plan = Planner.plan(spec(entity("contact", "crm", "ads")), facts);

    assertThat(plan.steps())
        .extracting(Step::kind)
        .containsExactly(
            StepKind.PREPARE_TARGET,
            StepKind.OPEN_LOG,
            StepKind.START_CAPTURE,
            StepKind.OPEN_LOG,
            StepKind.START_CAPTURE,
            StepKind.COPY_HISTORY,
            StepKind.COPY_HISTORY,
            StepKind.APPLY_HELD,
            StepKind.PUBLISH,
            StepKind.FOLLOW,
            StepKind.FOLLOW,
            StepKind.VERIFY);
    assertThat(plan.historyRows()).isEqualTo(12);
    assertThat(plan.steps()).extracting(Step::number).startsWith(1, 2, 3).endsWith(12);
    assertThat(plan.steps().get(11).rows()).isEqualTo(12);
  }

  @Test
  void what_is_published_is_only_followed_and_verified() {
    PlanFacts facts =
        new PlanFacts(
            Map.of("crm", List.of(table("contact", -1), table("lead", 3))),
            Map.of("contact", EntityState.LIVE),
            List.of());

    Plan plan = Planner.plan(spec(entity("contact", "crm"), entity("lead", "crm")), facts);

    assertThat(plan.steps())
        .filteredOn(step -> step.kind() == StepKind.COPY_HISTORY)
        .extracting(Step::subject)
        .containsExactly("crm:public.lead");
    assertThat(plan.steps())
        .filteredOn(step -> step.kind() == StepKind.VERIFY)
        .extracting(Step::rows)
        .containsExactly(-1L, 3L);
  }

  @Test
  void a_refused_table_leaves_its_entity_out_and_the_others_go_ahead() {
    Problem why = Problem.of(Code.KEYLESS, "no key", "updates cannot be followed", "add a key");
    PlanFacts facts =
        new PlanFacts(
            Map.of(),
            Map.of(),
            List.of(new RefusedTable("crm", new TableId("public", "log"), why)));

    Plan plan = Planner.plan(spec(entity("log", "crm"), entity("lead", "crm")), facts);

    assertThat(plan.entities()).containsExactly("lead");
    assertThat(plan.leftOut()).containsExactly(new LeftOut("log", "crm:public.log", why));
    assertThat(Planner.plan(spec(entity("log", "crm")), facts).blocked()).isTrue();
  }
}
