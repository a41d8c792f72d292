package dev.crossfade.it.types;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads a table as texts, each side in its own words, and brings both into one form. Knows nothing
 * of the product.
 *
 * @param zeroDate what a zero date in a NOT NULL column has become
 */
record Comparison(@Nullable String zeroDate) {

  private static final int SHOWN = 120;

  /** The rows of a PostgreSQL database, source or production. */
  List<String> postgres(Connection connection, String table, List<Col> columns)
      throws SQLException {
    return rows(connection, table, columns, c -> postgres(c));
  }

  /** The rows of a MariaDB source. */
  List<String> mariaDb(Connection connection, String table, List<Col> columns) throws SQLException {
    return rows(connection, table, columns, c -> mariaDb(c));
  }

  private static String postgres(Col column) {
    String name = '"' + column.name() + '"';
    if (column.form() == Form.DATE && column.type().startsWith("timestamp")) {
      return "(" + name + " at time zone 'UTC')::text";
    }
    return column.form() == Form.HEX
        ? "encode(" + name + ", 'hex')"
        : "pg_catalog.format('%s', " + name + ")";
  }

  private static String mariaDb(Col column) {
    if (column.form() == Form.HEX && column.type().startsWith("bit")) {
      int length = Integer.parseInt(column.type().replaceAll("\\D", ""));
      return "lpad(hex(" + column.name() + "), " + (length + 7) / 8 * 2 + ", '0')";
    }
    return switch (column.form()) {
      case HEX -> "hex(" + column.name() + ")";
      case FLOAT -> column.name() + " * 1e0";
      case FLAG -> column.name() + " + 0";
      default -> "concat(" + column.name() + ")";
    };
  }

  private interface Expression {
    String of(Col column);
  }

  private List<String> rows(
      Connection connection, String table, List<Col> columns, Expression expression)
      throws SQLException {
    String select =
        columns.stream()
            .map(
                c ->
                    "case when "
                        + c.name()
                        + " is null then null else "
                        + expression.of(c)
                        + " end")
            .collect(Collectors.joining(", ", "select ", " from " + table));
    List<String> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(select)) {
      while (row.next()) {
        rows.add(row(row, columns));
      }
    }
    rows.sort(null);
    return rows;
  }

  private String row(ResultSet row, List<Col> columns) throws SQLException {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      Col column = columns.get(i);
      String text = decided(column, row.getString(i + 1));
      texts.add(column.name() + "=" + (text == null ? "NULL" : shown(column.form().of(text))));
    }
    return String.join(" | ", texts);
  }

  private @Nullable String decided(Col column, @Nullable String text) {
    boolean zero =
        column.form() == Form.DATE
            && text != null
            && text.matches("\\d{4}-(00-\\d\\d|\\d\\d-00).*");
    if (!zero) {
      return text;
    }
    if (!column.type().contains("not null")) {
      return null;
    }
    return zeroDate == null || column.type().startsWith("date ")
        ? zeroDate
        : zeroDate + " 00:00:00";
  }

  /** Long texts by their length and hash: a failure must stay readable. */
  private static String shown(String text) {
    return text.length() <= SHOWN
        ? "'" + text + "'"
        : "'" + text.substring(0, 20) + "…' " + text.length() + " " + text.hashCode();
  }
}
