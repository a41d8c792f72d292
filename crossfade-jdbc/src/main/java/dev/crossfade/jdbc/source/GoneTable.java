package dev.crossfade.jdbc.source;

import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.schema.Drift;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.jdbc.sql.SqlErrors;
import java.sql.SQLException;
import java.util.Set;

/** Tells that a table is not there any more from other things that a statement is refused for. */
public final class GoneTable {

  /** No table and no schema of PostgreSQL, and no table of MariaDB and MySQL. */
  private static final Set<String> NO_TABLE = Set.of("42P01", "3F000", "42S02");

  /** MariaDB and MySQL give the SQLSTATE of it to much else. */
  private static final int NO_DATABASE = 1049;

  private GoneTable() {}

  /**
   * What it means that a table cannot be had: that it is gone may pass, since it can be renamed
   * back, and who watches the tables holds it meanwhile.
   *
   * @throws ProblemException when it is gone
   * @throws SQLException the same as was given, when it is something else
   */
  public static void refuse(SourceSettings settings, TableSchema table, SQLException error)
      throws SQLException {
    if (NO_TABLE.contains(SqlErrors.state(error)) || error.getErrorCode() == NO_DATABASE) {
      throw Standing.problem(settings, table, Drift.GONE).raise(error);
    }
    throw error;
  }
}
