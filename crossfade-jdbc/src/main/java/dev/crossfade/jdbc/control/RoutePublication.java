package dev.crossfade.jdbc.control;

import dev.crossfade.core.audit.Leaf;
import dev.crossfade.core.audit.LeafKind;
import dev.crossfade.core.traffic.GatewaySign;
import dev.crossfade.core.traffic.RecordSeal;
import dev.crossfade.core.traffic.RouteRecord;
import dev.crossfade.core.traffic.RouteRules;
import dev.crossfade.spi.traffic.Published;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts one record in force, with its leaf in the audit log, all in one transaction. */
final class RoutePublication {

  private static final String CREATE =
      "INSERT INTO crossfade.route_record (name) VALUES (?) ON CONFLICT DO NOTHING";
  private static final String LOCK =
      "SELECT note, (extract(epoch FROM clock_timestamp() - held_since) * 1000)::bigint,"
          + " clock_timestamp() FROM crossfade.route_record WHERE name = ? FOR UPDATE";
  private static final String WRITE =
      "UPDATE crossfade.route_record SET epoch = ?, note = ?,"
          + " held_since = CASE WHEN ? THEN held_since ELSE clock_timestamp() END WHERE name = ?"
          + " AND clock_timestamp() - held_since <= ? * interval '1 millisecond' AND NOT EXISTS"
          + " (SELECT FROM crossfade.route_gateway g WHERE g.name = route_record.name"
          + " AND g.settled < ? AND clock_timestamp() - g.seen <= g.gone * interval '1 millisecond')";

  /**
   * What may pass between the last statement and the commit has to stay below {@link
   * RouteRules#TAKES_EFFECT}: a controller that is frozen there loses its transaction.
   */
  private static final String BOUNDS =
      "SET LOCAL idle_in_transaction_session_timeout = '500ms'; SET LOCAL lock_timeout = '2s';"
          + " SET LOCAL statement_timeout = '3s'";

  private static final long ANY_AGE = Duration.ofDays(3650).toMillis();

  private final RouteRecord next;
  private final String note;
  private boolean written;

  RoutePublication(RouteRecord next, String note) {
    this.next = next;
    this.note = note;
  }

  private record InForce(@Nullable String note, Duration age, Instant now) {}

  /** Whether the answer that is missing may be that of the commit. */
  boolean written() {
    return written;
  }

  Published run(Connection connection) throws SQLException {
    PostgresRoutes.update(connection, BOUNDS);
    PostgresRoutes.update(connection, CREATE, next.group());
    InForce inForce =
        ControlRows.list(
                connection,
                LOCK,
                row ->
                    new InForce(
                        row.getString(1),
                        Duration.ofMillis(row.getLong(2)),
                        row.getObject(3, OffsetDateTime.class).toInstant()),
                next.group())
            .get(0);
    RouteRecord now =
        inForce.note() == null
            ? RouteRecord.initial(next.group())
            : RecordSeal.peek(inForce.note());
    if (next.epoch() != now.epoch() + 1) {
      return new Published.Outrun(now.epoch());
    }
    List<GatewaySign> gateways = PostgresRoutes.gateways(connection, next.group());
    for (GatewaySign each : gateways) {
      if (RouteRules.forgettable(each)) {
        PostgresRoutes.forget(connection, next.group(), each.gateway());
      }
    }
    List<String> reasons = RouteRules.hindrances(now, next, inForce.age(), gateways);
    if (!reasons.isEmpty()) {
      return new Published.Hindered(reasons);
    }
    PostgresAuditLog.insert(connection, List.of(leaf(inForce.now())));
    RouteBell.ring(connection, next.group());
    if (write(connection, now) == 0) {
      connection.rollback();
      return new Published.Hindered(
          List.of("meanwhile the hold became too old, or a gateway said that it has not obeyed"));
    }
    written = true;
    return new Published.Written(next.epoch());
  }

  /** Last of all, and by the time of then: nothing is waited for between this and the commit. */
  private int write(Connection connection, RouteRecord now) throws SQLException {
    Optional<Duration> oldest = RouteRules.oldest(now, next);
    return PostgresRoutes.update(
        connection,
        WRITE,
        next.epoch(),
        note,
        RouteRules.goesOnHolding(now, next),
        next.group(),
        oldest.map(Duration::toMillis).orElse(ANY_AGE),
        oldest.isPresent() ? now.epoch() : -1L);
  }

  private Leaf leaf(Instant at) {
    return new Leaf(
        "route/" + next.group() + "/" + next.epoch(),
        LeafKind.ACT,
        at,
        next.by(),
        "route/" + next.group(),
        Map.of("act", "publish-route-record", "epoch", next.epoch(), "record", next.text()));
  }
}
