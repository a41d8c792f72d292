package dev.crossfade.oracle.workload;

import static dev.crossfade.oracle.Sql.update;

import dev.crossfade.oracle.Database;
import dev.crossfade.oracle.Sql;
import dev.crossfade.oracle.journal.Outcome;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A writer's connection. Each of its transactions also moves the writer's own row in {@code
 * probe_writer}, so that a reader who sees that row at n knows transaction n and all before it.
 */
final class Session implements AutoCloseable {

  private final Database database;
  private final int writer;
  private final int epoch;
  private @Nullable Connection connection;

  Session(Database database, int writer, int epoch) {
    this.database = database;
    this.writer = writer;
    this.epoch = epoch;
  }

  boolean connected() {
    return connection != null;
  }

  /**
   * Connects, waits for a transaction of the lost connection to end, and answers the number of the
   * last one that was committed in this epoch.
   */
  long connect(Mix mix) throws SQLException {
    Connection fresh = database.connect();
    try {
      fresh.setAutoCommit(false);
      long[] last = new long[1];
      Sql.query(
          fresh,
          "SELECT epoch, seq FROM probe_writer WHERE id = ? FOR UPDATE",
          row -> last[0] = row.getInt(1) == epoch ? row.getLong(2) : 0,
          writer);
      mix.load(fresh);
      fresh.commit();
      connection = fresh;
      return last[0];
    } catch (SQLException e) {
      fresh.close();
      throw e;
    }
  }

  /** Runs one transaction. A lost connection closes this session; the caller connects again. */
  Outcome run(Step step, long seq) {
    Connection c = java.util.Objects.requireNonNull(connection, "not connected");
    try {
      step.work().run(c);
      mark(c, seq);
    } catch (SQLException e) {
      rollback(c);
      return Outcome.FAIL;
    }
    try {
      c.commit();
      return Outcome.OK;
    } catch (SQLException e) {
      close();
      return Outcome.INFO;
    }
  }

  private void mark(Connection c, long seq) throws SQLException {
    int rows =
        update(c, "UPDATE probe_writer SET epoch = ?, seq = ? WHERE id = ?", epoch, seq, writer);
    if (rows == 0) {
      update(c, "INSERT INTO probe_writer VALUES (?, ?, ?)", writer, epoch, seq);
    }
  }

  private void rollback(Connection c) {
    try {
      c.rollback();
    } catch (SQLException e) {
      close();
    }
  }

  @Override
  public void close() {
    Connection old = connection;
    connection = null;
    if (old != null) {
      try {
        old.close();
      } catch (SQLException e) {
        // It was lost anyway; the server ends what is left of it.
      }
    }
  }
}
