package dev.crossfade.jdbc.target.sql;

import dev.crossfade.core.schema.Column;
import dev.crossfade.jdbc.sql.Identifiers;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Statements that change one row of an entity's table. Parameters are the entity's columns in
 * order, then load and position, unless told otherwise.
 */
public final class RowSql {

  private final EntityTables tables;
  private final String table;

  public RowSql(EntityTables tables, EntityTables.Zone zone) {
    this.tables = tables;
    this.table = tables.table(zone);
  }

  /** Adds a row. */
  public String insert() {
    return "INSERT INTO "
        + table
        + " ("
        + names(tables.stored())
        + ") VALUES ("
        + tables.stored().stream().map(this::parameter).collect(Collectors.joining(", "))
        + ")";
  }

  /** Adds a row or replaces the one with the same key. */
  public String upsert() {
    return insert() + conflict(tables);
  }

  /** Removes the row with a key; parameters are the key's columns. */
  public String delete() {
    return "DELETE FROM " + table + " WHERE " + keyIs();
  }

  /** Sets some columns of the row with a key; parameters are these, load, position, the key. */
  public String update(BitSet columns) {
    List<Column> set = new ArrayList<>();
    columns.stream().forEach(i -> set.add(tables.columns().get(i)));
    set.add(EntityTables.LOAD);
    set.add(EntityTables.POSITION);
    return "UPDATE "
        + table
        + " SET "
        + set.stream()
            .map(c -> Names.quoted(c.name()) + " = " + parameter(c))
            .collect(Collectors.joining(", "))
        + " WHERE "
        + keyIs();
  }

  /** Removes one row equal to the given one; parameters are the values that are not null. */
  public String remove(@Nullable Object[] row) {
    List<String> conditions = new ArrayList<>();
    for (int i = 0; i < row.length; i++) {
      Column column = tables.columns().get(i);
      conditions.add(
          row[i] == null ? Names.quoted(column.name()) + " IS NULL" : isParameter(column));
    }
    return "DELETE FROM "
        + table
        + " WHERE ctid = (SELECT ctid FROM "
        + table
        + " WHERE "
        + String.join(" AND ", conditions)
        + " LIMIT 1)";
  }

  static String conflict(EntityTables tables) {
    List<String> key = tables.shape().table().key();
    return " ON CONFLICT ("
        + Identifiers.POSTGRES.list(key)
        + ") DO UPDATE SET "
        + tables.stored().stream()
            .filter(c -> !key.contains(c.name()))
            .map(c -> Names.quoted(c.name()) + " = EXCLUDED." + Names.quoted(c.name()))
            .collect(Collectors.joining(", "));
  }

  static String copyInto(String table, List<Column> columns) {
    return "COPY " + table + " (" + names(columns) + ") FROM STDIN (FORMAT binary)";
  }

  static String names(List<Column> columns) {
    return columns.stream().map(c -> Names.quoted(c.name())).collect(Collectors.joining(", "));
  }

  private String keyIs() {
    return tables.key().stream().map(this::isParameter).collect(Collectors.joining(" AND "));
  }

  private String isParameter(Column column) {
    return Names.quoted(column.name()) + " = " + parameter(column);
  }

  private String parameter(Column column) {
    return "?::" + tables.types().cast(column.type());
  }
}
