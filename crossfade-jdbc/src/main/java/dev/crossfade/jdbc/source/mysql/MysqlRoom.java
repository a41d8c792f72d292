package dev.crossfade.jdbc.source.mysql;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.jdbc.source.RoomDialect;
import dev.crossfade.jdbc.source.RoomProblem;
import dev.crossfade.jdbc.source.SourceFailures;
import dev.crossfade.jdbc.source.SourceSettings;
import dev.crossfade.spi.cutover.RoomReport;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The binary log of a server of the MySQL family: how much there is, and how long it is kept. It is
 * kept by time, for nobody in particular, so that no limit of what readers may keep is asked for.
 * How much of its disk is free MariaDB tells where its plugin DISKS is installed.
 */
public final class MysqlRoom implements RoomDialect {

  private static final long MEGABYTE = 1L << 20;

  /** Whoever reads the log may be away for so long. */
  private static final Duration LEAST = Duration.ofHours(1);

  /** A disk of which less than one part in so many is free is nearly full. */
  private static final long PARTS = 20;

  private static final String LIMIT =
      "kept for %d s or longer, one part in %d of its disk free"
          .formatted(LEAST.toSeconds(), PARTS);

  private static final String VARIABLES =
      "SHOW GLOBAL VARIABLES WHERE Variable_name IN ('binlog_expire_logs_seconds',"
          + " 'expire_logs_days')";

  private static final String DISKS =
      "SELECT Total, Available FROM information_schema.DISKS"
          + " WHERE coalesce(nullif(@@log_bin_basename, ''), @@datadir) LIKE concat(Path, '%') ORDER BY length(Path) DESC LIMIT 1";

  private static final String HAS_DISKS =
      "SELECT count(*) FROM information_schema.PLUGINS"
          + " WHERE PLUGIN_NAME = 'DISKS' AND PLUGIN_STATUS = 'ACTIVE'";

  private final MysqlConnections connections;

  /** Nothing is connected before it is used. */
  public MysqlRoom(SourceSettings settings) {
    this.connections = new MysqlConnections(settings, new SourceFailures(settings));
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
    return "SELECT CAST(unix_timestamp(sysdate(6)) * 1000000 AS UNSIGNED)";
  }

  @Override
  public RoomReport look(Connection connection, long mostMegabytes) throws SQLException {
    List<String> seen = new ArrayList<>();
    List<String> unseen = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      seen.add("its binary log has " + bytes(statement) / MEGABYTE + " MiB");
      kept(seconds(statement), seen, problems);
      disk(statement, seen, unseen, problems);
    }
    return new RoomReport(seen, unseen, LIMIT, problems);
  }

  private static long bytes(Statement statement) throws SQLException {
    long bytes = 0;
    try (ResultSet row = statement.executeQuery("SHOW BINARY LOGS")) {
      while (row.next()) {
        bytes += row.getLong(2);
      }
    }
    return bytes;
  }

  /** Older servers know days only. */
  private static long seconds(Statement statement) throws SQLException {
    Map<String, Double> variables = new HashMap<>();
    try (ResultSet row = statement.executeQuery(VARIABLES)) {
      while (row.next()) {
        variables.put(String.valueOf(row.getString(1)).toLowerCase(Locale.ROOT), row.getDouble(2));
      }
    }
    double seconds = variables.getOrDefault("binlog_expire_logs_seconds", 0.0);
    double days = variables.getOrDefault("expire_logs_days", 0.0);
    return Math.round(seconds > 0 ? seconds : days * Duration.ofDays(1).toSeconds());
  }

  private void kept(long seconds, List<String> seen, List<Problem> problems) {
    seen.add(seconds == 0 ? "which is never thrown away" : "which is kept for " + seconds + " s");
    if (seconds > 0 && seconds < LEAST.toSeconds()) {
      problems.add(
          Problem.of(
              RoomProblem.LOG_KEPT_TOO_SHORT,
              connections.settings().label() + " throws its binary log away soon",
              "after " + seconds + " s, and whoever reads it may be away for longer",
              "SET GLOBAL binlog_expire_logs_seconds = 86400 or more"));
    }
  }

  private void disk(
      Statement statement, List<String> seen, List<String> unseen, List<Problem> problems)
      throws SQLException {
    try (ResultSet row = statement.executeQuery(HAS_DISKS)) {
      row.next();
      if (row.getInt(1) == 0) {
        unseen.add("free disk (plugin DISKS is not installed)");
        return;
      }
    }
    try (ResultSet row = statement.executeQuery(DISKS)) {
      if (row.next()) {
        disk(row.getLong(1), row.getLong(2), seen, problems);
      } else {
        unseen.add("free disk (information_schema.DISKS shows none; it needs the right FILE)");
      }
    } catch (SQLException e) {
      unseen.add("free disk (information_schema.DISKS cannot be read)");
    }
  }

  /** In KiB. */
  private void disk(long total, long free, List<String> seen, List<Problem> problems) {
    seen.add(
        "%d of %d MiB of the disk of its binary log are free".formatted(free >> 10, total >> 10));
    if (free < total / PARTS) {
      problems.add(
          Problem.of(
              RoomProblem.DISK_NEARLY_FULL,
              "the disk of " + connections.settings().label() + " is nearly full",
              "%d of %d MiB are free".formatted(free >> 10, total >> 10),
              "make room before clients are moved"));
    }
  }
}
