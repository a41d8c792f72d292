package dev.crossfade.jdbc.target;

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

/**
 * Takes many rows without key away: binary COPY into a temporary table, then one statement for
 * those that have the same columns null. Where those are next to none they are looked for one by
 * one, each only until it is found.
 */
final class ManyRemovals {

  /** As many rows one by one are as quick as a statement that looks through all of the table. */
  private static final int ALONE = 2;

  private final Connection connection;
  private final RemovalSql sql;
  private final TemporaryRows temporary;
  private final FewRows few;

  ManyRemovals(Connection connection, RemovalSql sql, EnumOids enums, FewRows few) {
    this.connection = connection;
    this.sql = sql;
    this.temporary = new TemporaryRows(connection, sql.temporary(), enums);
    this.few = few;
  }

  /** Removes one equal row for each. */
  void remove(List<@Nullable Object[]> rows, long load) throws SQLException {
    Map<BitSet, List<@Nullable Object[]>> groups = new LinkedHashMap<>();
    for (@Nullable Object[] row : rows) {
      groups.computeIfAbsent(known(row), any -> new ArrayList<>()).add(row);
    }
    List<@Nullable Object[]> alone = new ArrayList<>();
    groups.values().removeIf(group -> group.size() <= ALONE && alone.addAll(group));
    few.remove(alone);
    if (!groups.isEmpty()) {
      remove(groups, load);
    }
  }

  private void remove(Map<BitSet, List<@Nullable Object[]>> groups, long load) throws SQLException {
    fill(groups, load);
    Sql.execute(connection, sql.analyze());
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

  private void fill(Map<BitSet, List<@Nullable Object[]>> groups, long load) throws SQLException {
    temporary.fill(
        load,
        writer -> {
          long group = 0;
          long ordinal = 0;
          for (List<@Nullable Object[]> rows : groups.values()) {
            for (@Nullable Object[] row : rows) {
              writer.startRow().values(row).value(group).value(ordinal++).endRow();
            }
            group++;
          }
        });
  }
}
