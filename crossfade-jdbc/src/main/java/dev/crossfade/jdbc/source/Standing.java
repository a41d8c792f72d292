package dev.crossfade.jdbc.source;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.spi.source.RowDemand;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a table is now, held against what it was when somebody decided how to read it.
 *
 * @param settings of its source
 * @param table the table as it was
 * @param types the columns that it has now, with their types as the database spells them
 */
public record Standing(SourceSettings settings, TableSchema table, Map<String, String> types) {

  /**
   * The columns that have no value any more, or one of another type, and that nobody looks at.
   *
   * @throws ProblemException when somebody looks at one of them
   */
  public Set<String> gone(RowDemand demand) {
    Set<String> gone = new TreeSet<>();
    List<Column> columns = table.columns();
    for (int i = 0; i < columns.size(); i++) {
      if (!same(columns.get(i))) {
        if (!(demand.columns().get(i) instanceof RowDemand.Unread)) {
          throw changed(columns.get(i));
        }
        gone.add(columns.get(i).name());
      }
    }
    return gone;
  }

  /**
   * Makes sure that columns are what they were.
   *
   * @throws ProblemException when one is not
   */
  public void require(List<Column> columns) {
    for (Column column : columns) {
      if (!same(column)) {
        throw changed(column);
      }
    }
  }

  /** A type may be spelled with its schema, or without. */
  private boolean same(Column column) {
    String now = types.get(column.name());
    String before = column.nativeType();
    return now != null && (before.isEmpty() || before.equals(now) || before.endsWith("." + now));
  }

  private ProblemException changed(Column column) {
    String now = types.get(column.name());
    return problem(
            settings,
            table,
            "column %s was %s and is %s"
                .formatted(column.name(), column.nativeType(), now == null ? "gone" : now))
        .with("column", column.name())
        .raise();
  }

  /** What is told of a table that cannot be read as it was. */
  public static Problem problem(SourceSettings settings, TableSchema table, String why) {
    return Problem.of(
            SourceProblem.TABLE_CHANGED,
            "Table " + table.id() + " of source " + settings.label() + " is not what it was",
            why,
            "crossfade drift list says what becomes of it; it is looked at again")
        .with("source", settings.source());
  }
}
