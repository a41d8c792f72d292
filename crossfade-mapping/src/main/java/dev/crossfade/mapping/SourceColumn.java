package dev.crossfade.mapping;

import java.util.List;

/**
 * What a column of a source gets when rows of the target become rows of the source.
 *
 * @param name of the column
 * @param way where its value comes from
 * @param from the target columns it comes from, in the target's order
 */
public record SourceColumn(String name, Way way, List<String> from) {

  /** Where a value comes from. */
  public enum Way {
    /** From a target column that says what was there. */
    EXACT,
    /** From a target column; a value that the mapping turns into the same. */
    SAME_RESULT,
    /** From what the specification declares. */
    DECLARED,
    /** Nowhere: it keeps what it has, new rows get the table's default. */
    KEPT,
    /** The source computes it. */
    COMPUTED
  }

  public SourceColumn {
    from = List.copyOf(from);
  }
}
