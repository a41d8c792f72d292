package dev.crossfade.jdbc.target;

import dev.crossfade.jdbc.sql.Identifiers;
import dev.crossfade.spi.check.ProductionInquiry.Found;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Questions about rows of tables, wherever these are. Tables are given by their quoted names. */
final class RowQuestions {

  private static final Identifiers NAMES = Identifiers.POSTGRES;

  /** A constraint that holds makes looking at the rows superfluous. */
  private static final String PROVEN =
      "SELECT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = ?::regclass AND i.indisunique"
          + " AND i.indisvalid AND i.indisready AND i.indpred IS NULL AND i.indexprs IS NULL"
          + " AND i.indnkeyatts = cardinality(?::text[]) AND (SELECT bool_and(a.attname = ANY (?))"
          + " FROM pg_attribute a WHERE a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)))";

  private RowQuestions() {}

  static long nulls(Connection connection, String table, String column) throws SQLException {
    return Sql.number(
        connection, "SELECT count(*) FROM " + table + " WHERE " + NAMES.quote(column) + " IS NULL");
  }

  static boolean proven(Connection connection, String table, List<String> columns)
      throws SQLException {
    String[] names = columns.toArray(String[]::new);
    return Sql.holds(connection, PROVEN, table, names, names);
  }

  static Found duplicates(Connection connection, String table, List<String> columns, int samples)
      throws SQLException {
    String set = columns.stream().map(NAMES::quote).collect(Collectors.joining(", "));
    String known =
        columns.stream()
            .map(column -> NAMES.quote(column) + " IS NOT NULL")
            .collect(Collectors.joining(" AND "));
    String query =
        "SELECT "
            + set
            + ", count(*) AS copies FROM "
            + table
            + " WHERE "
            + known
            + " GROUP BY "
            + set
            + " HAVING count(*) > 1";
    String number = "SELECT coalesce(sum(copies - 1), 0)::bigint FROM (" + query + ") AS d";
    return found(connection, number, query, columns, samples);
  }

  static Found orphans(
      Connection connection,
      String table,
      List<String> columns,
      String other,
      List<String> to,
      int samples)
      throws SQLException {
    String join =
        IntStream.range(0, columns.size())
            .mapToObj(i -> "o." + NAMES.quote(to.get(i)) + " = r." + NAMES.quote(columns.get(i)))
            .collect(Collectors.joining(" AND "));
    String known =
        columns.stream()
            .map(column -> "r." + NAMES.quote(column) + " IS NOT NULL")
            .collect(Collectors.joining(" AND "));
    String rest =
        " FROM "
            + table
            + " AS r WHERE "
            + known
            + " AND NOT EXISTS (SELECT FROM "
            + other
            + " AS o WHERE "
            + join
            + ")";
    String set =
        columns.stream()
            .map(column -> "r." + NAMES.quote(column))
            .collect(Collectors.joining(", "));
    String query = "SELECT DISTINCT " + set + rest;
    return found(connection, "SELECT count(*)" + rest, query, columns, samples);
  }

  private static Found found(
      Connection connection, String number, String query, List<String> columns, int samples)
      throws SQLException {
    long count = Sql.number(connection, number);
    List<String> keys =
        count == 0
            ? List.of()
            : Sql.list(
                connection, query + " ORDER BY 1 LIMIT " + samples, row -> key(row, columns));
    return new Found(count, keys);
  }

  private static String key(ResultSet row, List<String> columns) throws SQLException {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      parts.add(columns.get(i) + "=" + row.getString(i + 1));
    }
    return String.join(" ", parts);
  }
}
