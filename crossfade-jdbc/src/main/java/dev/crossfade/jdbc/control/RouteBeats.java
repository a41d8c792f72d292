package dev.crossfade.jdbc.control;

import dev.crossfade.core.canary.Observation;
import dev.crossfade.spi.traffic.Beat;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * Signs of life of a gateway. Where the tables are those of an earlier version it does without what
 * they have no room for: a gateway that cannot tell its version has to serve all the same. After a
 * minute it sees whether they were brought up to date. Thread-safe.
 */
final class RouteBeats {

  private static final String UNDEFINED_COLUMN = "42703";
  private static final long PATIENCE = Duration.ofMinutes(1).toNanos();

  private static final String BEAT =
      "INSERT INTO crossfade.route_gateway (name, gateway, epoch, settled, gone, reads, build, seen)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, clock_timestamp()) ON CONFLICT (name, gateway) DO UPDATE SET"
          + " epoch = excluded.epoch, settled = excluded.settled, gone = excluded.gone,"
          + " reads = excluded.reads, build = excluded.build, seen = excluded.seen";
  private static final String PLAIN =
      "INSERT INTO crossfade.route_gateway (name, gateway, epoch, settled, gone, reads, seen)"
          + " VALUES (?, ?, ?, ?, ?, ?, clock_timestamp()) ON CONFLICT (name, gateway) DO UPDATE SET"
          + " epoch = excluded.epoch, settled = excluded.settled, gone = excluded.gone,"
          + " reads = excluded.reads, seen = excluded.seen";

  private final ControlDatabase database;
  private boolean plain;
  private long since;

  RouteBeats(ControlDatabase database) {
    this.database = database;
  }

  /** Notes one, and reads the record. */
  synchronized Optional<String> renew(String group, Beat beat) throws SQLException {
    if (!plain || System.nanoTime() - since > PATIENCE) {
      try {
        Optional<String> note = renewed(BEAT, group, beat);
        plain = false;
        return note;
      } catch (SQLException e) {
        if (!UNDEFINED_COLUMN.equals(e.getSQLState())) {
          throw e;
        }
        plain = true;
        since = System.nanoTime();
      }
    }
    return renewed(PLAIN, group, beat);
  }

  private Optional<String> renewed(String sql, String group, Beat beat) throws SQLException {
    return database.each(
        connection -> {
          note(connection, sql, group, beat);
          return PostgresRoutes.note(connection, group);
        });
  }

  private static void note(Connection connection, String sql, String group, Beat beat)
      throws SQLException {
    Object[] common = {
      group,
      beat.gateway(),
      beat.epoch(),
      beat.settled(),
      beat.gone().toMillis(),
      Observation.text(beat.seen()),
      beat.build()
    };
    Object[] values = sql.equals(PLAIN) ? Arrays.copyOf(common, common.length - 1) : common;
    PostgresRoutes.update(connection, sql, values);
  }
}
