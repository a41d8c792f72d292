package dev.crossfade.jdbc.source.postgres;

import dev.crossfade.core.schema.TableId;
import dev.crossfade.jdbc.source.Counter;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A sequence that hands out keys of tables in scope.
 *
 * @param name quoted, with its schema
 * @param traits what it was declared with
 * @param users every column that its values are for
 */
record PostgresSequence(String name, Traits traits, List<User> users) {

  private static final Map<String, BigInteger> MOST =
      Map.of(
          "smallint", BigInteger.valueOf(Short.MAX_VALUE),
          "integer", BigInteger.valueOf(Integer.MAX_VALUE),
          "bigint", BigInteger.valueOf(Long.MAX_VALUE),
          "numeric", BigInteger.valueOf(Long.MAX_VALUE));

  /**
   * What it was declared with.
   *
   * @param settable whether we may set it forward
   */
  record Traits(long step, long least, long most, long cache, boolean cycles, boolean settable) {}

  /**
   * A column that its values are for, quoted.
   *
   * @param indexed whether its greatest value is found without reading all rows
   */
  record User(String table, String column, String type, boolean readable, boolean indexed) {

    boolean number() {
      return MOST.containsKey(type);
    }

    String text() {
      return table + "." + column;
    }
  }

  /** Those of tables in scope. */
  static List<PostgresSequence> of(Connection connection, List<TableId> tables)
      throws SQLException {
    Map<String, PostgresSequence> found = new LinkedHashMap<>();
    try (PreparedStatement statement = scoped(connection, ReadySql.SEQUENCES, tables);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        String name = row.getString("sequence");
        Traits traits = traits(row);
        found
            .computeIfAbsent(name, key -> new PostgresSequence(key, traits, new ArrayList<>()))
            .users()
            .add(user(row));
      }
    }
    return List.copyOf(found.values());
  }

  private static Traits traits(ResultSet row) throws SQLException {
    return new Traits(
        row.getLong("seqincrement"),
        row.getLong("seqmin"),
        row.getLong("seqmax"),
        row.getLong("seqcache"),
        row.getBoolean("seqcycle"),
        row.getBoolean("settable"));
  }

  private static User user(ResultSet row) throws SQLException {
    return new User(
        row.getString("place"),
        row.getString("part"),
        row.getString("type"),
        row.getBoolean("readable"),
        row.getBoolean("indexed"));
  }

  /** A statement whose first two parameters are schemas and names. */
  static PreparedStatement scoped(Connection connection, String sql, List<TableId> tables)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    statement.setArray(1, texts(connection, tables.stream().map(TableId::schema).toArray()));
    statement.setArray(2, texts(connection, tables.stream().map(TableId::name).toArray()));
    return statement;
  }

  private static Array texts(Connection connection, Object[] values) throws SQLException {
    return connection.createArrayOf("text", values);
  }

  /** Where it stands. */
  Counter counter(Connection connection) throws SQLException {
    Counter counter;
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT last_value, is_called FROM " + name)) {
      row.next();
      BigInteger last = BigInteger.valueOf(row.getLong(1));
      BigInteger step = BigInteger.valueOf(traits.step());
      counter =
          new Counter(
              row.getBoolean(2) ? last.add(step) : last,
              step,
              BigInteger.valueOf(traits.least()),
              BigInteger.valueOf(traits.most()));
    }
    for (User user : users) {
      BigInteger most = MOST.getOrDefault(user.type(), counter.most());
      counter = counter.within(most.negate().subtract(BigInteger.ONE), most);
    }
    return counter;
  }

  /** The key farthest along in its direction; null when there is none. */
  @Nullable BigInteger farthest(Connection connection) throws SQLException {
    BigInteger farthest = null;
    for (User user : users) {
      BigInteger key = farthest(connection, user);
      if (farthest == null) {
        farthest = key;
      } else if (key != null) {
        farthest = traits.step() > 0 ? farthest.max(key) : farthest.min(key);
      }
    }
    return farthest;
  }

  /** Fractions of a numeric column are on the safe side. */
  private @Nullable BigInteger farthest(Connection connection, User user) throws SQLException {
    String way = traits.step() > 0 ? "ceil(max(%s))" : "floor(min(%s))";
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT " + way.formatted(user.column()) + "::numeric FROM " + user.table())) {
      row.next();
      return row.getBigDecimal(1) == null ? null : row.getBigDecimal(1).toBigInteger();
    }
  }

  /** Sets it so that this is the next value. */
  void set(Connection connection, BigInteger next) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT setval(?::regclass, ?, false)")) {
      statement.setString(1, name);
      statement.setLong(2, next.longValueExact());
      statement.execute();
    }
  }
}
