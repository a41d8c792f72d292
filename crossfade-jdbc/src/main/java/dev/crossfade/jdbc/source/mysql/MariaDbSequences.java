package dev.crossfade.jdbc.source.mysql;

import dev.crossfade.core.schema.TableId;
import dev.crossfade.jdbc.source.Counter;
import dev.crossfade.jdbc.source.ReadyBook;
import dev.crossfade.jdbc.source.ReadyProblems;
import dev.crossfade.jdbc.sql.Identifiers;
import dev.crossfade.spi.cutover.ReadinessReport.Subject;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Lets sequences that columns have in their defaults go past the keys that are there. */
final class MariaDbSequences {

  private static final String COLUMNS =
      "SELECT %d, column_name, data_type, column_default FROM information_schema.columns"
          + " WHERE table_schema = %s AND table_name = %s AND column_default LIKE '%%nextval(%%'";

  /** As the server spells it, whatever was written: nextval(`shop`.`numbers`). */
  private static final Pattern SEQUENCE =
      Pattern.compile("nextval\\((`(?:[^`]|``)+`\\.`(?:[^`]|``)+`)\\)");

  private static final Set<String> NUMBERS =
      Set.of("tinyint", "smallint", "mediumint", "int", "bigint", "decimal");

  /** For the database, the table. */
  private static final Set<Integer> DENIED = Set.of(1044, 1142);

  private final List<TableId> tables;

  MariaDbSequences(List<TableId> tables) {
    this.tables = tables;
  }

  /** A column that gets its values from a sequence, quoted. */
  private record User(String table, String column, String type) {}

  void go(Connection connection, ReadyBook book) throws SQLException {
    for (var each : used(connection).entrySet()) {
      Optional<User> strange =
          each.getValue().stream().filter(user -> !NUMBERS.contains(user.type())).findFirst();
      if (strange.isPresent()) {
        String why = "values of " + strange.get().column() + " are of type " + strange.get().type();
        book.hinders(ReadyProblems.untold("Sequence " + each.getKey(), why));
      } else {
        go(connection, each.getKey(), each.getValue(), book);
      }
    }
  }

  /** Who uses which sequence. */
  private TreeMap<String, List<User>> used(Connection connection) throws SQLException {
    List<String> selects = new ArrayList<>();
    for (int i = 0; i < tables.size(); i++) {
      TableId table = tables.get(i);
      selects.add(
          COLUMNS.formatted(i, MysqlSql.literal(table.schema()), MysqlSql.literal(table.name())));
    }
    TreeMap<String, List<User>> used = new TreeMap<>();
    for (List<String> row : MysqlSql.rows(connection, selects)) {
      String table = Identifiers.MYSQL.quote(tables.get(Integer.parseInt(row.get(0))));
      User user = new User(table, Identifiers.MYSQL.quote(row.get(1)), row.get(2));
      Matcher sequences = SEQUENCE.matcher(row.get(3));
      while (sequences.find()) {
        used.computeIfAbsent(sequences.group(1), key -> new ArrayList<>()).add(user);
      }
    }
    return used;
  }

  /**
   * What the server says is next may be far beyond, since it takes many at once. Where that leaves
   * it open whether it is past the keys it is set, which never sets it back.
   */
  private static void go(Connection connection, String sequence, List<User> users, ReadyBook book)
      throws SQLException {
    String name = "Sequence " + sequence;
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT next_not_cached_value, increment, minimum_value, maximum_value, cache_size,"
                    + " cycle_option FROM "
                    + sequence)) {
      row.next();
      // no increment of its own: that of the server
      long step = row.getLong(2) == 0 ? 1 : row.getLong(2);
      BigInteger cached = BigInteger.valueOf(step).multiply(BigInteger.valueOf(row.getLong(5)));
      Counter farthest = new Counter(row.getLong(1), step, row.getLong(3), row.getLong(4));
      Counter nearest =
          new Counter(
              farthest.next().subtract(cached), farthest.step(), farthest.least(), farthest.most());
      BigInteger key = farthest(connection, users, farthest.ascends());
      if (key == null || nearest.past(key)) {
        return;
      }
      Optional<BigInteger> next = nearest.beyond(key);
      if (next.isEmpty()) {
        book.hinders(ReadyProblems.exhausted(name, key.toString()));
      } else if (row.getBoolean(6)) {
        book.hinders(ReadyProblems.cycles(name));
      } else if (!settable(connection, sequence)) {
        book.hinders(
            ReadyProblems.rightMissing(
                name + " cannot be set", "GRANT INSERT ON " + sequence + " to our user"));
      } else if (!book.makes() || set(connection, sequence, next.get())) {
        String first = users.get(0).table() + "." + users.get(0).column();
        book.item(Subject.SEQUENCE, sequence + " of " + first, nearest.next(), next.get());
      }
    }
  }

  /** Setting it needs the right that this statement would need, which is not carried out. */
  private static boolean settable(Connection connection, String sequence) throws SQLException {
    try {
      MysqlSql.execute(
          connection,
          "EXPLAIN INSERT INTO " + sequence + " SELECT * FROM " + sequence + " WHERE 1 = 0");
      return true;
    } catch (SQLException e) {
      if (DENIED.contains(e.getErrorCode())) {
        return false;
      }
      throw e;
    }
  }

  private static @Nullable BigInteger farthest(
      Connection connection, List<User> users, boolean ascends) throws SQLException {
    BigInteger farthest = null;
    for (User user : users) {
      String sql =
          (ascends ? "SELECT ceil(max(" : "SELECT floor(min(")
              + user.column()
              + ")) FROM "
              + user.table();
      try (Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery(sql)) {
        row.next();
        if (row.getBigDecimal(1) != null) {
          BigInteger key = row.getBigDecimal(1).toBigInteger();
          farthest = farthest == null || ascends == key.compareTo(farthest) > 0 ? key : farthest;
        }
      }
    }
    return farthest;
  }

  /** Whether it went forward; the server says nothing when it was there already. */
  private static boolean set(Connection connection, String sequence, BigInteger next)
      throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT SETVAL(" + sequence + ", " + next + ", 0)")) {
      row.next();
      return row.getString(1) != null;
    }
  }
}
