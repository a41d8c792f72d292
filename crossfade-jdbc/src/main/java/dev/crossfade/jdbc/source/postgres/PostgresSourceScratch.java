package dev.crossfade.jdbc.source.postgres;

import dev.crossfade.jdbc.source.SourceSession;
import dev.crossfade.jdbc.sql.ScratchScript;
import dev.crossfade.spi.check.Answer;
import dev.crossfade.spi.check.InquiryLimits;
import dev.crossfade.spi.check.Scratch;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Runs what writes on a PostgreSQL source, and rolls it back. */
final class PostgresSourceScratch implements Scratch {

  private final PostgresConnections connections;
  private final InquiryLimits limits;

  PostgresSourceScratch(PostgresConnections connections, InquiryLimits limits) {
    this.connections = connections;
    this.limits = limits;
  }

  @Override
  public Answer after(List<String> statements, String query) {
    ScratchScript script = ScratchScript.of(statements, query);
    try (SourceSession session = new SourceSession(this::open, connections.failures())) {
      return session.run(
          "run a job",
          connection -> {
            Answer answer = script.run(connection, limits.rows());
            connection.rollback();
            return answer;
          });
    }
  }

  /** Locks that clients hold are not waited for; whatever ends this connection rolls back. */
  private Connection open() throws SQLException {
    Connection connection = connections.openReader();
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET lock_timeout = '2s'");
      statement.execute("SET idle_in_transaction_session_timeout = '10s'");
      statement.execute("SET statement_timeout = " + limits.time().toMillis());
      connection.setAutoCommit(false);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
    return connection;
  }

  @Override
  public void close() {}
}
