package dev.crossfade.jdbc.source.mysql;

import dev.crossfade.core.schema.TableId;
import dev.crossfade.jdbc.source.ReadyBook;
import dev.crossfade.jdbc.source.ReadyBook.Does;
import dev.crossfade.jdbc.source.SourceFailures;
import dev.crossfade.jdbc.source.SourceSession;
import dev.crossfade.jdbc.source.SourceSettings;
import dev.crossfade.spi.cutover.Readiness;
import dev.crossfade.spi.cutover.ReadinessReport;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * Counters of columns, and sequences, of a MariaDB or MySQL database. There is no constraint that
 * was declared without looking at the rows.
 */
public final class MysqlReadiness implements Readiness {

  private static final Duration LOOKING = Duration.ofMinutes(2);

  /** Whoever waits for a table keeps those behind him waiting, so he waits a second at most. */
  private static final String PATIENCE = "SET lock_wait_timeout = 1, innodb_lock_wait_timeout = 1";

  /** Figures of tables as they are, not as they were some time ago; MySQL only. */
  private static final String AS_THEY_ARE =
      "SET /*!80000 information_schema_stats_expiry = 0, */ unique_checks = 1";

  private final SourceSession session;
  private final CounterReadiness counters;
  private final MariaDbSequences sequences;

  public MysqlReadiness(SourceSettings settings, List<TableId> tables) {
    MysqlConnections connections = new MysqlConnections(settings, new SourceFailures(settings));
    this.session = new SourceSession(() -> patient(connections.open()), connections.failures());
    this.counters = new CounterReadiness(tables);
    this.sequences = new MariaDbSequences(tables);
  }

  private static Connection patient(Connection connection) throws SQLException {
    try {
      MysqlSql.execute(connection, PATIENCE);
      MysqlSql.execute(connection, AS_THEY_ARE);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  @Override
  public ReadinessReport check() {
    return report(Does.LOOK, LOOKING);
  }

  @Override
  public ReadinessReport make(Duration budget) {
    return report(Does.MAKE, budget);
  }

  private ReadinessReport report(Does does, Duration budget) {
    ReadyBook book = new ReadyBook(does, System.nanoTime() + budget.toNanos());
    session.act(
        "make the tables fit",
        c -> {
          counters.go(c, book);
          if (MysqlColumnQuery.mariaDb(c)) {
            sequences.go(c, book);
          }
        });
    return book.report();
  }

  @Override
  public void close() {
    session.close();
  }
}
