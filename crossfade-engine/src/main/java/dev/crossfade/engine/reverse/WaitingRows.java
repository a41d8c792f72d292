package dev.crossfade.engine.reverse;

import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.RowWeight;
import dev.crossfade.spi.target.RowsRefusedException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one table that a source refuses while only a part of their transaction is there: the row
 * that is in their way, such as one that still holds a unique value, may make room in a later part.
 * They are tried again with later changes of their keys, and with the last part. What is too much
 * to be remembered does not wait. One thread.
 */
final class WaitingRows {

  private static final int MOST = 10_000;
  private static final long MOST_WEIGHT = 8L * 1024 * 1024;

  private final Map<Key, Waiting> rows = new LinkedHashMap<>();
  private long weight;

  /**
   * A row that waits.
   *
   * @param vacated whether the row that stands under its key in the source has to go
   */
  record Waiting(NetRow net, boolean vacated) {
    long weight() {
      return RowWeight.of(net.row()) + RowWeight.of(net.carried());
    }
  }

  /** Lets a refused row wait, if that can help; false when it has to be dealt with now. */
  boolean takes(Key key, Waiting row, RowsRefusedException reason) {
    boolean full = rows.size() == MOST || weight + row.weight() > MOST_WEIGHT;
    if (full || intrinsic(reason.sqlState())) {
      return false;
    }
    rows.put(key, row);
    weight += row.weight();
    return true;
  }

  /** Whether the reason lies in the row alone, whatever other rows there are. */
  static boolean intrinsic(String state) {
    return !state.startsWith("23") || "23502".equals(state) || "23514".equals(state);
  }

  /** The row that waits under this key, which then waits no longer; null when there is none. */
  @Nullable Waiting recall(Key key) {
    Waiting row = rows.remove(key);
    if (row != null) {
      weight -= row.weight();
    }
    return row;
  }

  /** All rows, none of which waits any longer. */
  Map<Key, Waiting> recallAll() {
    Map<Key, Waiting> all = new LinkedHashMap<>(rows);
    rows.clear();
    weight = 0;
    return all;
  }
}
