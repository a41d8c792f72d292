package dev.crossfade.core.check;

import dev.crossfade.core.spec.CheckAdjustment;
import dev.crossfade.core.spec.CheckTraits;
import dev.crossfade.core.spec.ChecksSpec;
import dev.crossfade.core.spec.EntitySpec;
import dev.crossfade.core.spec.MetricSpec;
import dev.crossfade.core.spec.MigrationSpec;
import dev.crossfade.core.spec.QuerySpec;
import dev.crossfade.core.spec.ReferenceSpec;
import dev.crossfade.core.spec.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The graph of checks of a specification: for each entity schema, then counts, checksums, nulls,
 * distributions, keys and references, then freshness, then its business figures; queries of the
 * user's own; and behind all of them the report. Pure; equal specifications have equal graphs.
 */
public final class PlannedChecks {

  private final MigrationSpec spec;
  private final Map<String, Check> checks = new LinkedHashMap<>();
  private final List<CheckEdge> edges = new ArrayList<>();

  private PlannedChecks(MigrationSpec spec) {
    this.spec = spec;
  }

  /** The graph. */
  public static CheckGraph of(MigrationSpec spec) {
    PlannedChecks planned = new PlannedChecks(spec);
    spec.entities().forEach(planned::entity);
    planned.figures("");
    planned.adjust();
    planned.report();
    return new CheckGraph(List.copyOf(planned.checks.values()), planned.edges);
  }

  /** The figures of an entity, or of none: those that were said, and rows by hour. */
  public static List<MetricSpec> metrics(MigrationSpec spec, String entity) {
    List<MetricSpec> metrics = new ArrayList<>();
    spec.entity(entity).flatMap(EntityHours::of).ifPresent(metrics::add);
    for (MetricSpec metric : spec.checks().metrics()) {
      if (metric.entity().equals(entity)) {
        metrics.removeIf(each -> each.name().equals(metric.name()));
        metrics.add(metric);
      }
    }
    return metrics;
  }

  private void entity(EntitySpec entity) {
    String name = entity.name();
    String schema = add(name, CheckKind.SCHEMA, Map.of());
    Set<String> data = new LinkedHashSet<>();
    data.add(add(name, CheckKind.COUNTS, Map.of()));
    data.add(add(name, CheckKind.CHECKSUMS, Map.of()));
    data.add(add(name, CheckKind.NULLS, Map.of("rows", "0")));
    data.add(
        add(
            name,
            CheckKind.DISTRIBUTIONS,
            Map.of("psi", "0.1", "share", "0.05", "top", "20", "least", "100")));
    if (!entity.appendOnly() || !entity.unique().isEmpty()) {
      data.add(add(name, CheckKind.KEYS, Map.of()));
    }
    List<ReferenceSpec> references =
        spec.checks().references().stream().filter(each -> each.entity().equals(name)).toList();
    if (!references.isEmpty()) {
      data.add(add(name, CheckKind.REFERENCES, Map.of("rows", "0")));
    }
    data.forEach(each -> edges.add(new CheckEdge(schema, each, CheckEdge.Kind.NEEDS)));
    String fresh = add(name, CheckKind.FRESHNESS, Map.of("seconds", "60"));
    data.forEach(each -> edges.add(new CheckEdge(each, fresh, CheckEdge.Kind.AFTER)));
    for (String figure : figures(name)) {
      edges.add(new CheckEdge(schema, figure, CheckEdge.Kind.NEEDS));
      edges.add(new CheckEdge(fresh, figure, CheckEdge.Kind.AFTER));
    }
  }

  /** Metrics and queries about an entity. */
  private List<String> figures(String entity) {
    ChecksSpec said = spec.checks();
    List<String> ids = new ArrayList<>();
    for (MetricSpec metric : metrics(spec, entity)) {
      ids.add(add(entity, CheckKind.METRIC, metric.name(), metric.traits()));
    }
    for (QuerySpec query : said.queries()) {
      if (query.entity().equals(entity)) {
        ids.add(add(entity, CheckKind.SQL, query.name(), query.traits()));
      }
    }
    return ids;
  }

  private String add(String entity, CheckKind kind, Map<String, String> parameters) {
    String id = CheckIds.of(entity, kind);
    checks.put(
        id, new Check(id, kind, entity, Severity.ERROR, "", kind.sentence(), null, parameters));
    return id;
  }

  private String add(String entity, CheckKind kind, String name, CheckTraits traits) {
    String id = CheckIds.of(entity, kind, name);
    String description = traits.description().isEmpty() ? kind.sentence() : traits.description();
    checks.put(
        id,
        new Check(
            id,
            kind,
            entity,
            traits.severity(),
            traits.owner(),
            description,
            traits.every(),
            Map.of("name", name)));
    return id;
  }

  private void adjust() {
    for (CheckAdjustment said : spec.checks().adjustments()) {
      Check check = checks.get(said.check());
      if (check == null) {
        continue;
      }
      if (said.use() == CheckAdjustment.Use.LEAVE_OUT) {
        remove(said.check());
      } else {
        checks.put(said.check(), adjusted(check, said));
      }
    }
  }

  private static Check adjusted(Check check, CheckAdjustment said) {
    Map<String, String> parameters = new LinkedHashMap<>(check.parameters());
    parameters.putAll(said.parameters());
    Severity severity = said.severity();
    String owner = said.owner();
    Duration every = said.every();
    return new Check(
        check.id(),
        check.kind(),
        check.entity(),
        severity == null ? check.severity() : severity,
        owner == null ? check.owner() : owner,
        check.description(),
        every == null ? check.schedule() : every,
        parameters);
  }

  /** What came behind the node comes behind what was before it, as far as order goes. */
  private void remove(String id) {
    checks.remove(id);
    List<CheckEdge> into = edges.stream().filter(edge -> edge.to().equals(id)).toList();
    List<CheckEdge> out = edges.stream().filter(edge -> edge.from().equals(id)).toList();
    edges.removeAll(into);
    edges.removeAll(out);
    for (CheckEdge before : into) {
      for (CheckEdge behind : out) {
        CheckEdge edge = new CheckEdge(before.from(), behind.to(), CheckEdge.Kind.AFTER);
        boolean there =
            edges.stream().anyMatch(e -> e.from().equals(edge.from()) && e.to().equals(edge.to()));
        if (!there) {
          edges.add(edge);
        }
      }
    }
  }

  private void report() {
    List<String> all = List.copyOf(checks.keySet());
    checks.put(
        CheckIds.REPORT,
        new Check(
            CheckIds.REPORT,
            CheckKind.REPORT,
            "",
            Severity.ERROR,
            "",
            CheckKind.REPORT.sentence(),
            null,
            Map.of()));
    all.forEach(id -> edges.add(new CheckEdge(id, CheckIds.REPORT, CheckEdge.Kind.AFTER)));
  }
}
