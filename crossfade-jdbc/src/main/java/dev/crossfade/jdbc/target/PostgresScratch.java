package dev.crossfade.jdbc.target;

import dev.crossfade.jdbc.sql.ScratchScript;
import dev.crossfade.spi.check.Answer;
import dev.crossfade.spi.check.InquiryLimits;
import dev.crossfade.spi.check.Scratch;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Runs what writes in the target, and rolls it back. */
final class PostgresScratch implements Scratch {

  private final Database database;
  private final InquiryLimits limits;

  PostgresScratch(Database database, InquiryLimits limits) {
    this.database = database;
    this.limits = limits;
  }

  /** The connection is never used again: with it goes all that was written. */
  @Override
  public Answer after(List<String> statements, String query) {
    ScratchScript script = ScratchScript.of(statements, query);
    Connection connection = null;
    try {
      connection = database.open(Purpose.SCRATCH, "");
      Sql.execute(connection, "SET statement_timeout = " + limits.time().toMillis());
      connection.commit();
      Answer answer = script.run(connection, limits.rows());
      connection.rollback();
      return answer;
    } catch (SQLException e) {
      throw Failures.of("running a job", e);
    } finally {
      Database.discard(connection);
    }
  }

  @Override
  public void close() {}
}
