package dev.crossfade.jdbc.source.postgres;

import dev.crossfade.jdbc.source.SourceSession;
import dev.crossfade.jdbc.sql.ReadOnlyQuery;
import dev.crossfade.spi.check.Answer;
import dev.crossfade.spi.check.Inquiry;
import dev.crossfade.spi.check.InquiryLimits;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Asks a PostgreSQL source within transactions that may not write. */
final class PostgresInquiry implements Inquiry {

  private final SourceSession session;
  private final InquiryLimits limits;

  PostgresInquiry(PostgresConnections connections, InquiryLimits limits) {
    this.session = new SourceSession(() -> open(connections, limits), connections.failures());
    this.limits = limits;
  }

  private static Connection open(PostgresConnections connections, InquiryLimits limits)
      throws SQLException {
    Connection connection = connections.openReader();
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET default_transaction_read_only = on");
      statement.execute("SET statement_timeout = " + limits.time().toMillis());
      connection.setAutoCommit(false);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
    return connection;
  }

  @Override
  public Answer ask(String sql) {
    String query = ReadOnlyQuery.only(sql);
    return session.run(
        "answer a check",
        connection -> {
          Answer answer = ReadOnlyQuery.ask(connection, query, limits.rows());
          connection.rollback();
          return answer;
        });
  }

  @Override
  public void close() {
    session.close();
  }
}
