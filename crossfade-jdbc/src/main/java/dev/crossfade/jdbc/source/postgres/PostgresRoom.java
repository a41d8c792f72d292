package dev.crossfade.jdbc.source.postgres;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.jdbc.source.LogNames;
import dev.crossfade.jdbc.source.RoomDialect;
import dev.crossfade.jdbc.source.RoomProblem;
import dev.crossfade.jdbc.source.SourceFailures;
import dev.crossfade.jdbc.source.SourceSettings;
import dev.crossfade.spi.cutover.RoomReport;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The log that a PostgreSQL server keeps for slots, of whomever they are: they share a disk. How
 * much of that is free it does not tell.
 */
public final class PostgresRoom implements RoomDialect {

  private static final long MEGABYTE = 1L << 20;

  /** A slot that has come so near to what may be kept for it, in percent, loses its log soon. */
  private static final long NEAR = 80;

  private static final Set<String> GOING = Set.of("unreserved", "lost");

  private static final String KEEP =
      "SELECT coalesce(max(setting::bigint), -1) FROM pg_settings"
          + " WHERE name = 'max_slot_wal_keep_size'";

  private static final String SLOTS =
      "SELECT slot_name, coalesce(pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn), 0)::bigint,"
          + " coalesce(to_jsonb(s) ->> 'wal_status', '') FROM pg_replication_slots s"
          + " ORDER BY 2 DESC, 1";

  private final PostgresConnections connections;

  /** Nothing is connected before it is used. */
  public PostgresRoom(SourceSettings settings) {
    this.connections = new PostgresConnections(settings, new SourceFailures(settings));
  }

  @Override
  public SourceFailures failures() {
    return connections.failures();
  }

  @Override
  public Connection open() throws SQLException {
    return connections.open();
  }

  @Override
  public String clock() {
    return "SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint";
  }

  private record Slot(String name, long kept, String status) {}

  @Override
  public RoomReport look(Connection connection, long mostMegabytes) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      long keep;
      try (ResultSet row = statement.executeQuery(KEEP)) {
        row.next();
        keep = row.getLong(1);
      }
      List<Slot> slots = new ArrayList<>();
      try (ResultSet row = statement.executeQuery(SLOTS)) {
        while (row.next()) {
          slots.add(
              new Slot(
                  Objects.requireNonNull(row.getString(1)),
                  row.getLong(2),
                  Objects.requireNonNull(row.getString(3))));
        }
      }
      return report(slots, keep, mostMegabytes);
    }
  }

  private RoomReport report(List<Slot> slots, long keep, long mostMegabytes) {
    long most = keep < 0 ? mostMegabytes : Math.min(mostMegabytes, keep * NEAR / 100);
    String kept =
        slots.isEmpty()
            ? "no slot keeps its log"
            : "slot %s keeps %d MiB of its log"
                .formatted(slots.get(0).name(), slots.get(0).kept() / MEGABYTE);
    String bound =
        keep < 0
            ? "max_slot_wal_keep_size is not set"
            : "max_slot_wal_keep_size is " + keep + " MB";
    List<Problem> problems = new ArrayList<>();
    slots.forEach(slot -> judge(slot, most, problems));
    String limit = most + " MiB kept for a reader";
    return new RoomReport(List.of(kept, bound), List.of("free disk"), limit, problems);
  }

  private void judge(Slot slot, long most, List<Problem> problems) {
    String ours = LogNames.slot(connections.settings());
    String label = connections.settings().label();
    if (slot.name().equals(ours) && GOING.contains(slot.status())) {
      problems.add(
          Problem.of(
              RoomProblem.LOG_KEPT_TOO_SHORT,
              label + " throws away log that slot " + slot.name() + " has to read",
              "its wal_status is " + slot.status(),
              "raise max_slot_wal_keep_size, and see whether the stream goes on"));
    } else if (slot.kept() > most * MEGABYTE) {
      problems.add(
          Problem.of(
              RoomProblem.LOG_KEPT_FOR_LONG,
              label + " keeps much of its log for slot " + slot.name(),
              "%d MiB, more than %d".formatted(slot.kept() / MEGABYTE, most),
              "let whoever reads the slot read on, or drop it; else raise"
                  + " cutover.maxKeptLogMegabytes, or max_slot_wal_keep_size"));
    }
  }
}
