package dev.crossfade.jdbc.target;

import dev.crossfade.jdbc.binary.BinaryCopyWriter;
import dev.crossfade.jdbc.binary.EnumOids;
import dev.crossfade.jdbc.target.sql.RemovalSql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Takes many rows without key away: binary COPY into a temporary table, then one statement for
 * those that have the same columns null.
 */
final class ManyRemovals {

  private final Connection connection;
  private final RemovalSql sql;
  private final BinaryCopyWriter writer;
  private long filledBy;

  ManyRemovals(Connection connection, RemovalSql sql, EnumOids enums) {
    this.connection = connection;
    this.sql = sql;
    this.writer = new BinaryCopyWriter(sql.temporaryColumns(), enums);
  }

  /** Removes one equal row for each. */
  void remove(List<@Nullable Object[]> rows, long load) throws SQLException {
    Map<BitSet, List<@Nullable Object[]>> groups = new LinkedHashMap<>();
    for (@Nullable Object[] row : rows) {
      groups.computeIfAbsent(known(row), any -> new ArrayList<>()).add(row);
    }
    fill(groups, load);
    int group = 0;
    for (BitSet known : groups.keySet()) {
      Unprepared.update(connection, sql.remove(group++, known));
    }
  }

  private static BitSet known(@Nullable Object[] row) {
    BitSet known = new BitSet(row.length);
    for (int i = 0; i < row.length; i++) {
      known.set(i, row[i] != null);
    }
    return known;
  }

  /** A commit empties the temporary table; only a second batch of a session has to do it. */
  private void fill(Map<BitSet, List<@Nullable Object[]>> groups, long load) throws SQLException {
    Sql.execute(connection, sql.createTemporary());
    if (load == filledBy) {
      Sql.execute(connection, sql.clearTemporary());
    }
    filledBy = load;
    CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql.copy());
    try {
      writer.to(copy);
      long group = 0;
      long ordinal = 0;
      for (List<@Nullable Object[]> rows : groups.values()) {
        for (@Nullable Object[] row : rows) {
          writer.startRow().values(row).value(group).value(ordinal++).endRow();
        }
        group++;
      }
      writer.finish();
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }
}
