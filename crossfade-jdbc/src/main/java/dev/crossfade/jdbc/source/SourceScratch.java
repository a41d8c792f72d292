package dev.crossfade.jdbc.source;

import dev.crossfade.jdbc.sql.ScratchScript;
import dev.crossfade.spi.check.Answer;
import dev.crossfade.spi.check.Scratch;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Runs what writes on a source, each time on a connection of its own, and rolls it back. */
public final class SourceScratch implements Scratch {

  private final SourceSession.Opener opener;
  private final SourceFailures failures;
  private final Trial trial;

  /** Runs a script and leaves nothing of it behind. */
  @FunctionalInterface
  public interface Trial {
    Answer run(Connection connection, ScratchScript script) throws SQLException;
  }

  public SourceScratch(SourceSession.Opener opener, SourceFailures failures, Trial trial) {
    this.opener = opener;
    this.failures = failures;
    this.trial = trial;
  }

  /**
   * Runs a script in one transaction that is rolled back; whatever ends the connection before does
   * so, too.
   */
  public static Answer rolledBack(Connection connection, ScratchScript script, int most)
      throws SQLException {
    connection.setAutoCommit(false);
    Answer answer = script.run(connection, most);
    connection.rollback();
    return answer;
  }

  @Override
  public Answer after(List<String> statements, String query) {
    ScratchScript script = ScratchScript.of(statements, query);
    try (SourceSession session = new SourceSession(opener, failures)) {
      return session.run("run a job", connection -> trial.run(connection, script));
    }
  }

  @Override
  public void close() {}
}
