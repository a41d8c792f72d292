package dev.crossfade.jdbc.target;

import dev.crossfade.core.problem.ProblemCode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Adds a key or unique constraint to a staging table, parking the rows that violate it. */
final class Uniqueness {

  private static final String UNIQUE_VIOLATION = "23505";

  private final Connection connection;
  private final Duplicates duplicates;

  Uniqueness(Connection connection, Duplicates duplicates) {
    this.connection = connection;
    this.duplicates = duplicates;
  }

  /** Returns the number of rows parked. */
  long add(String statement, List<String> columns, ProblemCode code, String message)
      throws SQLException {
    Sql.execute(connection, "SAVEPOINT cf_unique");
    try {
      Sql.execute(connection, statement);
      return 0;
    } catch (SQLException e) {
      if (!UNIQUE_VIOLATION.equals(e.getSQLState())) {
        throw e;
      }
    }
    Sql.execute(connection, "ROLLBACK TO SAVEPOINT cf_unique");
    long parked = duplicates.park(columns, code, message);
    Sql.execute(connection, statement);
    return parked;
  }
}
