package dev.crossfade.jdbc.source.mysql;

import dev.crossfade.core.change.Mark;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.spec.SystemType;
import dev.crossfade.jdbc.source.SourceSession;
import dev.crossfade.jdbc.source.SourceSettings;
import dev.crossfade.spi.source.LogIdentity;
import dev.crossfade.spi.source.RolledBack;
import dev.crossfade.spi.source.SourceLog;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The mark table and the identity of the binary log.
 *
 * <p>Facts of the identity: {@code engine, database, server_id, binlog, mark_table} and {@code
 * gtid_domain} (MariaDB) or {@code server_uuid} (MySQL). {@code confirmed} is the end of the log,
 * {@code mysql-bin.000003:1234}, and after a space MariaDB's last GTID.
 */
final class MysqlLog implements SourceLog {

  private static final String ABSENT = "absent";

  private final SourceSettings settings;
  private final SourceSession session;
  private final MysqlMarks marks;
  private final RolledBackInLog rolledBack;

  MysqlLog(MysqlConnections connections) {
    this.settings = connections.settings();
    this.session = connections.session();
    this.rolledBack = new RolledBackInLog(connections.session());
    this.marks = new MysqlMarks(connections.session(), settings.migration());
  }

  @Override
  public synchronized LogIdentity prepare(Collection<TableId> tables) {
    return session.run(
        "prepare the log",
        connection -> {
          MysqlMarks.ensureTable(connection);
          return identity(connection);
        });
  }

  @Override
  public synchronized LogIdentity identity() {
    return session.run("identify the log", this::identity);
  }

  @Override
  public Mark mark() {
    return marks.write();
  }

  /** Always -1: a binary log is kept for everybody, by age. */
  @Override
  public long retainedBytes() {
    return -1;
  }

  /** MySQL is not known to write what was rolled back since rows are what it writes. */
  @Override
  public RolledBack rolledBack() {
    return settings.engine() == SystemType.MARIADB ? rolledBack : RolledBack.NONE;
  }

  @Override
  public synchronized List<String> left() {
    return session.run(
        "look at what is left of the marks",
        connection ->
            marks.left(connection)
                ? List.of("forget the marks: " + MysqlCatalog.MARK_TABLE)
                : List.of());
  }

  @Override
  public synchronized void remove() {
    session.act("remove the marks", marks::remove);
  }

  @Override
  public synchronized void close() {
    session.close();
    rolledBack.close();
    marks.close();
  }

  private LogIdentity identity(Connection connection) throws SQLException {
    Map<String, String> facts = new TreeMap<>();
    facts.put("engine", settings.engine().text());
    facts.put("database", settings.database());
    facts.put("server_id", first(connection, "SELECT @@server_id"));
    String path = first(connection, "SELECT coalesce(@@log_bin_basename, '')");
    facts.put(
        "binlog", path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1));
    if (MysqlColumnQuery.mariaDb(connection)) {
      facts.put("gtid_domain", first(connection, "SELECT @@gtid_domain_id"));
    } else {
      facts.put("server_uuid", first(connection, "SELECT @@server_uuid"));
    }
    boolean marked = MysqlMarks.exists(connection);
    facts.put("mark_table", marked ? MysqlCatalog.MARK_TABLE : ABSENT);
    return new LogIdentity(facts, path.isEmpty() ? "" : Binlogs.ask(connection).end());
  }

  @Override
  public synchronized List<Problem> gaps(String seen, String now, @Nullable String captured) {
    if (seen.isEmpty() || now.isEmpty()) {
      return List.of();
    }
    return session.run(
        "look for gaps in the log",
        connection ->
            new MysqlGaps(settings.label(), Binlogs.ask(connection)).problems(seen, now, captured));
  }

  /** None: the log holds whole rows of all tables, which the preflight insists on. */
  @Override
  public Map<TableId, Long> unseenChanges() {
    return Map.of();
  }

  private static String first(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getString(1) : "";
    }
  }
}
