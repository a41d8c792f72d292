package dev.crossfade.engine.replay;

import dev.crossfade.core.schema.RowWeight;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rows without key that are taken away in one transaction, which are in memory, and for which the
 * stream waits. One thread.
 */
final class Surplus {

  static final int MOST = 10_000;

  static final long MOST_WEIGHT = 32L * 1024 * 1024;

  /** So many sets of columns that are null: for each the target looks through its table. */
  static final int MOST_GROUPS = 100;

  private final List<@Nullable Object[]> rows = new ArrayList<>();
  private final Set<BitSet> groups = new HashSet<>();
  private long weight;
  private boolean left;

  /** Whether a row is among them; the array may be reused. */
  boolean takes(@Nullable Object[] row) {
    if (rows.size() == MOST || weight >= MOST_WEIGHT || !grouped(row)) {
      left = true;
      return false;
    }
    rows.add(row.clone());
    weight += RowWeight.of(row);
    return true;
  }

  private boolean grouped(@Nullable Object[] row) {
    BitSet nulls = new BitSet(row.length);
    for (int i = 0; i < row.length; i++) {
      nulls.set(i, row[i] == null);
    }
    return groups.contains(nulls) || (groups.size() < MOST_GROUPS && groups.add(nulls));
  }

  /** Whether there are others, for another time. */
  boolean left() {
    return left;
  }

  List<@Nullable Object[]> rows() {
    return rows;
  }
}
