package dev.crossfade.oracle;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Short forms of JDBC. */
public final class Sql {

  /** What to do with each row of a result. */
  @FunctionalInterface
  public interface RowReader {
    void read(ResultSet row) throws SQLException;
  }

  private Sql() {}

  /** Runs one statement; answers the number of rows it changed. */
  public static int update(Connection connection, String sql, @Nullable Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, values);
      return statement.executeUpdate();
    }
  }

  /** Reads all rows of a query. */
  public static void query(
      Connection connection, String sql, RowReader reader, @Nullable Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setFetchSize(2_000);
      bind(statement, values);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          reader.read(rows);
        }
      }
    }
  }

  /** The number in the first column of the first row, 0 when there is none. */
  public static long number(Connection connection, String sql, @Nullable Object... values)
      throws SQLException {
    long[] result = new long[1];
    query(connection, sql, row -> result[0] = row.getLong(1), values);
    return result[0];
  }

  private static void bind(PreparedStatement statement, @Nullable Object[] values)
      throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
  }
}
