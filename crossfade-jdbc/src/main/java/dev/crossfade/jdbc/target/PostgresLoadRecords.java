package dev.crossfade.jdbc.target;

import dev.crossfade.core.audit.LoadPart;
import dev.crossfade.core.audit.LoadRecord;
import dev.crossfade.core.audit.RowBlock;
import dev.crossfade.core.audit.TreeHash;
import dev.crossfade.core.change.Position;
import dev.crossfade.spi.target.LoadRecords;
import dev.crossfade.spi.target.RowIndex;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what loads recorded, from the tables beside the data. */
final class PostgresLoadRecords implements LoadRecords {

  private static final String DOING = "reading the records of loads";

  /** Loads that are begun and not committed at one time, at most. */
  private static final long AT_ONCE = 100_000;

  /** Whether a part was committed as of a snapshot; rows tell the lower half of a transaction. */
  private static final String VISIBLE =
      "(SELECT pg_visible_in_snapshot((n.now - (n.now - p.xmin::text::bigint) % 4294967296)::text::xid8,"
          + " ?::pg_snapshot) FROM (SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint"
          + " AS now) n)";

  private final Database database;
  private final Entities entities;
  private final String migration;

  PostgresLoadRecords(Database database, Entities entities) {
    this.database = database;
    this.entities = entities;
    this.migration = database.settings().migration();
  }

  @Override
  public List<LoadRecord> pending(int max) {
    return database.transaction(
        DOING, c -> loads(c, "l.leaf IS NULL ORDER BY l.id LIMIT ?", migration, max));
  }

  @Override
  public Optional<LoadRecord> load(long id) {
    return database.transaction(
        DOING, c -> loads(c, "l.id = ?", migration, id).stream().findFirst());
  }

  private static List<LoadRecord> loads(Connection connection, String which, Object... parameters)
      throws SQLException {
    return Sql.list(
        connection,
        "SELECT l.* FROM crossfade.load l WHERE l.migration = ? AND " + which,
        row -> load(connection, row),
        parameters);
  }

  private static LoadRecord load(Connection connection, ResultSet row) throws SQLException {
    long id = row.getLong("id");
    return new LoadRecord(
        id,
        row.getString("migration"),
        row.getString("kind"),
        row.getString("source"),
        row.getObject("mapping", Integer.class),
        row.getString("mapping_version"),
        row.getString("run"),
        row.getString("actor"),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        row.getLong("row_count"),
        row.getLong("refused_count"),
        parts(connection, id));
  }

  private static List<LoadPart> parts(Connection connection, long load) throws SQLException {
    return Sql.list(
        connection,
        "SELECT entity, row_count, root, first_position, last_position FROM crossfade.load_part"
            + " WHERE load = ? ORDER BY part",
        row ->
            new LoadPart(
                row.getString(1),
                row.getLong(2),
                TreeHash.of(row.getBytes(3)),
                position(row.getString(4)),
                position(row.getString(5))),
        load);
  }

  private static @Nullable Position position(@Nullable String encoded) {
    return encoded == null ? null : Position.decode(encoded);
  }

  @Override
  public void logged(Map<Long, Long> leaves) {
    database.transaction(
        "remembering which loads are in the audit log",
        c -> {
          for (Map.Entry<Long, Long> each : leaves.entrySet()) {
            Sql.update(
                c,
                "UPDATE crossfade.load SET leaf = ? WHERE migration = ? AND id = ?",
                each.getValue(),
                migration,
                each.getKey());
          }
          return true;
        });
  }

  @Override
  public List<RowBlock> blocks(long load, int part) {
    return database.transaction(
        DOING,
        c ->
            Sql.list(
                c,
                "SELECT block, row_count, records FROM crossfade.load_block"
                    + " WHERE load = ? AND part = (SELECT part FROM crossfade.load_part"
                    + " WHERE load = ? ORDER BY part OFFSET ? LIMIT 1) ORDER BY block",
                row -> new RowBlock(row.getInt(1), row.getInt(2), row.getBytes(3)),
                load,
                load,
                part));
  }

  @Override
  public RowIndex index() {
    return new PostgresRowIndex(database);
  }

  @Override
  public List<Long> loadsOf(String entity, long below, int max) {
    return database.transaction(
        DOING,
        c ->
            Sql.list(
                c,
                "SELECT p.load FROM crossfade.load_part p JOIN crossfade.load l ON l.id = p.load"
                    + " WHERE l.migration = ? AND p.entity = ? AND p.load < ?"
                    + " ORDER BY p.load DESC LIMIT ?",
                row -> row.getLong(1),
                migration,
                entity,
                below,
                max));
  }

  /** The newest load and a snapshot: loads get their numbers before they are committed. */
  @Override
  public String moment() {
    return database.transaction(
        DOING,
        c ->
            Sql.find(
                    c,
                    "SELECT coalesce((SELECT max(id) FROM crossfade.load), 0) || '/'"
                        + " || pg_current_snapshot()",
                    row -> row.getString(1))
                .orElseThrow());
  }

  @Override
  public long writtenSince(String moment, String entity) {
    int slash = moment.indexOf('/');
    long newest = Long.parseLong(moment.substring(0, slash));
    return database.transaction(
        DOING,
        c ->
            Sql.number(
                c,
                "SELECT coalesce(sum(p.row_count), 0) FROM crossfade.load l"
                    + " JOIN crossfade.load_part p ON p.load = l.id"
                    + " WHERE l.migration = ? AND p.entity = ? AND l.id > ? AND NOT "
                    + VISIBLE,
                migration,
                entity,
                newest - AT_ONCE,
                moment.substring(slash + 1)));
  }

  @Override
  public byte[] secret() {
    return database.transaction(DOING, entities::rowSecret);
  }
}
