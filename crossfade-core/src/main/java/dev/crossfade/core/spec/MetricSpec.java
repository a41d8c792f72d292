package dev.crossfade.core.spec;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A business figure that has to be the same on both sides.
 *
 * @param name unique among metrics and queries
 * @param entity the entity it is about; may be empty for one that is made of queries
 * @param figure how it is found
 * @param tolerance by how much both sides may differ
 * @param traits what else is said about it
 */
public record MetricSpec(
    String name, String entity, Figure figure, Tolerance tolerance, CheckTraits traits) {

  /** How a figure is found. */
  public sealed interface Figure {}

  /**
   * From the rows of the entity, on both sides alike.
   *
   * @param measure what is done with the values
   * @param column whose values; empty when rows are counted
   * @param by column by which figures are told apart; empty for one figure
   * @param grain how finely times are told apart
   * @param where values that rows have to have, by column; NULL is written as {@code null}
   */
  public record Declared(
      Aggregate measure, String column, String by, Grain grain, Map<String, List<String>> where)
      implements Figure {
    public Declared {
      Map<String, List<String>> copy = new LinkedHashMap<>();
      where.forEach((name, values) -> copy.put(name, List.copyOf(values)));
      where = Collections.unmodifiableMap(copy);
    }
  }

  /**
   * By a query on each side, of one figure, or of labels with figures.
   *
   * @param source name of the source that is asked
   * @param legacy the query there
   * @param target the query on the target
   */
  public record Queries(String source, String legacy, String target) implements Figure {}

  /** What is done with the values of a column. */
  public enum Aggregate {
    COUNT,
    SUM,
    DISTINCT
  }

  /** How finely times are told apart. */
  public enum Grain {
    VALUE,
    HOUR,
    DAY
  }
}
