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
  private final List<MappingSpec> more = new ArrayList<>();
  private final Map<String, List<String>> regions = new LinkedHashMap<>();
  private SourceSpec crm = source("crm", SystemType.POSTGRESQL, ZeroDates.REFUSE);
  private final Map<String, String> reverse = new LinkedHashMap<>();
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

  /** What the source is instead of a PostgreSQL. */
  Tables from(SystemType type, ZeroDates zeroDates) {
    crm = source("crm", type, zeroDates);
    return this;
  }

  /** A second mapping; of the target columns written so far some get another rule. */
  Tables alsoFrom(String sourceName, String table, Map<String, String> otherRules) {
    Map<String, ColumnRule> all = new LinkedHashMap<>(rules);
    otherRules.forEach((column, rule) -> all.put(column, new ColumnRule.Expression(rule)));
    more.add(new MappingSpec(sourceName, TableId.parse(table), null, all));
    return this;
  }

  /** A taxonomy beside {@code region}. */
  Tables otherTaxonomy(String value, String... spellings) {
    regions.put(value, List.of(spellings));
    return this;
  }

  private static SourceSpec source(String name, SystemType type, ZeroDates zeroDates) {
    SecretRef text = new SecretRef("x");
    return new SourceSpec(name, type, text, text, text, null, zeroDates);
  }

  private SourceSpec zoned(SourceSpec spec) {
    return new SourceSpec(
        spec.name(), spec.type(), spec.url(), spec.user(), spec.password(), zone, spec.zeroDates());
  }

  /** What the source gets back in a column. */
  Tables reverse(String column, String expression) {
    reverse.put(column, expression);
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
    List<MappingSpec> mappings = new ArrayList<>();
    mappings.add(new MappingSpec("crm", new TableId("public", "things"), where, rules, reverse));
    mappings.addAll(more);
    return new MigrationSpec(
        "test",
        List.of(zoned(crm), source("ads", SystemType.POSTGRESQL, ZeroDates.REFUSE)),
        new TargetSpec(SystemType.POSTGRESQL, text, text, text, "unified"),
        Settings.DEFAULTS,
        null,
        List.of(new EntitySpec("thing", targetKey, target, List.of(), List.of(), mappings, checks)),
        List.of(
            new TaxonomySpec(
                "region",
                false,
                new TaxonomySpec.Otherwise.Refuse(),
                Map.of("EMEA", List.of("europe"), "APAC", List.of("asia"))),
            new TaxonomySpec("other", true, new TaxonomySpec.Otherwise.Null(), regions)));
  }

  TableSchema table() {
    return TableSchema.of(new TableId("public", "things"), source, sourceKey);
  }

  CompiledMapping compile() {
    return compileAll().get(0);
  }

  List<CompiledMapping> compileAll() {
    TableSchema other = TableSchema.of(new TableId("public", "others"), source, sourceKey);
    List<TableSchema> catalog = List.of(table(), other);
    return MappingCompiler.compile(spec(), Map.of("crm", catalog, "ads", catalog), Locations.NONE)
        .mappings();
  }
}
