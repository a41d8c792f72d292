package dev.crossfade.jdbc.source.mysql;

import dev.crossfade.core.schema.TableId;
import dev.crossfade.jdbc.source.Counter;
import dev.crossfade.jdbc.source.ReadyBook;
import dev.crossfade.jdbc.source.ReadyProblems;
import dev.crossfade.jdbc.sql.Identifiers;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether columns that count by themselves are past the keys that are there. The server keeps
 * them so with every row that it writes, so one that is not was set by somebody, and nothing here
 * sets it: that would wait for readers, and let others wait behind.
 */
final class CounterReadiness {

  /** There is one at most. Each view is told the table: it would open all tables otherwise. */
  private static final String COLUMN =
      "SELECT %1$d, c.column_name, c.column_type, coalesce(t.auto_increment, '')"
          + " FROM information_schema.columns c"
          + " JOIN information_schema.tables t ON t.table_schema = %2$s AND t.table_name = %3$s"
          + " WHERE c.table_schema = %2$s AND c.table_name = %3$s"
          + " AND c.extra LIKE '%%auto_increment%%'";

  private static final Map<String, Integer> BITS =
      Map.of("tinyint", 8, "smallint", 16, "mediumint", 24, "int", 32, "bigint", 64);

  private final List<TableId> tables;

  CounterReadiness(List<TableId> tables) {
    this.tables = tables;
  }

  /**
   * A column that counts.
   *
   * @param most that it can hold; null for one that holds fractions
   * @param next that it would give, at least
   */
  private record Counting(
      TableId table, String column, @Nullable BigInteger most, @Nullable BigInteger next) {

    String text() {
      return table + "." + column;
    }
  }

  void go(Connection connection, ReadyBook book) throws SQLException {
    List<Counting> all = counting(connection);
    List<Counting> told = new ArrayList<>();
    for (Counting column : all) {
      if (column.most() == null || column.next() == null) {
        book.hinders(
            ReadyProblems.untold(
                "The counter of " + column.text(),
                "it counts fractions, or the server does not tell"));
      } else {
        told.add(column);
      }
    }
    greatest(connection, told).forEach((column, greatest) -> go(column, greatest, book));
  }

  private List<Counting> counting(Connection connection) throws SQLException {
    List<String> selects = new ArrayList<>();
    for (int i = 0; i < tables.size(); i++) {
      TableId table = tables.get(i);
      selects.add(
          COLUMN.formatted(i, MysqlSql.literal(table.schema()), MysqlSql.literal(table.name())));
    }
    List<Counting> counting = new ArrayList<>();
    for (List<String> row : MysqlSql.rows(connection, selects)) {
      TableId table = tables.get(Integer.parseInt(row.get(0)));
      counting.add(new Counting(table, row.get(1), most(row.get(2)), next(row.get(3))));
    }
    return counting;
  }

  private static @Nullable BigInteger next(String number) {
    return number.isEmpty() ? null : new BigInteger(number);
  }

  private static @Nullable BigInteger most(String type) {
    Integer bits = BITS.get(type.split("[ (]", 2)[0]);
    if (bits == null) {
      return null;
    }
    int useful = type.contains("unsigned") ? bits : bits - 1;
    return BigInteger.TWO.pow(useful).subtract(BigInteger.ONE);
  }

  private static void go(Counting column, BigInteger greatest, ReadyBook book) {
    // a counter at the end of its column stays there, and gives the last key again
    Counter counter =
        new Counter(
            Objects.requireNonNull(column.next()),
            BigInteger.ONE,
            BigInteger.ONE,
            Objects.requireNonNull(column.most()).subtract(BigInteger.ONE));
    String name = "The counter of " + column.text();
    Optional<BigInteger> beyond = counter.beyond(greatest);
    if (beyond.isEmpty()) {
      book.hinders(ReadyProblems.exhausted(name, greatest.toString()));
    } else if (!counter.past(greatest)) {
      book.hinders(ReadyProblems.behind(name, column.table(), beyond.get()));
    }
  }

  /** The greatest key of each that has any. */
  private static Map<Counting, BigInteger> greatest(Connection connection, List<Counting> columns)
      throws SQLException {
    List<String> selects = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      Counting column = columns.get(i);
      selects.add(
          "SELECT %d, coalesce(CAST(CAST(max(%s) AS DECIMAL(20)) AS CHAR), '') FROM %s"
              .formatted(
                  i,
                  Identifiers.MYSQL.quote(column.column()),
                  Identifiers.MYSQL.quote(column.table())));
    }
    Map<Counting, BigInteger> greatest = new LinkedHashMap<>();
    for (List<String> row : MysqlSql.rows(connection, selects)) {
      if (!row.get(1).isEmpty()) {
        greatest.put(columns.get(Integer.parseInt(row.get(0))), new BigInteger(row.get(1)));
      }
    }
    return greatest;
  }
}
