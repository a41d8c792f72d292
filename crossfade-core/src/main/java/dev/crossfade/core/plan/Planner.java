package dev.crossfade.core.plan;

import dev.crossfade.core.phase.EntityState;
import dev.crossfade.core.phase.Foresight;
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

/**
 * Makes the plan of a migration from its specification and what was found outside. Which steps
 * follow is what will be decided, see {@link Foresight}; this tells what each is about. Pure.
 */
public final class Planner {

  private static final long UNKNOWN = -1;

  private final MigrationSpec spec;
  private final PlanFacts facts;
  private final List<EntitySpec> ahead = new ArrayList<>();
  private final List<LeftOut> leftOut = new ArrayList<>();
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
    for (EntitySpec entity : spec.entities()) {
      LeftOut reason = obstacle(entity);
      if (reason == null) {
        ahead.add(entity);
      } else {
        leftOut.add(reason);
      }
    }
    if (!ahead.isEmpty()) {
      kinds().forEach(this::add);
    }
    return new Plan(spec.name(), names(ahead), sources(), steps, leftOut);
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

  /** What a later specification brings is copied wherever the migration is by then. */
  private List<StepKind> kinds() {
    List<StepKind> kinds = new ArrayList<>(Foresight.of(facts.journal(), !newcomers().isEmpty()));
    if (!kinds.contains(StepKind.COPY_HISTORY) && newcomers().stream().anyMatch(this::history)) {
      kinds.stream()
          .filter(kind -> kind == StepKind.APPLY_HELD || kind == StepKind.PUBLISH)
          .findFirst()
          .ifPresent(first -> kinds.add(kinds.indexOf(first), StepKind.COPY_HISTORY));
    }
    return kinds;
  }

  private void add(StepKind kind) {
    String target = spec.target().schema();
    switch (kind) {
      case PREPARE_TARGET -> add(kind, target, "create staging zone and control tables");
      case OPEN_LOG -> ofSources(kind, "make the log of ", " readable");
      case START_CAPTURE -> ofSources(kind, "carry the log of ", " into Kafka");
      case COPY_HISTORY -> copyHistory();
      case APPLY_HELD ->
          ofNewcomers(
              kind, "apply what changed meanwhile, build keys and indexes", "nothing is held");
      case PUBLISH ->
          ofNewcomers(
              kind, "publish all of them to " + target + " at once", "all of them are published");
      case FOLLOW -> ofSources(kind, "apply changes of ", " as they are committed");
      case VERIFY -> ahead.forEach(this::verify);
      case RELOAD -> add(kind, names(ahead), "read history again behind the stream");
      case ARM_RETURN -> add(kind, target, "capture the target, and prove that changes arrive");
      case CROSS -> add(kind, target, "move the clients to the new stack");
      case CROSS_BACK -> add(kind, sources(), "move the clients back to the legacy stack");
      case RETIRE_RETURN -> add(kind, target, "remove the capture of the target, if there is any");
      case RETIRE_CAPTURE -> add(kind, sources(), "remove the capture of the sources for good");
      case REST -> add(kind, sources(), "let go what moves data, and wait until it has ended");
    }
  }

  private void ofSources(StepKind kind, String before, String after) {
    sources().forEach(source -> add(kind, source, before + source + after));
  }

  private void ofNewcomers(StepKind kind, String what, String nothing) {
    List<String> names = names(newcomers());
    add(kind, names, names.isEmpty() ? nothing : what);
  }

  private void copyHistory() {
    int before = steps.size();
    for (EntitySpec entity : newcomers()) {
      entity.mappings().stream()
          .filter(mapping -> history(entity, mapping))
          .forEach(mapping -> copyHistory(entity, mapping));
    }
    if (steps.size() == before) {
      add(StepKind.COPY_HISTORY, List.of(), "nothing is left to copy");
    }
  }

  private void copyHistory(EntitySpec entity, MappingSpec mapping) {
    TableSchema table = table(mapping);
    String how =
        table != null && table.keyless()
            ? " in one snapshot (no key: rows are only appended)"
            : " in chunks of about " + spec.settings().chunkRows() + " rows";
    add(
        StepKind.COPY_HISTORY,
        List.of(mapping.label()),
        "copy into " + entity.name() + how,
        rows(mapping),
        table == null ? UNKNOWN : table.estimatedBytes());
  }

  private void verify(EntitySpec entity) {
    add(
        StepKind.VERIFY,
        List.of(entity.name()),
        "read the sources again and compare " + entity.name() + " row by row",
        entity.mappings().stream().mapToLong(this::rows).reduce(0, Planner::sum),
        UNKNOWN);
  }

  /** The sources that are read, in the order in which entities name them. */
  private List<String> sources() {
    Set<String> sources = new LinkedHashSet<>();
    ahead.forEach(entity -> entity.mappings().forEach(mapping -> sources.add(mapping.source())));
    return List.copyOf(sources);
  }

  private List<EntitySpec> newcomers() {
    return Newcomers.of(ahead, facts.states());
  }

  private boolean history(EntitySpec entity) {
    return entity.mappings().stream().anyMatch(mapping -> history(entity, mapping));
  }

  private boolean history(EntitySpec entity, MappingSpec mapping) {
    return facts.states().get(entity.name()) != EntityState.HELD
        && !facts.copied().contains(new CopiedMapping(entity.name(), mapping.label()));
  }

  private long rows(MappingSpec mapping) {
    TableSchema table = table(mapping);
    return table == null ? UNKNOWN : table.estimatedRows();
  }

  private @Nullable TableSchema table(MappingSpec mapping) {
    return facts.catalogs().getOrDefault(mapping.source(), List.of()).stream()
        .filter(table -> table.id().equals(mapping.table()))
        .findFirst()
        .orElse(null);
  }

  private static List<String> names(List<EntitySpec> entities) {
    return entities.stream().map(EntitySpec::name).toList();
  }

  /** A sum that is unknown as soon as one part is. */
  private static long sum(long one, long other) {
    return one < 0 || other < 0 ? UNKNOWN : one + other;
  }

  private void add(StepKind kind, String subject, String what) {
    add(kind, List.of(subject), what);
  }

  private void add(StepKind kind, List<String> subjects, String what) {
    add(kind, subjects, what, UNKNOWN, UNKNOWN);
  }

  private void add(StepKind kind, List<String> subjects, String what, long rows, long bytes) {
    steps.add(new Step(steps.size() + 1, kind, subjects, what, rows, bytes));
  }
}
