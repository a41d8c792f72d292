package dev.crossfade.jdbc.control;

import dev.crossfade.core.canary.Observation;
import dev.crossfade.core.traffic.GatewaySign;
import dev.crossfade.core.traffic.RecordSeal;
import dev.crossfade.core.traffic.RouteRecord;
import dev.crossfade.spi.traffic.Beat;
import dev.crossfade.spi.traffic.Published;
import dev.crossfade.spi.traffic.RouteStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Route records in a control store. Time is the store's. */
final class PostgresRoutes implements RouteStore {

  private static final String READ =
      "SELECT note FROM crossfade.route_record WHERE name = ? AND note IS NOT NULL";
  private static final String GATEWAYS =
      "SELECT gateway, epoch, settled, gone,"
          + " (extract(epoch FROM clock_timestamp() - seen) * 1000)::bigint, reads, build"
          + " FROM crossfade.route_gateway WHERE name = ? ORDER BY gateway";

  private final ControlDatabase database;
  private final RouteBell bell;
  private final RouteBeats beats;

  PostgresRoutes(ControlDatabase database) {
    this.database = database;
    this.bell = new RouteBell(database);
    this.beats = new RouteBeats(database);
  }

  @Override
  public void prepare() {
    run(
        "preparing its tables",
        () ->
            database.together(
                connection -> {
                  ControlTables.create(connection);
                  return true;
                }));
  }

  @Override
  public Optional<String> read(String group) {
    return run("reading the route record", () -> database.each(c -> note(c, group)));
  }

  static Optional<String> note(Connection connection, String group) throws SQLException {
    return ControlRows.list(
            connection, READ, row -> Objects.requireNonNull(row.getString(1)), group)
        .stream()
        .findFirst();
  }

  @Override
  public Optional<String> renew(String group, Beat beat) {
    return run("renewing the route record", () -> beats.renew(group, beat));
  }

  @Override
  public Published publish(String note) {
    RouteRecord next = RecordSeal.peek(note);
    RoutePublication publication = new RoutePublication(next, note);
    try {
      return database.together(publication::run);
    } catch (SQLException e) {
      if (publication.written()) {
        return new Published.Unknown(ControlProblem.unknown(e));
      }
      throw database.failure("publishing a route record", e);
    }
  }

  @Override
  public void await(String group, long epoch, Duration longest) {
    bell.await(longest);
  }

  @Override
  public List<GatewaySign> gateways(String group) {
    return run(
        "asking for gateways", () -> database.each(connection -> gateways(connection, group)));
  }

  static List<GatewaySign> gateways(Connection connection, String group) throws SQLException {
    return ControlRows.list(
        connection,
        GATEWAYS,
        row ->
            new GatewaySign(
                row.getString(1),
                row.getLong(2),
                row.getLong(3),
                Duration.ofMillis(row.getLong(5)),
                Duration.ofMillis(row.getLong(4)),
                Observation.parse(Objects.requireNonNull(row.getString(6))),
                Objects.requireNonNull(row.getString(7))),
        group);
  }

  @Override
  public void leave(String group, String gateway) {
    run(
        "forgetting a gateway",
        () -> database.each(connection -> forget(connection, group, gateway)));
  }

  static int forget(Connection connection, String group, String gateway) throws SQLException {
    return update(
        connection,
        "DELETE FROM crossfade.route_gateway WHERE name = ? AND gateway = ?",
        group,
        gateway);
  }

  static int update(Connection connection, String sql, Object... parameters) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        update.setObject(i + 1, parameters[i]);
      }
      return update.executeUpdate();
    }
  }

  @Override
  public void close() {
    bell.close();
    database.close();
  }

  /** A call of the database. */
  @FunctionalInterface
  private interface Call<T> {
    T run() throws SQLException;
  }

  private <T> T run(String doing, Call<T> call) {
    try {
      return call.run();
    } catch (SQLException e) {
      throw database.failure(doing, e);
    }
  }
}
