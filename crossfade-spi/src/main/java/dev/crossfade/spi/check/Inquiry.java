package dev.crossfade.spi.check;

/**
 * Questions to one database. It is only read: whatever a query says, nothing is changed by it, and
 * it ends after a time. One thread at a time.
 */
public interface Inquiry extends AutoCloseable {

  /**
   * Under this name a problem tells the SQLSTATE that the database answered, where it did: {@code
   * problem.context().get(STATE)}.
   */
  String STATE = "sqlState";

  /**
   * Asks one query.
   *
   * @throws dev.crossfade.core.problem.ProblemException when it is refused or takes too long
   */
  Answer ask(String sql);

  @Override
  void close();
}
