package dev.crossfade.jdbc.target;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.spi.target.OwnershipLostException;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps transactions under an epoch that is not the latest from committing, and those of others
 * than the owner once his offer does not stand any more. Both stand in the release row, which
 * whoever changes something locks first. Thread-safe.
 */
final class EpochFence {

  private static final String ROW =
      "SELECT number, epoch, offered FROM crossfade.release WHERE migration = ?";

  /** No offer has this number: the owner needs none. */
  private static final long OWNER = -1;

  private final String migration;
  private volatile Right ours = new Right(0, OWNER);

  EpochFence(String migration) {
    this.migration = migration;
  }

  /**
   * The release row.
   *
   * @param number of the last release
   * @param epoch the latest
   * @param offered number of the last offer
   */
  record Release(long number, long epoch, long offered) {}

  /** What this process works by. */
  private record Right(long epoch, long offer) {

    boolean over(Release latest) {
      boolean guest = offer != OWNER;
      return latest.epoch() > epoch
          || (guest && (latest.epoch() != epoch || latest.offered() != offer));
    }
  }

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
    mustNotBeOver(release, ours);
    return release;
  }

  /** The same for what others may do as well: whoever never had an epoch is not asked for one. */
  void keep(Connection connection) throws SQLException {
    if (ours.epoch() > 0) {
      hold(connection);
    }
  }

  /** Whether what is done here would not be refused now. */
  boolean stands(Connection connection) throws SQLException {
    Release release = read(connection, "");
    return release != null && !ours.over(release);
  }

  /** Makes this epoch the latest, in a transaction that holds everything older epochs may hold. */
  void raise(Connection connection, long epoch) throws SQLException {
    Release release = read(connection, " FOR UPDATE");
    if (release != null) {
      mustNotBeOver(release, new Right(epoch, OWNER));
    }
    Sql.update(
        connection, "UPDATE crossfade.release SET epoch = ? WHERE migration = ?", epoch, migration);
  }

  /** From now on this process works under an epoch that was raised, or 0 for none. */
  void raised(long epoch) {
    ours = new Right(epoch, OWNER);
  }

  /** From now on this process works under the epoch of somebody else, by his offer. */
  void accepted(long epoch, long offer) {
    ours = new Right(epoch, offer);
  }

  private @Nullable Release read(Connection connection, String how) throws SQLException {
    return Sql.find(
            connection,
            ROW + how,
            row -> new Release(row.getLong(1), row.getLong(2), row.getLong(3)),
            migration)
        .orElse(null);
  }

  private void mustNotBeOver(Release latest, Right right) {
    if (right.over(latest)) {
      throw new OwnershipLostException(
          migration
              + " is moved on under epoch "
              + latest.epoch()
              + " by offer "
              + latest.offered()
              + ", and not as "
              + right);
    }
  }
}
