package dev.crossfade.jdbc.target;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.spi.target.OwnershipLostException;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps transactions under an epoch that is not the latest from committing. The latest one stands
 * in the release row, which whoever changes something locks first. Thread-safe.
 */
final class EpochFence {

  private static final String ROW =
      "SELECT number, epoch FROM crossfade.release WHERE migration = ?";

  private final String migration;
  private volatile long ours;

  EpochFence(String migration) {
    this.migration = migration;
  }

  /**
   * The release row.
   *
   * @param number of the last release
   * @param epoch the latest
   */
  record Release(long number, long epoch) {}

  /** Nobody gets a later epoch until the transaction ends, and nobody has one. */
  Release hold(Connection connection) throws SQLException {
    return locked(connection, " FOR SHARE");
  }

  /** The same, and nobody else changes anything until then. */
  Release holdAlone(Connection connection) throws SQLException {
    return locked(connection, " FOR UPDATE");
  }

  private Release locked(Connection connection, String how) throws SQLException {
    Release release = read(connection, how);
    if (release == null) {
      throw Problem.of(
              TargetProblem.ENTITY_UNKNOWN,
              "The target was not prepared for migration " + migration,
              "Its release row is missing",
              "Prepare the target first")
          .raise();
    }
    mustNotBeLater(release.epoch(), ours);
    return release;
  }

  /** Makes this epoch the latest, in a transaction that holds everything older epochs may hold. */
  void raise(Connection connection, long epoch) throws SQLException {
    Release release = read(connection, " FOR UPDATE");
    mustNotBeLater(release == null ? 0 : release.epoch(), epoch);
    Sql.update(
        connection, "UPDATE crossfade.release SET epoch = ? WHERE migration = ?", epoch, migration);
  }

  /** From now on this process works under an epoch that was raised. */
  void raised(long epoch) {
    ours = epoch;
  }

  private @Nullable Release read(Connection connection, String how) throws SQLException {
    return Sql.first(
        connection, ROW + how, row -> new Release(row.getLong(1), row.getLong(2)), migration);
  }

  private void mustNotBeLater(long latest, long mine) {
    if (latest > mine) {
      throw new OwnershipLostException(
          migration + " is moved on under epoch " + latest + ", and not under " + mine);
    }
  }
}
