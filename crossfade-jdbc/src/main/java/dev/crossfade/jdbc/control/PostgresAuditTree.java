package dev.crossfade.jdbc.control;

import dev.crossfade.core.audit.TreeHash;
import dev.crossfade.spi.audit.AuditTree;
import dev.crossfade.spi.audit.SealedTree;
import dev.crossfade.spi.audit.TreeNode;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/** The tree in a row of its own, every eighth level in a table, the leaves in the log. */
final class PostgresAuditTree implements AuditTree {

  private static final String EXTEND =
      "WITH moved AS (UPDATE crossfade.audit_tree SET size = ?, parts = ? WHERE size = ?"
          + " RETURNING size), nodes AS (INSERT INTO crossfade.audit_node (level, index, hash)"
          + " SELECT n.level, n.index, n.hash FROM moved,"
          + " unnest(?::integer[], ?::bigint[], ?::bytea[]) AS n (level, index, hash)"
          + " ON CONFLICT (level, index) DO UPDATE SET hash = EXCLUDED.hash)"
          + " SELECT size FROM moved";
  private static final String NOTES = "SELECT note FROM crossfade.audit_checkpoint WHERE size ";

  private final ControlDatabase database;

  PostgresAuditTree(ControlDatabase database) {
    this.database = database;
  }

  @Override
  public SealedTree sealed() {
    return run(
            "reading the audit tree",
            c ->
                ControlRows.list(
                    c, "SELECT size, parts FROM crossfade.audit_tree", PostgresAuditTree::tree))
        .get(0);
  }

  private static SealedTree tree(ResultSet row) throws SQLException {
    Array parts = row.getArray(2);
    return new SealedTree(
        row.getLong(1), Arrays.stream((byte[][]) parts.getArray()).map(TreeHash::of).toList());
  }

  @Override
  public boolean extend(SealedTree from, SealedTree to, List<TreeNode> nodes) {
    return run(
        "extending the audit tree",
        connection -> {
          try (PreparedStatement update = connection.prepareStatement(EXTEND)) {
            update.setLong(1, to.size());
            update.setArray(2, hashes(connection, to.parts()));
            update.setLong(3, from.size());
            update.setArray(
                4,
                connection.createArrayOf("integer", nodes.stream().map(TreeNode::level).toArray()));
            update.setArray(
                5,
                connection.createArrayOf("bigint", nodes.stream().map(TreeNode::index).toArray()));
            update.setArray(6, hashes(connection, nodes.stream().map(TreeNode::hash).toList()));
            try (ResultSet row = update.executeQuery()) {
              return row.next();
            }
          }
        });
  }

  private static Array hashes(Connection connection, List<TreeHash> hashes) throws SQLException {
    return connection.createArrayOf(
        "bytea", hashes.stream().map(TreeHash::bytes).toArray(byte[][]::new));
  }

  @Override
  public List<TreeHash> hashes(int level, long from, int count) {
    String table =
        level == 0 ? "crossfade.audit_leaf WHERE ? = 0" : "crossfade.audit_node WHERE level = ?";
    return run(
        "reading the audit tree",
        c ->
            ControlRows.list(
                c,
                "SELECT hash FROM " + table + " AND index >= ? AND index < ? ORDER BY index",
                row -> TreeHash.of(row.getBytes(1)),
                level,
                from,
                from + count));
  }

  @Override
  public void publish(long size, String note) {
    run(
        "keeping a checkpoint",
        connection -> {
          try (PreparedStatement insert =
              connection.prepareStatement(
                  "INSERT INTO crossfade.audit_checkpoint (size, note) VALUES (?, ?)"
                      + " ON CONFLICT DO NOTHING")) {
            insert.setLong(1, size);
            insert.setString(2, note);
            return insert.executeUpdate();
          }
        });
  }

  @Override
  public List<String> checkpoints(long fromSize) {
    return notes(NOTES + ">= ? ORDER BY size, note", fromSize);
  }

  @Override
  public List<String> latest() {
    return notes(NOTES + "= (SELECT max(size) FROM crossfade.audit_checkpoint) ORDER BY note");
  }

  private List<String> notes(String query, Object... parameters) {
    return run(
        "reading checkpoints",
        c -> ControlRows.list(c, query, row -> row.getString(1), parameters));
  }

  private <T> T run(String doing, ControlDatabase.Work<T> work) {
    try {
      return database.each(work);
    } catch (SQLException e) {
      throw ControlProblem.of(doing, e);
    }
  }
}
