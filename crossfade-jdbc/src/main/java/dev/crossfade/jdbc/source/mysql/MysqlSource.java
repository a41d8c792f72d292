package dev.crossfade.jdbc.source.mysql;

import dev.crossfade.core.change.Position;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.jdbc.source.SourceFailures;
import dev.crossfade.jdbc.source.SourceSession;
import dev.crossfade.jdbc.source.SourceSettings;
import dev.crossfade.spi.check.Inquiry;
import dev.crossfade.spi.check.InquiryLimits;
import dev.crossfade.spi.source.PinnedSnapshot;
import dev.crossfade.spi.source.SnapshotReader;
import dev.crossfade.spi.source.SourceDatabase;
import dev.crossfade.spi.source.SourceLog;
import java.util.Collection;
import java.util.List;

/** A MariaDB or MySQL database. */
public final class MysqlSource implements SourceDatabase {

  private final MysqlConnections connections;
  private final MysqlLog log;

  public MysqlSource(SourceSettings settings) {
    this.connections = new MysqlConnections(settings, new SourceFailures(settings));
    this.log = new MysqlLog(connections);
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
    return new MysqlInquiry(connections, limits);
  }

  @Override
  public boolean seenBy(String token, long snapshotId, Position position) {
    return BinlogPosition.parse(token).follows(position);
  }

  @Override
  public SourceLog log() {
    return log;
  }

  @Override
  public void close() {
    log.close();
  }
}
