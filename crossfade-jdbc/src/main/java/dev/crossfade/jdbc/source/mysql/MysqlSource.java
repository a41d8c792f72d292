package dev.crossfade.jdbc.source.mysql;

import dev.crossfade.core.change.Position;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.jdbc.source.SourceFailures;
import dev.crossfade.jdbc.source.SourceInquiry;
import dev.crossfade.jdbc.source.SourceProblem;
import dev.crossfade.jdbc.source.SourceSession;
import dev.crossfade.jdbc.source.SourceSettings;
import dev.crossfade.spi.check.Inquiry;
import dev.crossfade.spi.check.InquiryLimits;
import dev.crossfade.spi.check.Scratch;
import dev.crossfade.spi.source.PinnedSnapshot;
import dev.crossfade.spi.source.SnapshotReader;
import dev.crossfade.spi.source.SourceDatabase;
import dev.crossfade.spi.source.SourceLog;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;

/** A MariaDB or MySQL database. */
public final class MysqlSource implements SourceDatabase {

  private final MysqlConnections connections;
  private final MysqlLog log;
  private final SourceSession horizons;

  public MysqlSource(SourceSettings settings) {
    this.connections = new MysqlConnections(settings, new SourceFailures(settings));
    this.log = new MysqlLog(connections);
    this.horizons = connections.session();
  }

  @Override
  public List<TableSchema> catalog() {
    try (SourceSession session = connections.session()) {
      return session.run("list the tables", connection -> new MysqlCatalog(connection).tables());
    }
  }

  @Override
  public List<Problem> preflight(Collection<TableId> tables) {
    try (SourceSession session = connections.session()) {
      return session.run(
          "check the settings",
          connection -> new MysqlPreflight(connections.settings(), connection).problems(tables));
    }
  }

  @Override
  public SnapshotReader openReader() {
    return new MysqlReader(connections);
  }

  @Override
  public PinnedSnapshot pin() {
    return new MysqlSnapshot(connections);
  }

  @Override
  public Inquiry openInquiry(InquiryLimits limits) {
    return new SourceInquiry(
        new SourceSession(
            () ->
                SourceSession.Opener.set(
                    connections::open,
                    "SET net_write_timeout = 7200" + MysqlSql.timeLimit(limits.time())),
            connections.failures()),
        limits,
        connection -> MysqlSql.execute(connection, "START TRANSACTION READ ONLY"),
        connection -> MysqlSql.execute(connection, "ROLLBACK"));
  }

  @Override
  public Scratch openScratch(InquiryLimits limits) {
    return MysqlScratch.open(connections, limits);
  }

  @Override
  public boolean seenBy(String token, long snapshotId, Position position) {
    return BinlogPosition.parse(token).follows(position);
  }

  /**
   * Where the log ended before a mark: commits take effect in the order of the log, so once the
   * mark is committed, everybody sees what stands before it. Nobody waits for a lock.
   */
  @Override
  public synchronized String horizon() {
    String end = horizons.run("find the end of the log", this::end);
    log.mark();
    return end;
  }

  private String end(Connection connection) throws SQLException {
    if (!MysqlColumnQuery.mariaDb(connection) && !inOrder(connection)) {
      throw Problem.of(
              SourceProblem.COMMITS_UNORDERED,
              "Source " + connections.settings().label() + " commits in another order than its log",
              "a row that is read behind the log could be older than what the log has shown",
              "SET GLOBAL binlog_order_commits = ON, which is the default")
          .raise();
    }
    return Binlogs.ask(connection).end().split(" ", 2)[0];
  }

  private static boolean inOrder(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT @@GLOBAL.binlog_order_commits")) {
      return row.next() && row.getBoolean(1);
    }
  }

  @Override
  public boolean covers(String later, String earlier) {
    return !BinlogPosition.parse(later).before(BinlogPosition.parse(earlier));
  }

  @Override
  public SourceLog log() {
    return log;
  }

  @Override
  public synchronized void close() {
    horizons.close();
    log.close();
  }
}
