package dev.crossfade.core.spec;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A query whose answer has to be as it should.
 *
 * @param name unique among metrics and queries
 * @param entity the entity it is about; may be empty
 * @param on where it is asked: {@value #TARGET} or the name of a source
 * @param sql the query
 * @param expectation what it should answer
 * @param traits what else is said about it
 */
public record QuerySpec(
    String name,
    String entity,
    String on,
    String sql,
    Expectation expectation,
    CheckTraits traits) {

  /** The name under which the target is asked. */
  public static final String TARGET = "target";

  /** What a query should answer. */
  public sealed interface Expectation {}

  /** No row: every row is something wrong. */
  public record NoRows() implements Expectation {}

  /**
   * One number within bounds.
   *
   * @param least null for no bound
   * @param most null for no bound
   */
  public record Within(@Nullable BigDecimal least, @Nullable BigDecimal most)
      implements Expectation {}
}
