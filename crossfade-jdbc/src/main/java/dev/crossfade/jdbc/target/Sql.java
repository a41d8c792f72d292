package dev.crossfade.jdbc.target;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Statements with positional parameters. Text arrays are passed as {@code String[]}. */
final class Sql {

  private Sql() {}

  /** Reads one row of a result. */
  @FunctionalInterface
  interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Runs text that may hold several statements. */
  static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Runs a statement that changes rows and returns how many. */
  static int update(Connection connection, String sql, @Nullable Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(connection, statement, parameters);
      return statement.executeUpdate();
    }
  }

  /** All rows. */
  static <T> List<T> list(
      Connection connection, String sql, RowReader<T> reader, @Nullable Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(connection, statement, parameters);
      try (ResultSet rows = statement.executeQuery()) {
        List<T> list = new ArrayList<>();
        while (rows.next()) {
          list.add(reader.read(rows));
        }
        return list;
      }
    }
  }

  /** The first row, or null. */
  static <T> @Nullable T first(
      Connection connection, String sql, RowReader<T> reader, @Nullable Object... parameters)
      throws SQLException {
    List<T> rows = list(connection, sql, reader, parameters);
    return rows.isEmpty() ? null : rows.get(0);
  }

  /** The first row, if there is one. */
  static <T> Optional<T> find(
      Connection connection, String sql, RowReader<T> reader, @Nullable Object... parameters)
      throws SQLException {
    return Optional.ofNullable(first(connection, sql, reader, parameters));
  }

  /** A single number. */
  static long number(Connection connection, String sql, @Nullable Object... parameters)
      throws SQLException {
    Long number = first(connection, sql, row -> row.getLong(1), parameters);
    return number == null ? 0 : number;
  }

  /** Whether a query has a row whose first column is true. */
  static boolean holds(Connection connection, String sql, @Nullable Object... parameters)
      throws SQLException {
    return Boolean.TRUE.equals(first(connection, sql, row -> row.getBoolean(1), parameters));
  }

  static void bind(
      Connection connection, PreparedStatement statement, @Nullable Object... parameters)
      throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      Object parameter = parameters[i];
      if (parameter == null) {
        statement.setNull(i + 1, Types.OTHER);
      } else if (parameter instanceof String text) {
        statement.setObject(i + 1, text, Types.OTHER);
      } else if (parameter instanceof String[] texts) {
        statement.setArray(i + 1, connection.createArrayOf("text", texts));
      } else if (parameter instanceof Long[] numbers) {
        statement.setArray(i + 1, connection.createArrayOf("bigint", numbers));
      } else if (parameter instanceof Integer[] numbers) {
        statement.setArray(i + 1, connection.createArrayOf("integer", numbers));
      } else {
        statement.setObject(i + 1, parameter);
      }
    }
  }
}
