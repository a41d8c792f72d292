package dev.crossfade.mapping;

import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.schema.TypeText;
import dev.crossfade.core.spec.CheckSpec;
import dev.crossfade.core.spec.ColumnRule;
import dev.crossfade.core.spec.ColumnSpec;
import dev.crossfade.core.spec.EntitySpec;
import dev.crossfade.core.spec.Locations;
import dev.crossfade.core.spec.MappingSpec;
import dev.crossfade.core.spec.MigrationSpec;
import dev.crossfade.core.spec.SecretRef;
import dev.crossfade.core.spec.Settings;
import dev.crossfade.core.spec.SourceSpec;
import dev.crossfade.core.spec.SystemType;
import dev.crossfade.core.spec.TargetSpec;
import dev.crossfade.core.spec.TaxonomySpec;
import dev.crossfade.core.spec.ZeroDates;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds one-entity specifications for tests, from short texts. */
final class Tables {

  private final List<Column> source = new ArrayList<>();
  private final List<ColumnSpec> target = new ArrayList<>();
  private final Map<String, ColumnRule> rules = new LinkedHashMap<>();
  private final List<CheckSpec> checks = new ArrayList<>();
  private String where;
  private List<String> sourceKey = List.of("id");
  private List<String> targetKey = List.of("id");
  private String zone;

  static Tables withId() {
    return new Tables().source("id int64!").target("id int64!", "id");
  }

  static Tables keyless() {
    Tables tables = new Tables();
    tables.sourceKey = List.of();
    tables.targetKey = List.of();
    return tables;
  }

  Tables sourceKey(String... key) {
    sourceKey = List.of(key);
    return this;
  }

  Tables targetKey(String... key) {
    targetKey = List.of(key);
    return this;
  }

  Tables zone(String id) {
    zone = id;
    return this;
  }

  /** {@code name type}, with {@code !} at the end for NOT NULL. */
  Tables source(String text) {
    ColumnSpec spec = column(text);
    Column column = Column.of(spec.name(), spec.type());
    source.add(spec.nullable() ? column : column.notNull());
    return this;
  }

  Tables target(String text, String rule) {
    ColumnSpec column = column(text);
    target.add(column);
    rules.put(
        column.name(), rule == null ? new ColumnRule.Null() : new ColumnRule.Expression(rule));
    return this;
  }

  Tables targetFromColumn(String text, String sourceColumn) {
    ColumnSpec column = column(text);
    target.add(column);
    rules.put(column.name(), new ColumnRule.SourceColumn(sourceColumn));
    return this;
  }

  Tables where(String condition) {
    where = condition;
    return this;
  }

  Tables check(String name, String expression) {
    checks.add(new CheckSpec(name, expression));
    return this;
  }

  static ColumnSpec column(String text) {
    boolean notNull = text.endsWith("!");
    String plain = notNull ? text.substring(0, text.length() - 1) : text;
    int space = plain.lastIndexOf(' ');
    String type = plain.substring(space + 1);
    LogicalType logical =
        type.startsWith("enum:")
            ? new LogicalType.Enumeration("e", List.of(type.substring(5).split("\\|")))
            : TypeText.parse(type).orElseThrow();
    return new ColumnSpec(plain.substring(0, space), logical, !notNull);
  }

  MigrationSpec spec() {
    SecretRef text = new SecretRef("x");
    return new MigrationSpec(
        "test",
        List.of(
            new SourceSpec("crm", SystemType.POSTGRESQL, text, text, text, zone, ZeroDates.REFUSE)),
        new TargetSpec(SystemType.POSTGRESQL, text, text, text, "unified"),
        Settings.DEFAULTS,
        null,
        List.of(
            new EntitySpec(
                "thing",
                targetKey,
                target,
                List.of(),
                List.of(),
                List.of(new MappingSpec("crm", new TableId("public", "things"), where, rules)),
                checks)),
        List.of(
            new TaxonomySpec(
                "region",
                false,
                new TaxonomySpec.Otherwise.Refuse(),
                Map.of("EMEA", List.of("europe"), "APAC", List.of("asia")))));
  }

  TableSchema table() {
    return TableSchema.of(new TableId("public", "things"), source, sourceKey);
  }

  CompiledMapping compile() {
    return MappingCompiler.compile(spec(), Map.of("crm", List.of(table())), Locations.NONE)
        .mappings()
        .get(0);
  }
}
