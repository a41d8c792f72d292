package dev.crossfade.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.phase.EntityState;
import dev.crossfade.core.phase.Event;
import dev.crossfade.core.phase.MigrationState;
import dev.crossfade.core.phase.Phase;
import dev.crossfade.core.phase.StepKind;
import dev.crossfade.core.phase.Trigger;
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
import dev.crossfade.core.spec.SignOffSpec;
import dev.crossfade.core.spec.SystemType;
import dev.crossfade.core.spec.TargetSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
            StepKind.OPEN_LOG,
            StepKind.START_CAPTURE,
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

  private static final PlanFacts NOTHING = new PlanFacts(Map.of(), Map.of(), List.of());

  private static MigrationState at(Event... events) {
    return MigrationState.draft("m").after(List.of(events));
  }

  private static List<StepKind> kinds(Plan plan) {
    return plan.steps().stream().map(Step::kind).distinct().toList();
  }

  private static Event in(Phase phase) {
    return new Event.Entered(phase, Trigger.FINISHED);
  }

  @Test
  void what_is_done_is_not_planned_any_more() {
    MigrationSpec spec = spec(entity("contact", "crm"), entity("lead", "crm"));
    MigrationState copying = at(in(Phase.BACKFILLING));
    Set<CopiedMapping> copied = Set.of(new CopiedMapping("lead", "crm:public.lead"));

    Plan plan = Planner.plan(spec, new PlanFacts(Map.of(), Map.of(), copied, List.of(), copying));
    assertThat(kinds(plan))
        .containsExactly(
            StepKind.COPY_HISTORY,
            StepKind.APPLY_HELD,
            StepKind.PUBLISH,
            StepKind.FOLLOW,
            StepKind.VERIFY);
    assertThat(plan.steps(StepKind.COPY_HISTORY))
        .extracting(Step::subject)
        .containsExactly("crm:public.contact");
    assertThat(plan.steps(StepKind.PUBLISH).get(0).subjects()).containsExactly("contact", "lead");

    PlanFacts live =
        new PlanFacts(
            Map.of(), Map.of("contact", EntityState.LIVE, "lead", EntityState.LIVE), List.of());
    assertThat(kinds(Planner.plan(spec, live.at(at(in(Phase.LIVE))))))
        .containsExactly(StepKind.FOLLOW, StepKind.VERIFY);
  }

  @Test
  void what_is_done_though_nothing_is_left_for_it_is_planned_and_says_so() {
    PlanFacts live = new PlanFacts(Map.of(), Map.of("contact", EntityState.LIVE), List.of());

    Plan plan = Planner.plan(spec(entity("contact", "crm")), live);

    assertThat(kinds(plan)).isEqualTo(kinds(Planner.plan(spec(entity("c", "crm")), NOTHING)));
    assertThat(plan.steps(StepKind.COPY_HISTORY))
        .containsExactly(
            new Step(4, StepKind.COPY_HISTORY, List.of(), "nothing is left to copy", -1, -1));
    assertThat(plan.steps(StepKind.PUBLISH).get(0).subjects()).isEmpty();
  }

  /** Somebody gives a larger specification while what was held is applied. */
  @Test
  void what_comes_late_is_copied_first() {
    PlanFacts late =
        new PlanFacts(Map.of(), Map.of("contact", EntityState.HELD), List.of())
            .at(at(in(Phase.SYNCING)));

    Plan plan = Planner.plan(spec(entity("contact", "crm"), entity("lead", "crm")), late);

    assertThat(kinds(plan)).startsWith(StepKind.COPY_HISTORY, StepKind.APPLY_HELD);
    assertThat(plan.steps().get(0).subject()).isEqualTo("crm:public.lead");
  }

  @Test
  void every_kind_of_step_has_words() {
    MigrationSpec spec = spec(entity("contact", "crm"));
    for (Phase phase : Phase.values()) {
      for (Step step : Planner.plan(spec, NOTHING.at(at(in(phase)))).steps()) {
        assertThat(step.what()).as(phase + " " + step.kind()).isNotBlank();
      }
    }
  }

  /** What people sign of a specification that asks for it. */
  private static List<String> signed(EntitySpec... entities) {
    MigrationSpec plain = spec(entities);
    MigrationSpec signed =
        new MigrationSpec(
            plain.name(),
            plain.sources(),
            plain.target(),
            plain.settings(),
            plain.kafka(),
            plain.entities(),
            plain.taxonomies(),
            new SignOffSpec(2, 24));
    return Demands.of(signed, "hash").steps();
  }

  /** People sign a hash over these lines: another build must come to the same ones. */
  @Test
  void what_people_sign_stays_the_same() {
    assertThat(signed(entity("contact", "crm")))
        .containsExactly(
            "PREPARE_TARGET unified: create staging zone and control tables",
            "OPEN_LOG crm: make the log of crm readable",
            "START_CAPTURE crm: carry the log of crm into Kafka",
            "COPY_HISTORY crm:public.contact: copy into contact in chunks of about "
                + Settings.DEFAULTS.chunkRows()
                + " rows",
            "APPLY_HELD contact: apply what changed meanwhile, build keys and indexes",
            "PUBLISH contact: publish all of them to unified at once",
            "FOLLOW crm: apply changes of crm as they are committed",
            "VERIFY contact: read the sources again and compare contact row by row");
  }

  /** Steps in their order, and within a step sources and entities in that of the specification. */
  @Test
  void what_people_sign_of_several_sources_stays_the_same() {
    String chunks = " in chunks of about " + Settings.DEFAULTS.chunkRows() + " rows";

    assertThat(signed(entity("touch", "web"), entity("contact", "crm", "web", "ads")))
        .containsExactly(
            "PREPARE_TARGET unified: create staging zone and control tables",
            "OPEN_LOG web: make the log of web readable",
            "OPEN_LOG crm: make the log of crm readable",
            "OPEN_LOG ads: make the log of ads readable",
            "START_CAPTURE web: carry the log of web into Kafka",
            "START_CAPTURE crm: carry the log of crm into Kafka",
            "START_CAPTURE ads: carry the log of ads into Kafka",
            "COPY_HISTORY web:public.touch: copy into touch" + chunks,
            "COPY_HISTORY crm:public.contact: copy into contact" + chunks,
            "COPY_HISTORY web:public.contact: copy into contact" + chunks,
            "COPY_HISTORY ads:public.contact: copy into contact" + chunks,
            "APPLY_HELD touch, contact: apply what changed meanwhile, build keys and indexes",
            "PUBLISH touch, contact: publish all of them to unified at once",
            "FOLLOW web: apply changes of web as they are committed",
            "FOLLOW crm: apply changes of crm as they are committed",
            "FOLLOW ads: apply changes of ads as they are committed",
            "VERIFY touch: read the sources again and compare touch row by row",
            "VERIFY contact: read the sources again and compare contact row by row");
  }
}
