package dev.crossfade.engine.check;

import dev.crossfade.core.check.Check;
import dev.crossfade.core.check.CheckGraph;
import dev.crossfade.core.check.CheckKind;
import dev.crossfade.core.check.PlannedChecks;
import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.spec.MetricSpec;
import dev.crossfade.core.spec.MigrationSpec;
import dev.crossfade.core.spec.QuerySpec;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which checks are asked before which entities are published. A query is also about entities whose
 * tables it names, with their schema. Pure.
 */
final class StagedChecks {

  private static final Set<CheckKind> ASKED =
      EnumSet.of(
          CheckKind.SCHEMA,
          CheckKind.COUNTS,
          CheckKind.NULLS,
          CheckKind.KEYS,
          CheckKind.REFERENCES);

  private final CheckGraph graph;

  /** Entities that queries on the target name, by check; nothing of checks that are no queries. */
  private final Map<String, Set<String>> named = new TreeMap<>();

  StagedChecks(MigrationSpec spec, Map<String, EntityShape> shapes) {
    this.graph = PlannedChecks.of(spec);
    Map<String, Pattern> tables = new TreeMap<>();
    shapes.forEach((entity, shape) -> tables.put(entity, table(shape.table().id())));
    Map<String, String> texts = texts(spec);
    for (Check check : graph.checks()) {
      String name = check.kind().text() + "/" + check.parameter("name", "");
      String text = texts.get(check.entity() + "/" + name);
      if (text != null) {
        named.put(check.id(), named(text, tables));
      }
    }
  }

  /** What is asked of the target, empty where only a source is, by entity, kind and name. */
  private static Map<String, String> texts(MigrationSpec spec) {
    Map<String, String> texts = new TreeMap<>();
    for (MetricSpec metric : spec.checks().metrics()) {
      if (metric.figure() instanceof MetricSpec.Queries queries) {
        String id = metric.entity() + "/" + CheckKind.METRIC.text() + "/" + metric.name();
        texts.put(id, queries.target());
      }
    }
    for (QuerySpec query : spec.checks().queries()) {
      String id = query.entity() + "/" + CheckKind.SQL.text() + "/" + query.name();
      texts.put(id, query.on().equals(QuerySpec.TARGET) ? query.sql() : "");
    }
    return texts;
  }

  private static Pattern table(TableId id) {
    return Pattern.compile(
        "(?<![\\w\"])\"?"
            + Pattern.quote(id.schema())
            + "\"?\\s*\\.\\s*\"?"
            + Pattern.quote(id.name())
            + "(?!\\w)",
        Pattern.CASE_INSENSITIVE);
  }

  private static Set<String> named(String text, Map<String, Pattern> tables) {
    return tables.entrySet().stream()
        .filter(table -> table.getValue().matcher(text).find())
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * What is asked before entities are published. A query that names another one that is not there
   * is asked before that one is.
   *
   * @param ready entities that would be published together
   * @param live entities that are published
   */
  CheckGraph about(Collection<String> ready, Collection<String> live) {
    Set<String> there = new TreeSet<>(ready);
    there.addAll(live);
    return graph.only(
        graph.checks().stream()
            .filter(check -> ready.stream().anyMatch(entity -> concerns(check, entity)))
            .filter(check -> there.containsAll(named.getOrDefault(check.id(), Set.of())))
            .map(Check::id)
            .collect(Collectors.toSet()));
  }

  /** Those of the checks that were asked by which it is decided about an entity. */
  List<Check> of(String entity, CheckGraph asked) {
    return asked.checks().stream().filter(check -> concerns(check, entity)).toList();
  }

  private boolean concerns(Check check, String entity) {
    Set<String> names = named.get(check.id());
    if (check.entity().isEmpty()) {
      return names != null && names.contains(entity);
    }
    return check.entity().equals(entity) && (names != null || ASKED.contains(check.kind()));
  }
}
