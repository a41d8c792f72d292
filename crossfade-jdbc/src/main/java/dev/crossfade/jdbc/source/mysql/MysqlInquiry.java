package dev.crossfade.jdbc.source.mysql;

import dev.crossfade.jdbc.source.SourceSession;
import dev.crossfade.jdbc.sql.ReadOnlyQuery;
import dev.crossfade.spi.check.Answer;
import dev.crossfade.spi.check.Inquiry;
import dev.crossfade.spi.check.InquiryLimits;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Asks a MariaDB or MySQL source within transactions that may not write. */
final class MysqlInquiry implements Inquiry {

  private final SourceSession session;
  private final InquiryLimits limits;

  MysqlInquiry(MysqlConnections connections, InquiryLimits limits) {
    this.session = new SourceSession(() -> open(connections, limits), connections.failures());
    this.limits = limits;
  }

  /** Comments starting with M are read by MariaDB only, those with 80000 by MySQL only. */
  private static Connection open(MysqlConnections connections, InquiryLimits limits)
      throws SQLException {
    Connection connection = connections.open();
    try (Statement statement = connection.createStatement()) {
      long millis = limits.time().toMillis();
      statement.execute(
          "SET net_write_timeout = 7200 /*M!100100 , max_statement_time = "
              + millis / 1000.0
              + " */ /*!80000 , max_execution_time = "
              + millis
              + " */");
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
          execute(connection, "START TRANSACTION READ ONLY");
          Answer answer = ReadOnlyQuery.ask(connection, query, limits.rows());
          execute(connection, "ROLLBACK");
          return answer;
        });
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() {
    session.close();
  }
}
