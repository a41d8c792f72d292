package dev.crossfade.jdbc.target;

import dev.crossfade.core.change.Position;
import dev.crossfade.core.schema.Drift;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.spi.target.HeldTable;
import dev.crossfade.spi.target.TableHolds;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;

/** Which source tables are held, in the control tables. */
final class PostgresHolds implements TableHolds {

  private static final String READING = "reading which tables are held";
  private static final String DOING = "deciding about a held table";

  private final Database database;
  private final String migration;

  PostgresHolds(Database database) {
    this.database = database;
    this.migration = database.settings().migration();
  }

  /** Control tables of earlier versions have none. */
  private static boolean known(Connection connection) throws SQLException {
    return Sql.holds(connection, "SELECT to_regclass('crossfade.held_table') IS NOT NULL");
  }

  @Override
  public List<HeldTable> all() {
    return database.ask(
        READING,
        List.of(),
        c ->
            known(c)
                ? Sql.list(
                    c,
                    "SELECT * FROM crossfade.held_table WHERE migration = ?"
                        + " ORDER BY source, table_schema, table_name",
                    PostgresHolds::held,
                    migration)
                : List.of());
  }

  private static HeldTable held(ResultSet row) throws SQLException {
    return new HeldTable(
        row.getString("source"),
        new TableId(row.getString("table_schema"), row.getString("table_name")),
        HeldTable.State.valueOf(row.getString("state")),
        Position.decode(row.getString("since")),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        row.getString("reason"),
        row.getString("version"));
  }

  @Override
  public void want(String source, TableId table, String reason) {
    database.transaction(
        DOING,
        c ->
            Sql.update(
                c,
                "INSERT INTO crossfade.held_table (migration, source, table_schema, table_name,"
                    + " state, since, reason) VALUES (?, ?, ?, ?, 'WANTED', ?, ?)"
                    + " ON CONFLICT (migration, source, table_schema, table_name) DO UPDATE"
                    + " SET state = CASE held_table.state WHEN 'RELEASED' THEN 'HELD'"
                    + " ELSE held_table.state END, version = '', reason = CASE held_table.state"
                    + " WHEN 'RELEASED' THEN excluded.reason"
                    + " ELSE held_table.reason || '; ' || excluded.reason END"
                    + " WHERE CASE held_table.state WHEN 'RELEASED' THEN ?"
                    + " ELSE position(excluded.reason IN held_table.reason) = 0 END",
                migration,
                source,
                table.schema(),
                table.name(),
                Position.START.encoded(),
                reason,
                Drift.untold(reason)));
  }

  @Override
  public boolean release(HeldTable decided, String version) {
    TableId table = decided.table();
    String which = KeptChanges.OF_TABLE + " AND reason = ?";
    return database.transaction(
        DOING,
        c ->
            Sql.update(
                        c,
                        "DELETE FROM crossfade.held_table" + which + " AND state = 'WANTED'",
                        migration,
                        decided.source(),
                        table.schema(),
                        table.name(),
                        decided.reason())
                    + Sql.update(
                        c,
                        "UPDATE crossfade.held_table SET state = 'RELEASED', version = ?" + which,
                        version,
                        migration,
                        decided.source(),
                        table.schema(),
                        table.name(),
                        decided.reason())
                > 0);
  }

  @Override
  public void leaveOut(String source, TableId table, Set<String> columns) {
    database.transaction(
        DOING,
        c ->
            Sql.update(
                c,
                "INSERT INTO crossfade.left_out SELECT ?, ?, ?, ?, unnest(?)"
                    + " ON CONFLICT DO NOTHING",
                migration,
                source,
                table.schema(),
                table.name(),
                columns.toArray(String[]::new)));
  }

  @Override
  public Set<String> leftOut(String source, TableId table) {
    return database.ask(
        READING,
        Set.of(),
        c ->
            known(c)
                ? Set.copyOf(
                    Sql.list(
                        c,
                        "SELECT column_name FROM crossfade.left_out" + KeptChanges.OF_TABLE,
                        row -> row.getString(1),
                        which(source, table)))
                : Set.of());
  }

  @Override
  public long kept(String source, TableId table) {
    return database.ask(
        READING,
        0L,
        c ->
            known(c)
                ? Sql.number(
                    c,
                    "SELECT count(*) FROM crossfade.kept_change" + KeptChanges.OF_TABLE,
                    which(source, table))
                : 0L);
  }

  private Object[] which(String source, TableId table) {
    return new Object[] {migration, source, table.schema(), table.name()};
  }
}
