package dev.crossfade.jdbc.source;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.schema.TableSchema;
import java.util.List;

/** Says which columns are not carried. */
public final class UnsupportedColumns {

  private UnsupportedColumns() {}

  /**
   * One problem per table that has such columns. Its context says {@code blocking=false}: the rest
   * of the table can be migrated, and leaving the columns out is a decision the mapping has made.
   */
  public static List<Problem> of(TableSchema table) {
    if (table.unsupported().isEmpty()) {
      return List.of();
    }
    String columns = String.join(", ", table.unsupported());
    return List.of(
        Problem.of(
                SourceProblem.COLUMN_UNSUPPORTED,
                "Table " + table.id() + " has columns that cannot be carried: " + columns,
                "Crossfade knows no exact form of these types",
                "leave them out of the mapping, or add columns of a supported type that hold the"
                    + " same")
            .with("table", table.id())
            .with("blocking", "false"));
  }
}
