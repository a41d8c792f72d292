package dev.crossfade.core.schema;

import java.util.ArrayList;
import java.util.List;

/**
 * The shape of a table: what rows of it look like. A row is an {@code Object[]} with one element
 * per entry of {@link #columns()}, in that order.
 *
 * @param id its name
 * @param columns in catalog order; supported columns only, see {@code unsupported}
 * @param key names of the primary key's columns in key order, empty when there is none
 * @param replicaIdentity what the log holds of an old row
 * @param unsupported columns whose type Crossfade refuses to carry, as {@code name type}
 * @param estimatedRows from statistics, -1 when unknown
 * @param estimatedBytes from statistics, -1 when unknown
 */
public record TableSchema(
    TableId id,
    List<Column> columns,
    List<String> key,
    ReplicaIdentity replicaIdentity,
    List<String> unsupported,
    long estimatedRows,
    long estimatedBytes) {

  public TableSchema {
    columns = List.copyOf(columns);
    key = List.copyOf(key);
    unsupported = List.copyOf(unsupported);
  }

  /**
   * A table.
   *
   * @param columns in the order of row arrays
   * @param key names of the key's columns; empty when it has none
   */
  public static TableSchema of(TableId id, List<Column> columns, List<String> key) {
    return new TableSchema(id, columns, key, ReplicaIdentity.KEY, List.of(), -1, -1);
  }

  /** Position of a column in row arrays, or -1. */
  public int indexOf(String column) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equals(column)) {
        return i;
      }
    }
    return -1;
  }

  /** Positions of the key's columns in row arrays, in key order. */
  public int[] keyIndexes() {
    return key.stream().mapToInt(this::indexOf).toArray();
  }

  /** Whether it has no key. */
  public boolean keyless() {
    return key.isEmpty();
  }

  /** Names of the columns in the order of row arrays. */
  public List<String> columnNames() {
    List<String> names = new ArrayList<>(columns.size());
    columns.forEach(column -> names.add(column.name()));
    return names;
  }
}
