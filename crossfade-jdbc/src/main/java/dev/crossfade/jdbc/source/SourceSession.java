package dev.crossfade.jdbc.source;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection that is opened on first use and opened again after an error. One thread at a time.
 */
public final class SourceSession implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SourceSession.class);

  private final Opener opener;
  private final SourceFailures failures;
  private @Nullable Connection connection;

  /** Opens a connection that is ready for use. */
  @FunctionalInterface
  public interface Opener {
    Connection open() throws SQLException;

    /** Opens a connection and gives it these settings; one that does not take them is closed. */
    static Connection set(Opener opener, String... settings) throws SQLException {
      Connection connection = opener.open();
      try (Statement statement = connection.createStatement()) {
        for (String setting : settings) {
          statement.execute(setting);
        }
        return connection;
      } catch (SQLException e) {
        connection.close();
        throw e;
      }
    }
  }

  /** Work on a connection. */
  @FunctionalInterface
  public interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  /** Work without a result. */
  @FunctionalInterface
  public interface Action {
    void on(Connection connection) throws SQLException;
  }

  public SourceSession(Opener opener, SourceFailures failures) {
    this.opener = opener;
    this.failures = failures;
  }

  /**
   * Runs work. After any failure the connection is given up, because its state is not known.
   *
   * @param doing what is attempted, for the message
   */
  public <T> T run(String doing, Work<T> work) {
    try {
      return work.on(connection());
    } catch (SQLException e) {
      close();
      throw failures.of(doing, e);
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /** The same as {@link #run} for work without a result. */
  public void act(String doing, Action action) {
    try {
      action.on(connection());
    } catch (SQLException e) {
      close();
      throw failures.of(doing, e);
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  private Connection connection() throws SQLException {
    Connection current = connection;
    if (current == null) {
      current = opener.open();
      connection = current;
    }
    return current;
  }

  @Override
  public void close() {
    Connection current = connection;
    connection = null;
    if (current == null) {
      return;
    }
    try {
      current.close();
    } catch (SQLException e) {
      LOG.debug("connection did not close cleanly state={}", e.getSQLState());
    }
  }
}
