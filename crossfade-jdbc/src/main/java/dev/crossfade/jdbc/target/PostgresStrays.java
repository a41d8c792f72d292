package dev.crossfade.jdbc.target;

import dev.crossfade.core.change.Op;
import dev.crossfade.core.change.Position;
import dev.crossfade.spi.target.Act;
import dev.crossfade.spi.target.Selection;
import dev.crossfade.spi.target.StrayItem;
import dev.crossfade.spi.target.StrayStore;
import dev.crossfade.spi.target.StrayWrite;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Stray writes beside the data. */
final class PostgresStrays implements StrayStore {

  private static final String WAITING =
      " FROM crossfade.stray_write WHERE migration = ? AND settled_at IS NULL";
  private static final String NOTE =
      "INSERT INTO crossfade.stray_write (migration, source, entity, op, row_key, log_position)"
          + " SELECT ?, * FROM unnest(?, ?, ?, ?, ?)";

  private static final String SETTLE =
      "UPDATE crossfade.stray_write SET settled_at = clock_timestamp()"
          + " WHERE migration = ? AND settled_at IS NULL AND id = ?"
          + " RETURNING source, entity, row_key";

  /** In place of the code of a reason. */
  private static final String STRAY = "stray";

  private final Database database;
  private final PostgresActs acts;
  private final String migration;

  PostgresStrays(Database database, EpochFence fence) {
    this.database = database;
    this.acts = new PostgresActs(database, fence);
    this.migration = database.settings().migration();
  }

  /** Notes some in the transaction of a connection. */
  static void note(Connection connection, String migration, List<StrayWrite> writes)
      throws SQLException {
    if (!writes.isEmpty()) {
      Sql.update(
          connection,
          NOTE,
          migration,
          texts(writes, StrayWrite::source),
          texts(writes, StrayWrite::entity),
          texts(writes, write -> write.op().name()),
          texts(writes, StrayWrite::key),
          texts(writes, write -> write.position().encoded()));
    }
  }

  private static String[] texts(List<StrayWrite> writes, Function<StrayWrite, String> text) {
    return writes.stream().map(text).toArray(String[]::new);
  }

  @Override
  public List<StrayItem> list(int most) {
    return database.ask(
        "reading stray writes",
        List.of(),
        c ->
            Sql.list(
                c,
                "SELECT id, noted_at, source, entity, op, row_key, log_position"
                    + WAITING
                    + " ORDER BY id LIMIT ?",
                PostgresStrays::item,
                migration,
                most));
  }

  private static StrayItem item(ResultSet row) throws SQLException {
    StrayWrite write =
        new StrayWrite(
            row.getString(3),
            row.getString(4),
            Op.valueOf(row.getString(5)),
            row.getString(6),
            Position.decode(row.getString(7)));
    return new StrayItem(row.getLong(1), row.getObject(2, OffsetDateTime.class).toInstant(), write);
  }

  @Override
  public Optional<Act> settle(long id, String actor, String reason) {
    return database.transaction(
        "settling a stray write",
        c -> {
          Optional<Selection> what = Sql.find(c, SETTLE, PostgresStrays::meant, migration, id);
          return what.isEmpty()
              ? Optional.empty()
              : Optional.of(acts.settled(c, what.get(), actor, reason));
        });
  }

  private static Selection meant(ResultSet row) throws SQLException {
    return new Selection(row.getString(2), STRAY, row.getString(1), row.getString(3));
  }

  @Override
  public long waiting() {
    return database.ask(
        "counting stray writes", 0L, c -> Sql.number(c, "SELECT count(*)" + WAITING, migration));
  }
}
