package dev.crossfade.spi.check;

/**
 * Questions to one database. It is only read: whatever a query says, nothing is changed by it, and
 * it ends after a time. One thread at a time.
 */
public interface Inquiry extends AutoCloseable {

  /**
   * Asks one query.
   *
   * @throws dev.crossfade.core.problem.ProblemException when it is refused or takes too long
   */
  Answer ask(String sql);

  @Override
  void close();
}
