package dev.crossfade.core.spec;

import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One table of the unified target, and what feeds it.
 *
 * @param name name of the target table
 * @param key names of the key's columns; empty means append-only
 * @param columns in table order
 * @param unique further unique constraints, each a list of columns
 * @param indexes further indexes, each a list of columns
 * @param mappings what feeds the entity, at least one
 * @param checks row checks
 * @param drift what happens when a table that feeds it is altered
 */
public record EntitySpec(
    String name,
    List<String> key,
    List<ColumnSpec> columns,
    List<List<String>> unique,
    List<List<String>> indexes,
    List<MappingSpec> mappings,
    List<CheckSpec> checks,
    DriftPolicies drift) {

  /** An entity with the usual policies. */
  public EntitySpec(
      String name,
      List<String> key,
      List<ColumnSpec> columns,
      List<List<String>> unique,
      List<List<String>> indexes,
      List<MappingSpec> mappings,
      List<CheckSpec> checks) {
    this(name, key, columns, unique, indexes, mappings, checks, DriftPolicies.DEFAULTS);
  }

  public EntitySpec {
    key = List.copyOf(key);
    columns = List.copyOf(columns);
    unique = unique.stream().map(List::copyOf).toList();
    indexes = indexes.stream().map(List::copyOf).toList();
    mappings = List.copyOf(mappings);
    checks = List.copyOf(checks);
  }

  /** Whether rows have no key and are only ever added. */
  public boolean appendOnly() {
    return key.isEmpty();
  }

  /** Names of the sources that feed it, in the order of the mappings. */
  public Set<String> sources() {
    return mappings.stream()
        .map(MappingSpec::source)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** The target table's shape; key columns are NOT NULL whatever was declared. */
  public TableSchema shape(String schema) {
    List<Column> shaped = columns.stream().map(this::shaped).toList();
    return TableSchema.of(new TableId(schema, name), shaped, key);
  }

  private Column shaped(ColumnSpec spec) {
    Column column = spec.column();
    return key.contains(spec.name()) ? column.notNull() : column;
  }

  /** The same with other policies. */
  public EntitySpec with(DriftPolicies policies) {
    return new EntitySpec(name, key, columns, unique, indexes, mappings, checks, policies);
  }
}
