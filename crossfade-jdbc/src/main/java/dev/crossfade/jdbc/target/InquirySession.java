package dev.crossfade.jdbc.target;

import dev.crossfade.spi.check.InquiryLimits;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A connection to the target on which checks ask and jobs are tried, opened at the first question
 * and anew after each failure. Every question is a transaction of its own that is rolled back. One
 * thread.
 */
final class InquirySession implements AutoCloseable {

  private final Database database;
  private final Purpose purpose;
  private final InquiryLimits limits;
  private final String name;
  private final String doing;
  private @Nullable Connection connection;

  /**
   * @param name of the session, as the server lists it
   * @param doing what to say of a failure
   */
  InquirySession(
      Database database, Purpose purpose, InquiryLimits limits, String name, String doing) {
    this.database = database;
    this.purpose = purpose;
    this.limits = limits;
    this.name = name;
    this.doing = doing;
  }

  <T> T call(Database.Work<T> work) {
    try {
      Connection current = connected();
      T result = work.run(current);
      current.rollback();
      return result;
    } catch (SQLException e) {
      close();
      throw Failures.of(doing, e);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private Connection connected() throws SQLException {
    Connection current = connection;
    if (current == null || current.isClosed()) {
      current = database.open(purpose, name);
      connection = current;
      Sql.execute(current, "SET statement_timeout = " + limits.time().toMillis());
      current.commit();
    }
    return current;
  }

  @Override
  public void close() {
    Database.discard(connection);
    connection = null;
  }
}
