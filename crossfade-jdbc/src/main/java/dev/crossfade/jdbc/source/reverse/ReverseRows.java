package dev.crossfade.jdbc.source.reverse;

import dev.crossfade.core.change.Position;
import dev.crossfade.spi.reverse.ReverseState;
import dev.crossfade.spi.reverse.Unrestored;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is kept in a source about one migration: its position, and what could not be restored. */
final class ReverseRows {

  private static final String OURS = " WHERE migration = ? AND source = ?";

  /** Identity of no stream: whoever owns the way back next begins where he is told. */
  static final String NONE = "";

  private final Connection connection;
  private final LegacyDialect dialect;

  ReverseRows(Connection connection, LegacyDialect dialect) {
    this.connection = connection;
    this.dialect = dialect;
  }

  /** Adds the row unless it is there. */
  void add(String streamId, long beginning, Position from, long session) throws SQLException {
    String insert =
        "INSERT INTO crossfade.reverse_position (migration, source, stream_id, epoch, next_offset,"
            + " applied_position, owner_session) VALUES (?, ?, ?, 0, ?, ?, ?)";
    update(
        dialect.unlessThere(insert),
        migration(),
        source(),
        streamId,
        beginning,
        from.encoded(),
        session);
  }

  /** Begins to follow another stream than before. */
  void begin(String streamId, long beginning, Position from) throws SQLException {
    update(
        "UPDATE crossfade.reverse_position SET stream_id = ?, next_offset = ?,"
            + " applied_position = ?, mark = 0, mark_written_at = NULL"
            + OURS,
        streamId,
        beginning,
        from.encoded(),
        migration(),
        source());
  }

  @Nullable ReverseState seen() throws SQLException {
    return read(OURS);
  }

  @Nullable ReverseState lock() throws SQLException {
    return read(OURS + " FOR UPDATE");
  }

  /** The number of the session that owns the stream; 0 when nobody ever did. */
  long owner() throws SQLException {
    String sql = "SELECT owner_session FROM crossfade.reverse_position" + OURS;
    try (PreparedStatement statement = bound(sql, migration(), source());
        ResultSet row = statement.executeQuery()) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  void take(long session, long epoch) throws SQLException {
    update(
        "UPDATE crossfade.reverse_position SET epoch = ?, owner_session = ?" + OURS,
        epoch,
        session,
        migration(),
        source());
  }

  /** Whether it was still ours and where it was said to be. */
  boolean move(ReverseState from, ReverseState to) throws SQLException {
    int moved =
        update(
            "UPDATE crossfade.reverse_position SET next_offset = ?, applied_position = ?, mark = ?,"
                + " mark_written_at = ?"
                + OURS
                + " AND stream_id = ? AND epoch = ? AND next_offset = ?",
            to.nextOffset(),
            to.applied().encoded(),
            to.mark(),
            micros(to.markWrittenAt()),
            migration(),
            source(),
            from.streamId(),
            from.epoch(),
            from.nextOffset());
    return moved == 1;
  }

  void keep(Unrestored row) throws SQLException {
    update(
        "INSERT INTO crossfade.reverse_inbox"
            + " (migration, source, entity, row_key, log_position, code, reason)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?)",
        migration(),
        source(),
        row.entity(),
        row.key(),
        row.position().encoded(),
        row.code(),
        row.reason());
  }

  List<Unrestored> kept(int most) throws SQLException {
    String sql =
        "SELECT entity, row_key, log_position, code, reason FROM crossfade.reverse_inbox"
            + OURS
            + " ORDER BY id LIMIT "
            + most;
    List<Unrestored> kept = new ArrayList<>();
    try (PreparedStatement statement = bound(sql, migration(), source());
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        Position position = Position.decode(row.getString(3));
        kept.add(
            new Unrestored(
                row.getString(1), row.getString(2), position, row.getString(4), row.getString(5)));
      }
    }
    return kept;
  }

  long waiting() throws SQLException {
    return count("SELECT count(*) FROM crossfade.reverse_inbox" + OURS, migration(), source());
  }

  long settle(Unrestored row) throws SQLException {
    return update(
        "DELETE FROM crossfade.reverse_inbox"
            + OURS
            + " AND entity = ? AND row_key = ? AND log_position = ? AND code = ?",
        migration(),
        source(),
        row.entity(),
        row.key(),
        row.position().encoded(),
        row.code());
  }

  void forget() throws SQLException {
    update("DELETE FROM crossfade.reverse_inbox" + OURS, migration(), source());
    update("DELETE FROM crossfade.reverse_position" + OURS, migration(), source());
  }

  /** Whether no migration is left. */
  boolean nobodyElse() throws SQLException {
    return count("SELECT count(*) FROM crossfade.reverse_position") == 0;
  }

  private long count(String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = bound(sql, values);
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  private @Nullable ReverseState read(String where) throws SQLException {
    String sql =
        "SELECT stream_id, next_offset, applied_position, mark, mark_written_at, epoch"
            + " FROM crossfade.reverse_position"
            + where;
    try (PreparedStatement statement = bound(sql, migration(), source());
        ResultSet row = statement.executeQuery()) {
      return row.next() ? state(row) : null;
    }
  }

  private static ReverseState state(ResultSet row) throws SQLException {
    long writtenAt = row.getLong(5);
    Instant at = row.wasNull() ? null : Instant.EPOCH.plus(writtenAt, ChronoUnit.MICROS);
    return new ReverseState(
        row.getString(1),
        row.getLong(2),
        Position.decode(row.getString(3)),
        row.getLong(4),
        at,
        row.getLong(6));
  }

  private static @Nullable Long micros(@Nullable Instant at) {
    return at == null ? null : ChronoUnit.MICROS.between(Instant.EPOCH, at);
  }

  private int update(String sql, @Nullable Object... values) throws SQLException {
    try (PreparedStatement statement = bound(sql, values)) {
      return statement.executeUpdate();
    }
  }

  private PreparedStatement bound(String sql, @Nullable Object... values) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < values.length; i++) {
      if (values[i] == null) {
        statement.setNull(i + 1, Types.BIGINT);
      } else {
        statement.setObject(i + 1, values[i]);
      }
    }
    return statement;
  }

  private String migration() {
    return dialect.settings().migration();
  }

  private String source() {
    return dialect.settings().source();
  }
}
