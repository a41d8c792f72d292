package dev.crossfade.spi.check;

import java.util.List;

/**
 * Runs what writes, and leaves nothing behind: every call is a transaction on a connection of its
 * own that is rolled back, whatever happens. What could not be rolled back is refused before it is
 * sent. One thread at a time.
 */
public interface Scratch extends AutoCloseable {

  /**
   * Runs statements, and asks a query that sees what they did.
   *
   * @throws dev.crossfade.core.problem.ProblemException when something is refused or takes too long
   */
  Answer after(List<String> statements, String query);

  @Override
  void close();
}
