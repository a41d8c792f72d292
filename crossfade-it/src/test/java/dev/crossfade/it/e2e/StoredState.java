package dev.crossfade.it.e2e;

import dev.crossfade.oracle.Database;
import dev.crossfade.oracle.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/** What a run has committed about itself in the target, read without the product. */
final class StoredState implements AutoCloseable {
  private static final String CHUNKS = "select count(*) from crossfade.chunk where state = ";
  private static final String ENTITIES = "select count(*) from crossfade.entity";

  private final Database target;
  private final Connection session;

  StoredState(Database target) throws SQLException {
    this.target = target;
    session = target.connect();
    session.setReadOnly(true);
    session.setAutoCommit(false);
    session.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
  }

  /** Some chunks of history are committed and some are not. */
  boolean copying() throws SQLException {
    return asked(
        () ->
            Sql.number(session, CHUNKS + "'DONE'") > 0
                && Sql.number(session, CHUNKS + "'OPEN'") > 0);
  }

  /** All of history is in staging, changes are held, and nothing is published. */
  boolean atTheSeam() throws SQLException {
    return asked(
        () ->
            Sql.number(session, CHUNKS + "'OPEN'") == 0
                && all("HELD")
                && Sql.number(session, "select count(*) from crossfade.release where number > 0")
                    == 0);
  }

  /** Everything is published. */
  boolean published() throws SQLException {
    return asked(() -> all("LIVE"));
  }

  /** Under which epoch the migration is moved on. */
  long epoch() throws SQLException {
    long epoch =
        asked(() -> true)
            ? Sql.number(session, "select coalesce(max(epoch), 0) from crossfade.release")
            : 0;
    session.rollback();
    return epoch;
  }

  /** How far each source's stream is applied. */
  Map<String, Long> offsets() throws SQLException {
    Map<String, Long> offsets = new TreeMap<>();
    Sql.query(
        session,
        "select source, next_offset from crossfade.applied_position",
        row -> offsets.put(row.getString(1), row.getLong(2)));
    session.rollback();
    return offsets;
  }

  /**
   * Keeps any run from publishing until the connection is closed: publishing locks the release,
   * applying only shares it.
   */
  Connection holdBackTheRelease() throws SQLException {
    Connection holder = target.connect();
    holder.setAutoCommit(false);
    Sql.query(holder, "select number from crossfade.release for share", row -> {});
    return holder;
  }

  @Override
  public void close() throws SQLException {
    session.close();
  }

  private boolean all(String state) throws SQLException {
    return Sql.number(session, ENTITIES) > 0
        && Sql.number(session, ENTITIES + " where state <> ?", state) == 0;
  }

  private interface Question {
    boolean ask() throws SQLException;
  }

  /** Everything in one snapshot; no before there is a place to look. */
  private boolean asked(Question question) throws SQLException {
    boolean there = Sql.number(session, "select count(to_regclass('crossfade.mismatch'))") > 0;
    boolean answer = there && question.ask();
    session.rollback();
    return answer;
  }
}
