package dev.crossfade.core.plan;

import dev.crossfade.core.phase.EntityState;
import dev.crossfade.core.phase.StepKind;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.spec.EntitySpec;
import dev.crossfade.core.spec.MappingSpec;
import dev.crossfade.core.spec.MigrationSpec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the plan of a migration from its specification and what was found outside. Pure. */
public final class Planner {

  private final MigrationSpec spec;
  private final PlanFacts facts;
  private final List<Step> steps = new ArrayList<>();

  private Planner(MigrationSpec spec, PlanFacts facts) {
    this.spec = spec;
    this.facts = facts;
  }

  /** The plan; equal inputs give equal plans. */
  public static Plan plan(MigrationSpec spec, PlanFacts facts) {
    return new Planner(spec, facts).plan();
  }

  private Plan plan() {
    List<EntitySpec> ahead = new ArrayList<>();
    List<LeftOut> leftOut = new ArrayList<>();
    for (EntitySpec entity : spec.entities()) {
      LeftOut reason = obstacle(entity);
      if (reason == null) {
        ahead.add(entity);
      } else {
        leftOut.add(reason);
      }
    }
    if (!ahead.isEmpty()) {
      addSteps(ahead);
    }
    return new Plan(spec.name(), ahead.stream().map(EntitySpec::name).toList(), steps, leftOut);
  }

  private @Nullable LeftOut obstacle(EntitySpec entity) {
    for (MappingSpec mapping : entity.mappings()) {
      for (RefusedTable refused : facts.refused()) {
        if (refused.source().equals(mapping.source()) && refused.table().equals(mapping.table())) {
          return new LeftOut(entity.name(), mapping.label(), refused.why());
        }
      }
    }
    return null;
  }

  private void addSteps(List<EntitySpec> ahead) {
    String target = spec.target().schema();
    add(StepKind.PREPARE_TARGET, target, "create staging zone and control tables", -1, -1);
    Set<String> sources = new LinkedHashSet<>();
    ahead.forEach(entity -> entity.mappings().forEach(mapping -> sources.add(mapping.source())));
    for (String source : sources) {
      add(StepKind.OPEN_LOG, source, "make the log of " + source + " readable", -1, -1);
      add(StepKind.START_CAPTURE, source, "carry the log of " + source + " into Kafka", -1, -1);
    }
    List<EntitySpec> unpublished = ahead.stream().filter(this::unpublished).toList();
    unpublished.stream().filter(this::history).forEach(this::copyHistory);
    if (!unpublished.isEmpty()) {
      String names = String.join(", ", unpublished.stream().map(EntitySpec::name).toList());
      add(
          StepKind.APPLY_HELD,
          names,
          "apply what changed meanwhile, build keys and indexes",
          -1,
          -1);
      add(StepKind.PUBLISH, names, "publish all of them to " + target + " at once", -1, -1);
    }
    for (String source : sources) {
      add(StepKind.FOLLOW, source, "apply changes of " + source + " as they are committed", -1, -1);
    }
    for (EntitySpec entity : ahead) {
      add(
          StepKind.VERIFY,
          entity.name(),
          "read the sources again and compare " + entity.name() + " row by row",
          entity.mappings().stream().mapToLong(this::rows).reduce(0, Planner::sum),
          -1);
    }
  }

  private void copyHistory(EntitySpec entity) {
    for (MappingSpec mapping : entity.mappings()) {
      TableSchema table = table(mapping);
      String how =
          table != null && table.keyless()
              ? " in one snapshot (no key: rows are only appended)"
              : " in chunks of about " + spec.settings().chunkRows() + " rows";
      add(
          StepKind.COPY_HISTORY,
          mapping.label(),
          "copy into " + entity.name() + how,
          rows(mapping),
          table == null ? -1 : table.estimatedBytes());
    }
  }

  private boolean unpublished(EntitySpec entity) {
    return facts.states().get(entity.name()) != EntityState.LIVE;
  }

  private boolean history(EntitySpec entity) {
    return facts.states().get(entity.name()) != EntityState.HELD;
  }

  private long rows(MappingSpec mapping) {
    TableSchema table = table(mapping);
    return table == null ? -1 : table.estimatedRows();
  }

  private @Nullable TableSchema table(MappingSpec mapping) {
    return facts.catalogs().getOrDefault(mapping.source(), List.of()).stream()
        .filter(table -> table.id().equals(mapping.table()))
        .findFirst()
        .orElse(null);
  }

  /** A sum that is unknown as soon as one part is. */
  private static long sum(long one, long other) {
    return one < 0 || other < 0 ? -1 : one + other;
  }

  private void add(StepKind kind, String subject, String what, long rows, long bytes) {
    steps.add(new Step(steps.size() + 1, kind, subject, what, rows, bytes));
  }
}
