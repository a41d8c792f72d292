package dev.crossfade.jdbc.target.sql;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Statements that take many rows without key away without looking through the table for each. A
 * {@link TemporaryTable} is filled with them by COPY, each with its number and the group of those
 * that have the same columns null: so the others are compared by plain equality, which can be
 * hashed.
 */
public final class RemovalSql {

  private final EntityTables tables;
  private final String table;
  private final TemporaryTable temporary;

  public RemovalSql(EntityTables tables, EntityTables.Zone zone) {
    this.tables = tables;
    this.table = tables.table(zone);
    // without lengths and precisions, as single rows are compared: nothing is cut or rounded
    this.temporary = new TemporaryTable("cf_gone_", tables, List.of(), tables.types()::cast);
  }

  /** What it works from. */
  public TemporaryTable temporary() {
    return temporary;
  }

  /** Nobody else does that to a temporary table; without it one row is taken for all there is. */
  public String analyze() {
    return "ANALYZE " + temporary.name();
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
        + temporary.name()
        + " WHERE \"_cf_group\" = "
        + group
        + (compared.isEmpty() ? "" : " GROUP BY " + String.join(", ", compared));
  }
}
