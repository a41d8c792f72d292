package dev.crossfade.jdbc.target;

import dev.crossfade.core.change.Position;
import dev.crossfade.core.schema.Alterations;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.spi.target.HeldTable;
import dev.crossfade.spi.target.TableHolds;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which source tables are held, in the control tables. */
final class PostgresHolds implements TableHolds {

  private static final String READING = "reading which tables are held";
  private static final String DOING = "deciding about a held table";
  private static final String DECIDED = KeptChanges.OF_TABLE + " AND reason = ? AND causes = ?";

  private final Database database;
  private final EpochFence fence;
  private final String migration;

  PostgresHolds(Database database, EpochFence fence) {
    this.database = database;
    this.fence = fence;
    this.migration = database.settings().migration();
  }

  /** Control tables of earlier versions have none. */
  private static boolean known(Connection connection) throws SQLException {
    return Sql.holds(connection, "SELECT to_regclass('crossfade.held_table') IS NOT NULL");
  }

  /** Those of versions before the last do not tell causes. */
  @Override
  public List<HeldTable> all() {
    return database.ask(
        READING,
        List.of(),
        c ->
            known(c)
                ? Sql.list(
                    c,
                    "SELECT *, coalesce(to_jsonb(held_table) ->> 'causes', '') AS causes_known"
                        + " FROM crossfade.held_table WHERE migration = ?"
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
        Alterations.noted(row.getString("causes_known"), row.getString("reason")),
        row.getString("version"));
  }

  @Override
  public void want(String source, TableId table, Alterations why) {
    database.transaction(
        DOING,
        c -> {
          fence.keep(c);
          return wanted(c, source, table, why) ? 1 : wantedAlso(c, source, table, why);
        });
  }

  private int wantedAlso(Connection connection, String source, TableId table, Alterations why)
      throws SQLException {
    HeldTable before = locked(connection, source, table);
    HeldTable now = before == null ? null : before.alsoFor(why);
    if (now == null || now.equals(before)) {
      return 0;
    }
    return Sql.update(
        connection,
        "UPDATE crossfade.held_table SET state = ?, reason = ?, causes = ?, version = ?"
            + KeptChanges.OF_TABLE,
        now.state().name(),
        now.reason(),
        now.why().names(),
        now.version(),
        migration,
        source,
        table.schema(),
        table.name());
  }

  /** Whether nobody had it held before. */
  private boolean wanted(Connection connection, String source, TableId table, Alterations why)
      throws SQLException {
    return Sql.update(
            connection,
            "INSERT INTO crossfade.held_table (migration, source, table_schema, table_name,"
                + " state, since, reason, causes) VALUES (?, ?, ?, ?, 'WANTED', ?, ?, ?)"
                + " ON CONFLICT DO NOTHING",
            migration,
            source,
            table.schema(),
            table.name(),
            Position.START.encoded(),
            why.text(),
            why.names())
        > 0;
  }

  /** It may have been let go a moment ago; who watches it asks again then. */
  private @Nullable HeldTable locked(Connection connection, String source, TableId table)
      throws SQLException {
    return Sql.first(
        connection,
        "SELECT *, causes AS causes_known FROM crossfade.held_table"
            + KeptChanges.OF_TABLE
            + " FOR UPDATE",
        PostgresHolds::held,
        which(source, table));
  }

  @Override
  public boolean release(HeldTable decided, String version) {
    return database.transaction(
        DOING,
        c -> {
          fence.keep(c);
          return forgotten(c, decided) + released(c, decided, version) > 0;
        });
  }

  private int forgotten(Connection connection, HeldTable decided) throws SQLException {
    return Sql.update(
        connection,
        "DELETE FROM crossfade.held_table" + DECIDED + " AND state = 'WANTED'",
        migration,
        decided.source(),
        decided.table().schema(),
        decided.table().name(),
        decided.reason(),
        decided.why().names());
  }

  /** Neither over what somebody else decided meanwhile, nor what is held anew since it was. */
  private int released(Connection connection, HeldTable decided, String version)
      throws SQLException {
    return Sql.update(
        connection,
        "UPDATE crossfade.held_table SET state = 'RELEASED', version = ?"
            + DECIDED
            + " AND ((state = 'HELD' AND ?) OR (state = 'RELEASED' AND version IN (?, ?)))",
        version,
        migration,
        decided.source(),
        decided.table().schema(),
        decided.table().name(),
        decided.reason(),
        decided.why().names(),
        decided.state() != HeldTable.State.RELEASED,
        decided.version(),
        version);
  }

  @Override
  public void leaveOut(String source, TableId table, Set<String> columns) {
    database.transaction(
        DOING,
        c -> {
          fence.keep(c);
          return Sql.update(
              c,
              "INSERT INTO crossfade.left_out SELECT ?, ?, ?, ?, unnest(?)"
                  + " ON CONFLICT DO NOTHING",
              migration,
              source,
              table.schema(),
              table.name(),
              columns.toArray(String[]::new));
        });
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
