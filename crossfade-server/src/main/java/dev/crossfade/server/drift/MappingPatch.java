package dev.crossfade.server.drift;

import dev.crossfade.core.problem.Location;
import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.Drift;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.schema.TypeText;
import dev.crossfade.core.spec.ColumnRule;
import dev.crossfade.core.spec.ColumnSpec;
import dev.crossfade.core.spec.DriftPolicy;
import dev.crossfade.core.spec.EntitySpec;
import dev.crossfade.core.spec.Locations;
import dev.crossfade.core.spec.MappingSpec;
import dev.crossfade.core.spec.MigrationSpec;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The files of a specification as they would be for a table that was altered. What was renamed is
 * named anew, what was dropped is NULL, what is new gets a column of its own, and what got a wider
 * type has it in the entity too.
 */
public final class MappingPatch {

  private final MigrationSpec spec;
  private final Locations locations;
  private final Function<String, String> files;
  private final Map<String, YamlText> texts = new TreeMap<>();

  /**
   * @param files the text of a file of the folder
   */
  public MappingPatch(MigrationSpec spec, Locations locations, Function<String, String> files) {
    this.spec = spec;
    this.locations = locations;
    this.files = files;
  }

  /**
   * The files that change, by path.
   *
   * @param source name of the source
   * @param now the table as it is now
   * @param drifts in which ways it is not what it was
   */
  public Map<String, String> of(String source, TableSchema now, List<Drift> drifts) {
    List<Drift> wanted = drifts.stream().filter(drift -> !renamedTo(drift, drifts)).toList();
    for (EntitySpec entity : spec.entities()) {
      for (int i = 0; i < entity.mappings().size(); i++) {
        MappingSpec mapping = entity.mappings().get(i);
        if (mapping.source().equals(source) && mapping.table().equals(now.id())) {
          Map<String, ColumnRule> rules = mapping.rules();
          String path = Locations.path("entities", entity.name(), "from", i);
          wanted.forEach(drift -> patch(entity, rules, path, drift, now));
        }
      }
    }
    Map<String, String> changed = new TreeMap<>();
    texts.forEach(
        (file, text) -> {
          if (!text.text().equals(files.apply(file))) {
            changed.put(file, text.text());
          }
        });
    return changed;
  }

  /** What an old column may be called now is not new. */
  private static boolean renamedTo(Drift drift, List<Drift> all) {
    return drift.kind() == Drift.Kind.NEW
        && all.stream().anyMatch(other -> other.other().equals(drift.column()));
  }

  private void patch(
      EntitySpec entity, Map<String, ColumnRule> rules, String path, Drift drift, TableSchema now) {
    switch (drift.kind()) {
      case RENAMED -> rename(rules, path, drift);
      case DROPPED -> drop(rules, path, drift.column());
      case NEW -> add(entity, rules, path, now.columns().get(now.indexOf(drift.column())));
      case RETYPED -> widen(entity, rules, now.columns().get(now.indexOf(drift.column())));
      case KEY, TABLE_GONE -> {}
    }
  }

  private void rename(Map<String, ColumnRule> rules, String path, Drift drift) {
    UnaryOperator<String> change = text -> Expressions.renamed(text, drift.column(), drift.other());
    change(path + "/where", path, change);
    rules.forEach(
        (target, rule) -> {
          String place = path + "/" + Locations.path("map", target);
          if (rule instanceof ColumnRule.Expression) {
            change(place, path, change);
          } else if (rule instanceof ColumnRule.SourceColumn column
              && column.name().equals(drift.column())) {
            change(place, path, text -> text.replace(drift.column(), drift.other()));
          }
        });
  }

  private void drop(Map<String, ColumnRule> rules, String path, String column) {
    rules.forEach(
        (target, rule) -> {
          if (reads(rule, column)) {
            change(path + "/" + Locations.path("map", target), path, text -> "null");
          }
        });
  }

  private static boolean reads(ColumnRule rule, String column) {
    return rule instanceof ColumnRule.SourceColumn named
        ? named.name().equals(column)
        : rule instanceof ColumnRule.Expression expression
            && Expressions.mentions(expression.text(), column);
  }

  /** A column that was there under another name is not new. */
  private void add(EntitySpec entity, Map<String, ColumnRule> rules, String path, Column column) {
    boolean known = rules.values().stream().anyMatch(rule -> reads(rule, column.name()));
    boolean taken = entity.columns().stream().anyMatch(each -> each.name().equals(column.name()));
    boolean ignored = entity.drift().of(Drift.Kind.NEW) == DriftPolicy.IGNORE;
    if (known || taken || ignored || entity.appendOnly()) {
      return;
    }
    String name = column.name();
    ColumnSpec last = entity.columns().get(entity.columns().size() - 1);
    String columns = Locations.path("entities", entity.name(), "columns", last.name());
    addAfter(columns, last.name(), name + ": " + declared(column));
    for (int i = 0; i < entity.mappings().size(); i++) {
      String other = Locations.path("entities", entity.name(), "from", i);
      List<String> targets = List.copyOf(entity.mappings().get(i).rules().keySet());
      String end = other + "/" + Locations.path("map", targets.get(targets.size() - 1));
      String rule =
          !other.equals(path)
              ? "null"
              : Expressions.name(name).equals(name) ? name : "{column: \"" + name + "\"}";
      addAfter(end, targets.get(targets.size() - 1), name + ": " + rule);
    }
  }

  private static String declared(Column column) {
    if (column.type() instanceof LogicalType.Enumeration labels) {
      return "{type: enum, labels: [" + quoted(labels.labels()) + "]}";
    }
    return '"' + TypeText.of(column.type()) + '"';
  }

  private static String quoted(List<String> labels) {
    return String.join(
        ", ", labels.stream().map(label -> "'" + label.replace("'", "''") + "'").toList());
  }

  private void widen(EntitySpec entity, Map<String, ColumnRule> rules, Column now) {
    rules.forEach(
        (target, rule) -> {
          ColumnSpec column =
              entity.columns().stream()
                  .filter(each -> each.name().equals(target))
                  .findFirst()
                  .orElse(null);
          boolean plain =
              rule instanceof ColumnRule.Expression expression
                  && expression.text().equals(Expressions.name(now.name()));
          if (column != null && plain && Widening.allows(column.type(), now.type())) {
            String place = Locations.path("entities", entity.name(), "columns", target);
            UnaryOperator<String> type = text -> '"' + TypeText.of(now.type()) + '"';
            Location detailed = locations.at(place + "/type");
            boolean brief = detailed == null || detailed.equals(locations.at(place));
            change(brief ? place : place + "/type", brief ? "" : place, type);
          }
        });
  }

  private void change(String place, String parent, UnaryOperator<String> change) {
    Location at = locations.at(place);
    if (at != null && !at.equals(locations.at(parent))) {
      text(at).change(at, change);
    }
  }

  private void addAfter(String place, String key, String entry) {
    Location at = locations.at(place);
    if (at != null) {
      text(at).addAfter(at, key, entry);
    }
  }

  private YamlText text(Location at) {
    return texts.computeIfAbsent(at.file(), file -> new YamlText(files.apply(file)));
  }
}
