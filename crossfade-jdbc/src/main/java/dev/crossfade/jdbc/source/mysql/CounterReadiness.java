package dev.crossfade.jdbc.source.mysql;

import dev.crossfade.core.schema.TableId;
import dev.crossfade.jdbc.source.Counter;
import dev.crossfade.jdbc.source.ReadyBook;
import dev.crossfade.jdbc.source.ReadyProblems;
import dev.crossfade.jdbc.sql.Identifiers;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether columns that count by themselves are past the keys that are there. The server keeps
 * them so with every row that it writes, so one that is not was set by somebody, and nothing here
 * sets it: that would wait for readers, and let others wait behind.
 */
final class CounterReadiness {

  /** There is one at most. */
  private static final String COLUMN =
      "SELECT c.column_name, c.column_type, coalesce(t.auto_increment, '')"
          + " FROM information_schema.columns c"
          + " JOIN information_schema.tables t ON t.table_schema = c.table_schema"
          + " AND t.table_name = c.table_name"
          + " WHERE c.table_schema = ? AND c.table_name = ? AND c.extra LIKE '%auto_increment%'";

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
    for (TableId table : tables) {
      Optional<Counting> counting = counting(connection, table);
      if (counting.isPresent()) {
        go(connection, counting.get(), book);
      }
    }
  }

  private static Optional<Counting> counting(Connection connection, TableId table)
      throws SQLException {
    return MysqlSql.rows(connection, COLUMN, table).stream()
        .findFirst()
        .map(row -> new Counting(table, row.get(0), most(row.get(1)), next(row.get(2))));
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

  private static @Nullable BigInteger whole(@Nullable BigDecimal number) {
    return number == null ? null : number.toBigInteger();
  }

  private static void go(Connection connection, Counting column, ReadyBook book)
      throws SQLException {
    String name = "The counter of " + column.text();
    BigInteger most = column.most();
    BigInteger next = column.next();
    if (most == null || next == null) {
      book.hinders(ReadyProblems.untold(name, "it counts fractions, or the server does not tell"));
      return;
    }
    BigInteger greatest = greatest(connection, column);
    if (greatest == null) {
      return;
    }
    // a counter at the end of its column stays there, and gives the last key again
    Counter counter =
        new Counter(next, BigInteger.ONE, BigInteger.ONE, most.subtract(BigInteger.ONE));
    Optional<BigInteger> beyond = counter.beyond(greatest);
    if (beyond.isEmpty()) {
      book.hinders(ReadyProblems.exhausted(name, greatest.toString()));
    } else if (!counter.past(greatest)) {
      book.hinders(ReadyProblems.behind(name, column.table(), beyond.get()));
    }
  }

  private static @Nullable BigInteger greatest(Connection connection, Counting column)
      throws SQLException {
    String sql =
        "SELECT max("
            + Identifiers.MYSQL.quote(column.column())
            + ") FROM "
            + Identifiers.MYSQL.quote(column.table());
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet row = statement.executeQuery()) {
      row.next();
      return whole(row.getBigDecimal(1));
    }
  }
}
