package dev.crossfade.jdbc.source.mysql;

import dev.crossfade.core.schema.TableId;
import dev.crossfade.jdbc.source.ReadyBook;
import dev.crossfade.jdbc.source.ReadyDialect;
import dev.crossfade.jdbc.source.SourceFailures;
import dev.crossfade.jdbc.source.SourceSession;
import dev.crossfade.jdbc.source.SourceSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Counters of columns, and sequences, of a MariaDB or MySQL database. There is no constraint that
 * was declared without looking at the rows.
 */
public final class MysqlReadiness implements ReadyDialect {

  /** Whoever waits for a table keeps those behind him waiting, so he waits a second at most. */
  private static final String PATIENCE = "SET lock_wait_timeout = 1, innodb_lock_wait_timeout = 1";

  /** Figures of tables as they are, not as they were some time ago; MySQL only. */
  private static final String AS_THEY_ARE =
      "SET /*!80000 information_schema_stats_expiry = 0, */ unique_checks = 1";

  private final MysqlConnections connections;
  private final CounterReadiness counters;
  private final MariaDbSequences sequences;

  public MysqlReadiness(SourceSettings settings, List<TableId> tables) {
    this.connections = new MysqlConnections(settings, new SourceFailures(settings));
    this.counters = new CounterReadiness(tables);
    this.sequences = new MariaDbSequences(tables);
  }

  @Override
  public SourceFailures failures() {
    return connections.failures();
  }

  @Override
  public Connection open() throws SQLException {
    return SourceSession.Opener.set(connections::open, PATIENCE, AS_THEY_ARE);
  }

  @Override
  public void go(Connection connection, ReadyBook book) throws SQLException {
    counters.go(connection, book);
    if (MysqlColumnQuery.mariaDb(connection)) {
      sequences.go(connection, book);
    }
  }
}
