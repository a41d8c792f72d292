package dev.crossfade.mapping.problem;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.schema.TableSchema;

/** Columns that a source computes itself can be read from its tables, but not from its log. */
public final class GeneratedColumns {

  private GeneratedColumns() {}

  /** What is wrong with reading a generated column. */
  public static Problem problem(TableSchema table, String column) {
    return Problem.of(
        MappingProblem.GENERATED_COLUMN,
        "column '%s' of %s cannot be used".formatted(column, table.id()),
        "its source computes it, so the log does not carry it: history would have the value,"
            + " later changes would not",
        "map the columns it is computed from, and compute it in the mapping");
  }
}
