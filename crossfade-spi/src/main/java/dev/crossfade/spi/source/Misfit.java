package dev.crossfade.spi.source;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.schema.TableId;
import java.util.Map;
import java.util.Optional;

/**
 * That a row in a log does not fit its table as we know it, which a stream says with a problem.
 *
 * @param table the table
 * @param column one that is missing, new, or of another form
 */
public record Misfit(TableId table, String column) {

  private static final String SCHEMA = "misfit.schema";
  private static final String NAME = "misfit.table";
  private static final String COLUMN = "misfit.column";

  /** A problem that says so. */
  public Problem in(Problem problem) {
    return problem.with(SCHEMA, table.schema()).with(NAME, table.name()).with(COLUMN, column);
  }

  /** What a problem says of it. */
  public static Optional<Misfit> of(Problem problem) {
    Map<String, String> facts = problem.context();
    String schema = facts.get(SCHEMA);
    String name = facts.get(NAME);
    String column = facts.get(COLUMN);
    return schema == null || name == null || column == null
        ? Optional.empty()
        : Optional.of(new Misfit(new TableId(schema, name), column));
  }
}
