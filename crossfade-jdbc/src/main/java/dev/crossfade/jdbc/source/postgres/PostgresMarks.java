package dev.crossfade.jdbc.source.postgres;

import dev.crossfade.core.change.Mark;
import dev.crossfade.jdbc.source.SourceSession;
import dev.crossfade.jdbc.source.SourceTransaction;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Writes marks. A mark's number is the log's insert position, read under a lock that is held until
 * the mark is committed: numbers grow in log order across all writers and restarts.
 */
final class PostgresMarks {

  private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtextextended(?, 0))";
  private static final String WRITE =
      "WITH at AS MATERIALIZED (SELECT (pg_current_wal_insert_lsn() - '0/0')::bigint AS number)"
          + " SELECT number,"
          + " pg_logical_emit_message(true, 'crossfade', ? || ' ' || number || ' ' || ?::text)"
          + " FROM at";

  private final SourceSession session;
  private final String migration;

  PostgresMarks(SourceSession session, String migration) {
    this.session = session;
    this.migration = migration;
  }

  synchronized Mark write() {
    return session.run("write a mark into the log", this::write);
  }

  private Mark write(Connection connection) throws SQLException {
    return SourceTransaction.run(connection, c -> write(c, migration));
  }

  /** Writes one in the caller's transaction. */
  static Mark write(Connection connection, String migration) throws SQLException {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    try (PreparedStatement lock = connection.prepareStatement(LOCK)) {
      lock.setString(1, "crossfade mark " + migration);
      lock.execute();
    }
    return new Mark(emit(connection, migration, now), now);
  }

  private static long emit(Connection connection, String migration, Instant now)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(WRITE)) {
      statement.setString(1, migration);
      statement.setLong(2, ChronoUnit.MICROS.between(Instant.EPOCH, now));
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  synchronized void close() {
    session.close();
  }
}
