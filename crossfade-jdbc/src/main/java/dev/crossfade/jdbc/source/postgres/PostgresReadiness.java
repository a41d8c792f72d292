package dev.crossfade.jdbc.source.postgres;

import dev.crossfade.core.schema.TableId;
import dev.crossfade.jdbc.source.ReadyBook;
import dev.crossfade.jdbc.source.ReadyDialect;
import dev.crossfade.jdbc.source.ReadyProblems;
import dev.crossfade.jdbc.source.SourceFailures;
import dev.crossfade.jdbc.source.SourceSession;
import dev.crossfade.jdbc.source.SourceSettings;
import dev.crossfade.jdbc.sql.SqlErrors;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;

/** Sequences and constraints of a PostgreSQL database. */
public final class PostgresReadiness implements ReadyDialect {

  /** Whoever waits for a table longer than this lets those behind him go first. */
  private static final String PATIENCE = "SET lock_timeout = '250ms'; SET synchronous_commit = on";

  /** Out of time, or a lock not granted. */
  private static final Set<String> LATE = Set.of("57014", "55P03");

  private final PostgresConnections connections;
  private final SequenceReadiness sequences;
  private final ConstraintReadiness constraints;

  public PostgresReadiness(SourceSettings settings, List<TableId> tables) {
    this.connections = new PostgresConnections(settings, new SourceFailures(settings));
    this.sequences = new SequenceReadiness(tables);
    this.constraints = new ConstraintReadiness(tables);
  }

  @Override
  public SourceFailures failures() {
    return connections.failures();
  }

  @Override
  public Connection open() throws SQLException {
    return SourceSession.Opener.set(connections::open, PATIENCE);
  }

  @Override
  public void go(Connection connection, ReadyBook book) throws SQLException {
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
}
