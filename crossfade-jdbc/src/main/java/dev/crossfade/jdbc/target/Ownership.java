package dev.crossfade.jdbc.target;

import dev.crossfade.core.change.Position;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.spi.target.StreamState;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who owns a source's stream: the row of its position with an epoch. A former owner whose
 * transaction still holds the row is ended; its epoch alone makes it harmless afterwards.
 */
final class Ownership {

  private static final Logger log = LoggerFactory.getLogger(Ownership.class);
  private static final int ATTEMPTS = 20;
  private static final int PATIENT_ATTEMPTS = 5;
  private static final String LOCK_NOT_AVAILABLE = "55P03";
  private static final String OURS = " WHERE migration = ? AND source = ?";

  private final Connection connection;
  private final String migration;
  private final String source;
  private final String applicationName;
  private final EpochFence fence;

  Ownership(
      Connection connection,
      String migration,
      String source,
      String applicationName,
      EpochFence fence) {
    this.connection = connection;
    this.migration = migration;
    this.source = source;
    this.applicationName = applicationName;
    this.fence = fence;
  }

  /** Raises the epoch and stores our backend's id. */
  StreamState take(String streamId, long beginning) throws SQLException {
    StreamState stored = locked(0, () -> insertOrLock(streamId, beginning));
    if (!stored.streamId().equals(streamId)) {
      connection.rollback();
      throw replaced(stored.streamId(), streamId).raise();
    }
    StreamState owned =
        Sql.first(
            connection,
            "UPDATE crossfade.applied_position SET epoch = epoch + 1,"
                + " owner_pid = pg_backend_pid()"
                + OURS
                + " RETURNING *",
            PostgresProgress::stream,
            migration,
            source);
    connection.commit();
    return present(owned);
  }

  /** Waits until the old transaction is over, and keeps an ownership that is still ours. */
  StreamState settle(long epoch) throws SQLException {
    StreamState state = locked(PATIENT_ATTEMPTS, this::lock);
    if (state.epoch() == epoch) {
      Sql.update(
          connection,
          "UPDATE crossfade.applied_position SET owner_pid = pg_backend_pid()" + OURS,
          migration,
          source);
    }
    connection.commit();
    return state;
  }

  /** Reads the row and locks it. */
  @FunctionalInterface
  private interface Locking {
    StreamState run() throws SQLException;
  }

  private StreamState insertOrLock(String streamId, long beginning) throws SQLException {
    Sql.update(
        connection,
        "INSERT INTO crossfade.applied_position (migration, source, stream_id, epoch,"
            + " next_offset, applied_position, owner_pid)"
            + " VALUES (?, ?, ?, 0, ?, ?, pg_backend_pid()) ON CONFLICT DO NOTHING",
        migration,
        source,
        streamId,
        beginning,
        Position.START.encoded());
    StreamState state = lock();
    fence.hold(connection);
    return state;
  }

  private StreamState lock() throws SQLException {
    StreamState state =
        Sql.first(
            connection,
            "SELECT * FROM crossfade.applied_position" + OURS + " FOR UPDATE",
            PostgresProgress::stream,
            migration,
            source);
    return present(state);
  }

  /** Tries again and again; after some patience ends the session that holds the row. */
  private StreamState locked(int patience, Locking locking) throws SQLException {
    for (int attempt = 1; ; attempt++) {
      try {
        Sql.execute(connection, "SET LOCAL lock_timeout = '500ms'");
        return locking.run();
      } catch (SQLException e) {
        connection.rollback();
        if (!LOCK_NOT_AVAILABLE.equals(e.getSQLState()) || attempt >= ATTEMPTS) {
          throw e;
        }
      }
      if (attempt > patience) {
        endFormerOwner();
      }
    }
  }

  private void endFormerOwner() throws SQLException {
    boolean ended =
        Sql.holds(
            connection,
            "SELECT bool_or(pg_terminate_backend(a.pid)) FROM pg_stat_activity a"
                + " JOIN crossfade.applied_position p ON p.owner_pid = a.pid"
                + " WHERE p.migration = ? AND p.source = ? AND a.application_name = ?"
                + " AND a.datname = current_database() AND a.pid <> pg_backend_pid()",
            migration,
            source,
            applicationName);
    connection.commit();
    log.info("former owner of a stream blocked source={} ended={}", source, ended);
  }

  private Problem replaced(String stored, String found) {
    return Problem.of(
            TargetProblem.STREAM_REPLACED,
            "The change stream of " + source + " is not the one applied so far",
            "The topic or the capture behind it was created anew; changes in between may be lost",
            "Do not go on; the history of this source has to be read again")
        .with("stored", stored)
        .with("found", found);
  }

  private StreamState present(@Nullable StreamState state) {
    if (state == null) {
      throw Problem.of(
              TargetProblem.STATE_NOT_ALLOWED,
              "Nobody has owned the stream of " + source + " yet",
              "Its position was asked for before it was taken over",
              "Report this; nothing was changed")
          .raise();
    }
    return state;
  }
}
