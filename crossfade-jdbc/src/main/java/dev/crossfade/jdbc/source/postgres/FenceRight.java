package dev.crossfade.jdbc.source.postgres;

import dev.crossfade.core.schema.TableId;
import dev.crossfade.jdbc.sql.Identifiers;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * One right to write that somebody has.
 *
 * @param table on which table
 * @param column on which column of it; empty for the whole table
 * @param privilege which right
 * @param grantable whether it may be given on
 * @param byOwner whether the table's owner gave it
 * @param grantor who gave it
 * @param grantee who has it; empty for everybody
 */
record FenceRight(
    TableId table,
    String column,
    String privilege,
    boolean grantable,
    boolean byOwner,
    String grantor,
    String grantee) {

  static FenceRight of(ResultSet row) throws SQLException {
    return new FenceRight(
        new TableId(row.getString(1), row.getString(2)),
        row.getString(3),
        row.getString(4),
        row.getBoolean(5),
        row.getBoolean(6),
        row.getString(7),
        row.getString(8));
  }

  String grant() {
    return "GRANT "
        + onTable()
        + " TO "
        + quotedGrantee()
        + (grantable ? " WITH GRANT OPTION" : "");
  }

  String revoke() {
    return "REVOKE " + onTable() + " FROM " + quotedGrantee() + " CASCADE";
  }

  private String onTable() {
    return privilege
        + (column.isEmpty() ? "" : " (" + Identifiers.POSTGRES.quote(column) + ")")
        + " ON TABLE "
        + Identifiers.POSTGRES.quote(table);
  }

  /** Whether this right could be given on as the other one was. */
  boolean carries(FenceRight other) {
    return grantable
        && grantee.equals(other.grantor)
        && table.equals(other.table)
        && privilege.equals(other.privilege)
        && (column.isEmpty() || column.equals(other.column));
  }

  private String quotedGrantee() {
    return grantee.isEmpty() ? "PUBLIC" : Identifiers.POSTGRES.quote(grantee);
  }

  /** {@code INSERT on crm.contact of app}. */
  String text() {
    return privilege + " on " + table + " of " + (grantee.isEmpty() ? "everybody" : grantee);
  }
}
