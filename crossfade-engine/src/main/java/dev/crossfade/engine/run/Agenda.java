package dev.crossfade.engine.run;

import dev.crossfade.core.phase.Foresight;
import dev.crossfade.core.phase.MigrationState;
import dev.crossfade.core.phase.StepKind;
import dev.crossfade.core.plan.Plan;
import dev.crossfade.core.plan.PlanFacts;
import dev.crossfade.core.plan.Planner;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.engine.CopiedHistory;
import dev.crossfade.mapping.CompiledMapping;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The plan by which steps are carried out: what {@code plan} shows at this moment. Made anew for
 * each order, since what is done already is not in it any more.
 */
final class Agenda {

  private final RunInputs inputs;
  private final Supplier<MigrationState> journal;

  /**
   * @param journal what is decided
   */
  Agenda(RunInputs inputs, Supplier<MigrationState> journal) {
    this.inputs = inputs;
    this.journal = journal;
  }

  /** The sources that are read, whatever is done with them next. */
  List<String> sources() {
    PlanFacts nothing = new PlanFacts(Map.of(), Map.of(), List.of());
    return Planner.plan(inputs.spec(), nothing).sources();
  }

  private Plan plan(MigrationState place) {
    PlanFacts facts =
        new PlanFacts(
            catalogs(),
            inputs.target().progress().entityStates(),
            CopiedHistory.of(inputs.compiled(), inputs.target().progress()),
            List.of(),
            place);
    return Planner.plan(inputs.spec(), facts);
  }

  private Map<String, List<TableSchema>> catalogs() {
    Map<String, List<TableSchema>> catalogs = new HashMap<>();
    for (CompiledMapping mapping : inputs.compiled().mappings()) {
      catalogs
          .computeIfAbsent(mapping.source(), source -> new ArrayList<>())
          .add(mapping.sourceTable());
    }
    return catalogs;
  }

  /** What an order is about that is being given. */
  Ordered ordered(StepKind kind) {
    return new Ordered(kind, journal.get());
  }

  /** An order, with the plan as it is when the order is first worked at. One thread. */
  final class Ordered {

    private final StepKind kind;
    private final MigrationState place;
    private @Nullable Plan plan;

    private Ordered(StepKind kind, MigrationState place) {
      this.kind = kind;
      this.place = place;
    }

    /** Whether the plan has it, and nothing else, as what comes next. Asks nobody. */
    boolean planned() {
      return Foresight.next(place).filter(kind::equals).isPresent();
    }

    /** What the steps of a kind are about. */
    Set<String> subjects(StepKind of) {
      Plan known = plan;
      if (known == null) {
        known = plan(place);
        plan = known;
      }
      return known.steps(of).stream()
          .flatMap(step -> step.subjects().stream())
          .collect(Collectors.toSet());
    }
  }
}
