package dev.crossfade.jdbc.target;

import dev.crossfade.core.change.Change;
import dev.crossfade.core.change.Op;
import dev.crossfade.core.change.Position;
import dev.crossfade.core.change.RawImage;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.spi.target.HeldTable;
import dev.crossfade.spi.target.KeptChange;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tables of one source that are held, and their changes, as seen by one transaction. */
final class KeptChanges {

  static final String OF_TABLE =
      " WHERE migration = ? AND source = ? AND table_schema = ? AND table_name = ?";

  private final Connection connection;
  private final String migration;
  private final String source;

  private record Kept(long seq, long weight) {}

  KeptChanges(Connection connection, String migration, String source) {
    this.connection = connection;
    this.migration = migration;
    this.source = source;
  }

  void hold(HeldTable table) throws SQLException {
    Sql.update(
        connection,
        "INSERT INTO crossfade.held_table (migration, source, table_schema, table_name, state,"
            + " since, reason, causes) VALUES (?, ?, ?, ?, 'HELD', ?, ?, ?)"
            + " ON CONFLICT (migration, source, table_schema, table_name) DO UPDATE"
            + " SET state = 'HELD', version = '', since = CASE WHEN held_table.state = 'WANTED'"
            + " THEN excluded.since ELSE held_table.since END, reason = CASE WHEN held_table.state ="
            + " 'RELEASED' THEN excluded.reason ELSE held_table.reason END, causes = CASE WHEN"
            + " held_table.state = 'RELEASED' THEN excluded.causes ELSE held_table.causes END",
        migration,
        source,
        table.table().schema(),
        table.table().name(),
        table.since().encoded(),
        table.reason(),
        table.why().names());
  }

  void append(List<KeptChange> changes) throws SQLException {
    if (changes.isEmpty()) {
      return;
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO crossfade.kept_change (migration, source, table_schema, table_name, op,"
                + " position, transaction, before, after) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      for (KeptChange each : changes) {
        Change change = each.change();
        Sql.bind(
            connection,
            insert,
            migration,
            source,
            change.table().schema(),
            change.table().name(),
            change.op().name(),
            change.position().encoded(),
            each.transaction(),
            Change.rawText(change.before()),
            Change.rawText(change.after()));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  List<KeptChange> take(TableId table, int max, long weight) throws SQLException {
    List<Kept> oldest =
        Sql.list(
            connection,
            "SELECT seq, coalesce(length(before), 0) + coalesce(length(after), 0)"
                + " FROM crossfade.kept_change"
                + OF_TABLE
                + " ORDER BY seq LIMIT ?",
            row -> new Kept(row.getLong(1), row.getLong(2)),
            migration,
            source,
            table.schema(),
            table.name(),
            max);
    List<Long> taken = fitting(oldest, weight);
    if (taken.isEmpty()) {
      return List.of();
    }
    Long[] numbers = taken.toArray(Long[]::new);
    List<KeptChange> changes =
        Sql.list(
            connection,
            "SELECT * FROM crossfade.kept_change WHERE seq = ANY (?) ORDER BY seq",
            KeptChanges::change,
            (Object) numbers);
    Sql.update(
        connection, "DELETE FROM crossfade.kept_change WHERE seq = ANY (?)", (Object) numbers);
    return changes;
  }

  private static List<Long> fitting(List<Kept> oldest, long weight) {
    List<Long> fitting = new ArrayList<>();
    long sum = 0;
    for (Kept each : oldest) {
      sum += each.weight();
      if (!fitting.isEmpty() && sum > weight) {
        break;
      }
      fitting.add(each.seq());
    }
    return fitting;
  }

  private static KeptChange change(ResultSet row) throws SQLException {
    Change change =
        new Change(
            new TableId(row.getString("table_schema"), row.getString("table_name")),
            Op.valueOf(row.getString("op")),
            image(row.getString("before")),
            image(row.getString("after")),
            Position.decode(row.getString("position")));
    return new KeptChange(change, row.getLong("transaction"));
  }

  private static @Nullable Object @Nullable [] image(@Nullable String text) {
    return text == null ? null : new @Nullable Object[] {new RawImage(text)};
  }

  void letGo(TableId table, Set<String> entities) throws SQLException {
    UnloggedWrites.count(connection, migration, entities);
    Sql.update(
        connection,
        "DELETE FROM crossfade.held_table" + OF_TABLE + " AND state = 'RELEASED'",
        migration,
        source,
        table.schema(),
        table.name());
  }
}
