package dev.crossfade.jdbc.control;

import dev.crossfade.spi.journal.Holder;
import dev.crossfade.spi.journal.Lease;
import dev.crossfade.spi.journal.Leases;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** Leases in the heads of the journals, so that one statement checks both. Time is the store's. */
final class PostgresLeases implements Leases {

  private static final String TAKE =
      "UPDATE crossfade.journal_head SET epoch = epoch + 1, owner = ?,"
          + " lease_until = clock_timestamp() + ? * interval '1 millisecond'"
          + " WHERE migration = ? AND (owner = ? OR lease_until IS NULL"
          + " OR lease_until <= clock_timestamp()) RETURNING epoch";
  private static final String RENEW =
      "UPDATE crossfade.journal_head"
          + " SET lease_until = clock_timestamp() + ? * interval '1 millisecond'"
          + " WHERE migration = ? AND epoch = ? AND lease_until IS NOT NULL";
  private static final String RELEASE =
      "UPDATE crossfade.journal_head SET lease_until = NULL WHERE migration = ? AND epoch = ?";
  private static final String HOLDER =
      "SELECT owner, epoch, coalesce(extract(epoch FROM lease_until - clock_timestamp()), 0)"
          + " FROM crossfade.journal_head WHERE migration = ? AND epoch > 0";

  private final ControlDatabase database;

  PostgresLeases(ControlDatabase database) {
    this.database = database;
  }

  @Override
  public Optional<Lease> take(String migration, String owner, Duration ttl) {
    return run(
        "taking a lease",
        connection -> {
          JournalHead.create(connection, migration);
          try (PreparedStatement update = connection.prepareStatement(TAKE)) {
            update.setString(1, owner);
            update.setLong(2, ttl.toMillis());
            update.setString(3, migration);
            update.setString(4, owner);
            try (ResultSet row = update.executeQuery()) {
              return row.next()
                  ? Optional.of(new Lease(migration, owner, row.getLong(1)))
                  : Optional.empty();
            }
          }
        });
  }

  @Override
  public boolean renew(Lease lease, Duration ttl) {
    return run(
        "renewing a lease",
        connection -> {
          try (PreparedStatement update = connection.prepareStatement(RENEW)) {
            update.setLong(1, ttl.toMillis());
            update.setString(2, lease.migration());
            update.setLong(3, lease.epoch());
            return update.executeUpdate() > 0;
          }
        });
  }

  @Override
  public void release(Lease lease) {
    run(
        "giving back a lease",
        connection -> {
          try (PreparedStatement update = connection.prepareStatement(RELEASE)) {
            update.setString(1, lease.migration());
            update.setLong(2, lease.epoch());
            return update.executeUpdate();
          }
        });
  }

  @Override
  public Optional<Holder> holder(String migration) {
    return run(
        "asking who has a lease",
        connection -> {
          try (PreparedStatement select = connection.prepareStatement(HOLDER)) {
            select.setString(1, migration);
            try (ResultSet row = select.executeQuery()) {
              return row.next() ? Optional.of(holder(row)) : Optional.empty();
            }
          }
        });
  }

  private static Holder holder(ResultSet row) throws SQLException {
    Duration left = Duration.ofMillis((long) (row.getDouble(3) * 1000));
    return new Holder(row.getString(1), row.getLong(2), left);
  }

  private <T> T run(String doing, ControlDatabase.Work<T> work) {
    try {
      return database.each(work);
    } catch (SQLException e) {
      throw database.failure(doing, e);
    }
  }
}
