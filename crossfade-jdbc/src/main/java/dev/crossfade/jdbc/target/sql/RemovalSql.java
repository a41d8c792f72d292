package dev.crossfade.jdbc.target.sql;

import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.LogicalType;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Statements that take many rows without key away by looking through the table once. A temporary
 * table is filled with them by COPY, each with its number and the group of those that have the same
 * columns null: so the others are compared by plain equality, which can be hashed.
 */
public final class RemovalSql {

  private final EntityTables tables;
  private final String table;
  private final String temporary;

  public RemovalSql(EntityTables tables, EntityTables.Zone zone) {
    this.tables = tables;
    this.table = tables.table(zone);
    this.temporary = "pg_temp." + Names.quoted(Names.fitted("cf_gone_" + tables.name()));
  }

  /** Columns of the temporary table in the order of {@link #copy()}. */
  public List<Column> temporaryColumns() {
    List<Column> columns = new ArrayList<>();
    for (Column column : tables.columns()) {
      columns.add(Column.of(column.name(), column.type()));
    }
    columns.add(Column.of("_cf_group", new LogicalType.Int(32)));
    columns.add(Column.of("_cf_ordinal", new LogicalType.Int(32)));
    return columns;
  }

  /** Without lengths and precisions, as single rows are compared: nothing is cut or rounded. */
  public String createTemporary() {
    return "CREATE TEMPORARY TABLE IF NOT EXISTS "
        + temporary
        + " ("
        + temporaryColumns().stream()
            .map(c -> Names.quoted(c.name()) + " " + tables.types().cast(c.type()))
            .collect(Collectors.joining(", "))
        + ") ON COMMIT DELETE ROWS";
  }

  public String clearTemporary() {
    return "TRUNCATE " + temporary;
  }

  public String copy() {
    return "COPY "
        + temporary
        + " ("
        + RowSql.names(temporaryColumns())
        + ") FROM STDIN (FORMAT binary)";
  }

  /** Nobody else does that to a temporary table; without it one row is taken for all there is. */
  public String analyze() {
    return "ANALYZE " + temporary;
  }

  /**
   * Takes away as many rows equal to each of a group as there are of it, or all that there are.
   *
   * @param known the columns that are not null in that group
   */
  public String remove(int group, BitSet known) {
    List<String> compared = new ArrayList<>();
    List<String> conditions = new ArrayList<>();
    for (int i = 0; i < tables.columns().size(); i++) {
      String name = Names.quoted(tables.columns().get(i).name());
      if (known.get(i)) {
        compared.add(name);
        conditions.add("t." + name + " = s." + name);
      } else {
        conditions.add("t." + name + " IS NULL");
      }
    }
    return "DELETE FROM "
        + table
        + " t USING (SELECT row_id FROM (SELECT t.ctid AS row_id, s.\"_cf_copies\","
        + " row_number() OVER (PARTITION BY s.\"_cf_ordinal\") AS place FROM "
        + table
        + " t JOIN ("
        + wanted(group, compared)
        + ") s ON "
        + String.join(" AND ", conditions)
        + ") found WHERE place <= \"_cf_copies\") gone WHERE t.ctid = gone.row_id";
  }

  private String wanted(int group, List<String> compared) {
    return "SELECT "
        + compared.stream().map(name -> name + ", ").collect(Collectors.joining())
        + "count(*) AS \"_cf_copies\", min(\"_cf_ordinal\") AS \"_cf_ordinal\" FROM "
        + temporary
        + " WHERE \"_cf_group\" = "
        + group
        + (compared.isEmpty() ? "" : " GROUP BY " + String.join(", ", compared));
  }
}
