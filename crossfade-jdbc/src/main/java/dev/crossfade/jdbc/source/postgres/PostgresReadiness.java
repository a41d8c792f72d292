package dev.crossfade.jdbc.source.postgres;

import dev.crossfade.core.schema.TableId;
import dev.crossfade.jdbc.source.ReadyBook;
import dev.crossfade.jdbc.source.ReadyBook.Does;
import dev.crossfade.jdbc.source.ReadyProblems;
import dev.crossfade.jdbc.source.SourceFailures;
import dev.crossfade.jdbc.source.SourceSession;
import dev.crossfade.jdbc.source.SourceSettings;
import dev.crossfade.jdbc.sql.SqlErrors;
import dev.crossfade.spi.cutover.Readiness;
import dev.crossfade.spi.cutover.ReadinessReport;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Sequences and constraints of a PostgreSQL database. */
public final class PostgresReadiness implements Readiness {

  private static final Duration LOOKING = Duration.ofMinutes(2);

  /** Whoever waits for a table longer than this lets those behind him go first. */
  private static final String PATIENCE = "SET lock_timeout = '250ms'; SET synchronous_commit = on";

  /** Out of time, or a lock not granted. */
  private static final Set<String> LATE = Set.of("57014", "55P03");

  private final SourceSession session;
  private final SequenceReadiness sequences;
  private final ConstraintReadiness constraints;

  public PostgresReadiness(SourceSettings settings, List<TableId> tables) {
    PostgresConnections connections =
        new PostgresConnections(settings, new SourceFailures(settings));
    this.session = new SourceSession(() -> patient(connections.open()), connections.failures());
    this.sequences = new SequenceReadiness(tables);
    this.constraints = new ConstraintReadiness(tables);
  }

  private static Connection patient(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(PATIENCE);
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
    session.act("make the tables fit", c -> go(c, book));
    return book.report();
  }

  private void go(Connection connection, ReadyBook book) throws SQLException {
    try {
      try (Statement statement = connection.createStatement()) {
        statement.execute("SET statement_timeout = " + book.millisLeft());
      }
      sequences.go(connection, book);
      constraints.go(connection, book);
    } catch (SQLException e) {
      if (!LATE.contains(SqlErrors.state(e))) {
        throw e;
      }
      book.hinders(
          ReadyProblems.late("Sequences and constraints were not seen to", SqlErrors.describe(e)));
    }
  }

  @Override
  public void close() {
    session.close();
  }
}
