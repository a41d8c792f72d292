package dev.crossfade.jdbc.source.mysql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A unique index.
 *
 * @param name {@code PRIMARY} for the primary key
 * @param columns in index order
 * @param identifies whether it holds for every row: no column allows NULL or is an expression
 */
record MysqlIndex(String name, List<String> columns, boolean identifies) {

  private static final String QUERY =
      "SELECT table_name, index_name, column_name,"
          + " nullable <> 'YES' AND column_name IS NOT NULL AS complete"
          + " FROM information_schema.statistics WHERE table_schema = DATABASE() AND non_unique = 0"
          + " ORDER BY table_name, index_name <> 'PRIMARY', index_name, seq_in_index";

  /** Unique indexes by table, the primary key first. */
  static Map<String, List<MysqlIndex>> load(Connection connection) throws SQLException {
    Map<String, List<MysqlIndex>> indexes = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(QUERY)) {
      while (row.next()) {
        add(
            indexes.computeIfAbsent(row.getString("table_name"), table -> new ArrayList<>()),
            row.getString("index_name"),
            row.getString("column_name"),
            row.getInt("complete") == 1);
      }
      SkippedTables.refuse(statement);
    }
    return indexes;
  }

  private static void add(List<MysqlIndex> indexes, String name, String column, boolean complete) {
    int last = indexes.size() - 1;
    boolean more = last >= 0 && indexes.get(last).name().equals(name);
    MysqlIndex before = more ? indexes.remove(last) : new MysqlIndex(name, List.of(), true);
    List<String> columns = new ArrayList<>(before.columns());
    columns.add(String.valueOf(column));
    indexes.add(new MysqlIndex(name, columns, before.identifies() && complete));
  }
}
