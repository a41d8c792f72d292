package dev.crossfade.jdbc.target.sql;

import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.LogicalType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A temporary table into which rows of an entity are copied, for statements that change many of
 * them at once: the entity's columns, all nullable, then a group and an ordinal. A commit empties
 * it.
 */
public final class TemporaryTable {

  private final String name;
  private final List<Column> columns = new ArrayList<>();
  private final Function<LogicalType, String> types;

  /**
   * @param stem tells it from the others of the entity
   * @param more columns between those of the entity and the group
   * @param types how types are written
   */
  TemporaryTable(
      String stem, EntityTables tables, List<Column> more, Function<LogicalType, String> types) {
    this.name = "pg_temp." + Names.quoted(Names.fitted(stem + tables.name()));
    this.types = types;
    for (Column column : tables.columns()) {
      columns.add(Column.of(column.name(), column.type()));
    }
    columns.addAll(more);
    columns.add(Column.of("_cf_group", new LogicalType.Int(32)));
    columns.add(Column.of("_cf_ordinal", new LogicalType.Int(32)));
  }

  String name() {
    return name;
  }

  /** In the order of {@link #copy()}. */
  public List<Column> columns() {
    return List.copyOf(columns);
  }

  public String create() {
    return "CREATE TEMPORARY TABLE IF NOT EXISTS "
        + name
        + " ("
        + columns.stream()
            .map(column -> Names.quoted(column.name()) + " " + types.apply(column.type()))
            .collect(Collectors.joining(", "))
        + ") ON COMMIT DELETE ROWS";
  }

  public String clear() {
    return "TRUNCATE " + name;
  }

  public String copy() {
    return RowSql.copyInto(name, columns);
  }
}
