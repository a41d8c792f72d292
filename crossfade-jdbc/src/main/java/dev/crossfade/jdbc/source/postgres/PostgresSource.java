package dev.crossfade.jdbc.source.postgres;

import dev.crossfade.core.change.Position;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.jdbc.source.SourceFailures;
import dev.crossfade.jdbc.source.SourceInquiry;
import dev.crossfade.jdbc.source.SourceScratch;
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
import java.util.Collection;
import java.util.List;

/** A PostgreSQL database, version 12 or later. */
public final class PostgresSource implements SourceDatabase {

  private final PostgresConnections connections;
  private final PostgresLog log;
  private final SourceSession horizons;

  public PostgresSource(SourceSettings settings) {
    this.connections = new PostgresConnections(settings, new SourceFailures(settings));
    this.log = new PostgresLog(connections);
    this.horizons = connections.session();
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
    return new SourceInquiry(
        new SourceSession(
            () ->
                SourceSession.Opener.set(
                    connections::openReader,
                    "SET default_transaction_read_only = on",
                    timeLimit(limits)),
            connections.failures()),
        limits,
        connection -> connection.setAutoCommit(false),
        Connection::rollback);
  }

  /** Locks that clients hold are not waited for. */
  @Override
  public Scratch openScratch(InquiryLimits limits) {
    return new SourceScratch(
        () ->
            SourceSession.Opener.set(
                connections::openReader,
                "SET lock_timeout = '2s'",
                "SET idle_in_transaction_session_timeout = '10s'",
                timeLimit(limits)),
        connections.failures(),
        (connection, script) -> SourceScratch.rolledBack(connection, script, limits.rows()));
  }

  private static String timeLimit(InquiryLimits limits) {
    return "SET statement_timeout = " + limits.time().toMillis();
  }

  @Override
  public boolean seenBy(String token, long snapshotId, Position position) {
    return SnapshotToken.parse(token).sees(snapshotId);
  }

  /** Behind a mark, which no transaction that stands in the log is younger than. */
  @Override
  public synchronized String horizon() {
    log.mark();
    return horizons.run("look what is visible", PostgresSnapshot::now);
  }

  @Override
  public boolean covers(String later, String earlier) {
    return SnapshotToken.parse(later).ended(SnapshotToken.parse(earlier));
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
