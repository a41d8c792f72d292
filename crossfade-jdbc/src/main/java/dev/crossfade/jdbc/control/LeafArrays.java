package dev.crossfade.jdbc.control;

import dev.crossfade.core.audit.Leaf;
import dev.crossfade.core.audit.TreeHasher;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;

/** Leaves as parameters of one statement: an array for each of their columns. */
final class LeafArrays {

  /** The columns of a leaf but its index. */
  static final String COLUMNS = "id, kind, at, actor, subject, content, hash";

  /** The leaves as rows, with the place of each among them, from 1 on. */
  static final String ROWS =
      "unnest(?::text[], ?::text[], ?::timestamptz[], ?::text[], ?::text[], ?::text[], ?::bytea[])"
          + " WITH ORDINALITY AS l ("
          + COLUMNS
          + ", ordinal)";

  private final Connection connection;
  private final PreparedStatement statement;
  private final List<Leaf> leaves;

  private LeafArrays(Connection connection, PreparedStatement statement, List<Leaf> leaves) {
    this.connection = connection;
    this.statement = statement;
    this.leaves = leaves;
  }

  /** Binds seven arrays from this parameter on; returns the parameter behind them. */
  static int bind(Connection connection, PreparedStatement statement, int first, List<Leaf> leaves)
      throws SQLException {
    LeafArrays arrays = new LeafArrays(connection, statement, leaves);
    TreeHasher hasher = new TreeHasher();
    int at = first;
    arrays.array(at++, "text", Leaf::id);
    arrays.array(at++, "text", leaf -> leaf.kind().text());
    arrays.array(at++, "timestamptz", leaf -> leaf.at().atOffset(ZoneOffset.UTC));
    arrays.array(at++, "text", Leaf::actor);
    arrays.array(at++, "text", Leaf::subject);
    arrays.array(at++, "text", Leaf::content);
    byte[][] hashes =
        leaves.stream().map(leaf -> hasher.leaf(leaf.content()).bytes()).toArray(byte[][]::new);
    statement.setArray(at++, connection.createArrayOf("bytea", hashes));
    return at;
  }

  private void array(int at, String type, Function<Leaf, Object> value) throws SQLException {
    statement.setArray(at, connection.createArrayOf(type, leaves.stream().map(value).toArray()));
  }
}
