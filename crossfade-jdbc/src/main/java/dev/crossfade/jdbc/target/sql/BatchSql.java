package dev.crossfade.jdbc.target.sql;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Statements that change many rows of an entity's table from a {@link TemporaryTable} filled by
 * COPY, which has their positions, too. A group is a delete, a complete row, or a set of columns
 * that are to be updated.
 */
public final class BatchSql {

  /** The group of keys to delete. */
  public static final int DELETES = -1;

  /** The group of complete rows. */
  public static final int COMPLETE = 0;

  private final EntityTables tables;
  private final String table;
  private final TemporaryTable temporary;

  public BatchSql(EntityTables tables, EntityTables.Zone zone) {
    this.tables = tables;
    this.table = tables.table(zone);
    this.temporary =
        new TemporaryTable(
            "cf_batch_", tables, List.of(EntityTables.POSITION), tables.types()::declared);
  }

  /** What it works from. */
  public TemporaryTable temporary() {
    return temporary;
  }

  /** Adds rows without looking for existing ones. */
  public String append() {
    return RowSql.copyInto(table, tables.stored());
  }

  /** A table like that of the entity, for rows that are only tried. */
  public String createRehearsal() {
    return "CREATE TEMPORARY TABLE "
        + rehearsal()
        + " (LIKE "
        + table
        + " INCLUDING CONSTRAINTS) ON COMMIT DELETE ROWS";
  }

  /** Adds rows to the table of {@link #createRehearsal}. */
  public String copyRehearsal() {
    return RowSql.copyInto(rehearsal(), tables.stored());
  }

  private String rehearsal() {
    return "pg_temp." + Names.quoted(Names.fitted("cf_rehearsal_" + tables.name()));
  }

  public String delete() {
    return deleteGroups("s.\"_cf_group\" = " + DELETES);
  }

  /** Removes all rows that the batch deletes or sets again. */
  public String deleteAll() {
    return deleteGroups("true");
  }

  /** Sets the complete rows; parameter is the load. */
  public String upsert() {
    return insertGroups("\"_cf_group\" = " + COMPLETE) + RowSql.conflict(tables);
  }

  /** Adds all rows but the deletes; parameter is the load. */
  public String insert() {
    return insertGroups("\"_cf_group\" >= " + COMPLETE);
  }

  /** Updates the columns of one group and returns the ordinals it found; parameter is the load. */
  public String update(int group, BitSet columns) {
    List<String> set = new ArrayList<>();
    columns.stream()
        .mapToObj(i -> Names.quoted(tables.columns().get(i).name()))
        .forEach(name -> set.add(name + " = s." + name));
    set.add("\"_cf_load\" = ?::bigint");
    set.add("\"_cf_position\" = s.\"_cf_position\"");
    return "UPDATE " + table + " t SET " + String.join(", ", set) + joined(group);
  }

  /** Fills the columns a group lacks from the existing rows and returns the ordinals it found. */
  public String complete(int group, BitSet columns) {
    List<String> set = new ArrayList<>();
    for (int i = columns.nextClearBit(0); i < tables.columns().size(); ) {
      String name = Names.quoted(tables.columns().get(i).name());
      set.add(name + " = t." + name);
      i = columns.nextClearBit(i + 1);
    }
    return "UPDATE "
        + temporary.name()
        + " s SET "
        + String.join(", ", set)
        + " FROM "
        + table
        + " t WHERE s.\"_cf_group\" = "
        + group
        + " AND "
        + keyJoin()
        + " RETURNING s.\"_cf_ordinal\"";
  }

  /** Drops rows from the temporary table; parameter is an array of ordinals. */
  public String forget() {
    return "DELETE FROM " + temporary.name() + " WHERE \"_cf_ordinal\" = ANY (?::integer[])";
  }

  private String joined(int group) {
    return " FROM "
        + temporary.name()
        + " s WHERE s.\"_cf_group\" = "
        + group
        + " AND "
        + keyJoin()
        + " RETURNING s.\"_cf_ordinal\"";
  }

  private String insertGroups(String condition) {
    String names = RowSql.names(tables.columns());
    return "INSERT INTO "
        + table
        + " ("
        + names
        + ", \"_cf_load\", \"_cf_position\") SELECT "
        + names
        + ", ?::bigint, \"_cf_position\" FROM "
        + temporary.name()
        + " WHERE "
        + condition;
  }

  private String deleteGroups(String condition) {
    return "DELETE FROM "
        + table
        + " t USING "
        + temporary.name()
        + " s WHERE "
        + condition
        + " AND "
        + keyJoin();
  }

  private String keyJoin() {
    return tables.key().stream()
        .map(c -> Names.quoted(c.name()))
        .map(name -> "t." + name + " = s." + name)
        .collect(Collectors.joining(" AND "));
  }
}
