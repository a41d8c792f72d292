package dev.crossfade.jdbc.target;

import dev.crossfade.jdbc.sql.ScratchScript;
import dev.crossfade.spi.check.Answer;
import dev.crossfade.spi.check.InquiryLimits;
import dev.crossfade.spi.check.Scratch;
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
    try (InquirySession session =
        new InquirySession(database, Purpose.SCRATCH, limits, "", "running a job")) {
      return session.call(connection -> script.run(connection, limits.rows()));
    }
  }

  @Override
  public void close() {}
}
