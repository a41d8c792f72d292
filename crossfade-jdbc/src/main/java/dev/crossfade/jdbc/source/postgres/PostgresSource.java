package dev.crossfade.jdbc.source.postgres;

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

/** A PostgreSQL database, version 12 or later. */
public final class PostgresSource implements SourceDatabase {

  private final PostgresConnections connections;
  private final PostgresLog log;

  public PostgresSource(SourceSettings settings) {
    this.connections = new PostgresConnections(settings, new SourceFailures(settings));
    this.log = new PostgresLog(connections);
  }

  @Override
  public List<TableSchema> catalog() {
    try (SourceSession session = connections.session()) {
      return session.run("list the tables", connection -> new PostgresCatalog(connection).tables());
    }
  }

  @Override
  public List<Problem> preflight(Collection<TableId> tables) {
    try (SourceSession session = connections.session()) {
      return session.run(
          "check the settings",
          connection -> new PostgresPreflight(connections.settings(), connection).problems(tables));
    }
  }

  @Override
  public SnapshotReader openReader() {
    return new PostgresReader(connections);
  }

  @Override
  public PinnedSnapshot pin() {
    return new PostgresSnapshot(connections);
  }

  @Override
  public Inquiry openInquiry(InquiryLimits limits) {
    return new PostgresInquiry(connections, limits);
  }

  @Override
  public boolean seenBy(String token, long snapshotId, Position position) {
    return SnapshotToken.parse(token).sees(snapshotId);
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
