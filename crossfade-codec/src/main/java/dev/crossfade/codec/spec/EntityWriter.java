package dev.crossfade.codec.spec;

import dev.crossfade.codec.form.DriftWords;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.TypeText;
import dev.crossfade.core.spec.ColumnRule;
import dev.crossfade.core.spec.ColumnSpec;
import dev.crossfade.core.spec.DriftPolicies;
import dev.crossfade.core.spec.DriftPolicy;
import dev.crossfade.core.spec.EntitySpec;
import dev.crossfade.core.spec.MappingSpec;
import java.util.List;
import java.util.Locale;

/** Writes one entity's file. */
final class EntityWriter {

  private EntityWriter() {}

  static String text(EntitySpec entity) {
    Yaml yaml = SpecificationWriter.head("Entity", "One table of the target, and what feeds it.");
    yaml.pair(0, "name", entity.name());
    yaml.raw(0, "key", entity.appendOnly() ? "none" : Yaml.list(entity.key()));
    yaml.line(0, "columns:");
    entity.columns().forEach(column -> yaml.raw(1, column.name(), column(column)));
    lists(yaml, "unique", entity.unique());
    lists(yaml, "indexes", entity.indexes());
    yaml.line(0, "# Each value is a CEL expression over the source's columns.");
    yaml.line(0, "from:");
    entity.mappings().forEach(mapping -> mapping(yaml, mapping));
    if (!entity.checks().isEmpty()) {
      yaml.line(0, "# Rows that fail a check go to quarantine.");
      yaml.line(0, "checks:");
    }
    entity
        .checks()
        .forEach(
            check -> {
              yaml.line(1, "- name: " + Yaml.quoted(check.name()));
              yaml.pair(2, "expression", check.expression());
            });
    drift(yaml, entity.drift());
    return yaml.toString();
  }

  private static void drift(Yaml yaml, DriftPolicies policies) {
    if (policies.byKind().isEmpty()) {
      return;
    }
    yaml.line(0, "# What happens when a table that feeds it is altered.");
    yaml.line(0, "drift:");
    DriftWords.KINDS.forEach(
        (word, kind) -> {
          DriftPolicy policy = policies.byKind().get(kind);
          if (policy != null) {
            yaml.raw(1, word, policy.name().toLowerCase(Locale.ROOT));
          }
        });
  }

  private static void lists(Yaml yaml, String key, List<List<String>> lists) {
    if (!lists.isEmpty()) {
      yaml.raw(0, key, "[" + String.join(", ", lists.stream().map(Yaml::list).toList()) + "]");
    }
  }

  private static String column(ColumnSpec column) {
    String type = Yaml.quoted(TypeText.of(column.type()));
    LogicalType element =
        column.type() instanceof LogicalType.Array array ? array.element() : column.type();
    if (element instanceof LogicalType.Enumeration labels) {
      type += ", labels: " + Yaml.list(labels.labels());
    } else if (column.nullable()) {
      return type;
    }
    return "{type: " + type + (column.nullable() ? "}" : ", nullable: false}");
  }

  private static void mapping(Yaml yaml, MappingSpec mapping) {
    yaml.line(1, "- source: " + Yaml.quoted(mapping.source()));
    yaml.pair(2, "table", mapping.table().toString());
    String where = mapping.where();
    if (where != null) {
      yaml.pair(2, "where", where);
    }
    yaml.line(2, "map:");
    mapping.rules().forEach((column, rule) -> yaml.raw(3, column, rule(rule)));
    if (!mapping.reverse().isEmpty()) {
      yaml.line(2, "reverse:");
      mapping.reverse().forEach((column, text) -> yaml.raw(3, column, Yaml.quoted(text)));
    }
  }

  private static String rule(ColumnRule rule) {
    if (rule instanceof ColumnRule.Expression expression) {
      return Yaml.quoted(expression.text());
    }
    return rule instanceof ColumnRule.SourceColumn source
        ? "{column: " + Yaml.quoted(source.name()) + "}"
        : "null";
  }
}
