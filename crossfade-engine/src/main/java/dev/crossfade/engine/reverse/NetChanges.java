package dev.crossfade.engine.reverse;

import dev.crossfade.core.change.Position;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.Unavailable;
import dev.crossfade.engine.reverse.WaitingRows.Waiting;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Folds the changes of one table of a source: what they come to, key by key. A row that waits from
 * an earlier part is what later changes of its key go on from.
 */
final class NetChanges {

  private final WaitingRows waiting;
  private final Map<Key, NetRow> rows = new LinkedHashMap<>();
  private final Set<Key> vacated = new HashSet<>();
  private final List<NetRow> appended = new ArrayList<>();

  /**
   * @param waiting rows of the same table
   */
  NetChanges(WaitingRows waiting) {
    this.waiting = waiting;
  }

  /** Takes up all rows that wait, ahead of any change. */
  void recallAll() {
    waiting.recallAll().forEach(this::takeUp);
  }

  private void takeUp(Key key, Waiting row) {
    rows.put(key, row.net());
    if (row.vacated()) {
      vacated.add(key);
    }
  }

  private @Nullable NetRow before(Key key) {
    Waiting row = waiting.recall(key);
    if (row != null) {
      takeUp(key, row);
    }
    return rows.get(key);
  }

  /** A row of a table without key. */
  void append(@Nullable Object[] row, Position position) {
    appended.add(new NetRow(row, null, position));
  }

  List<NetRow> appended() {
    return Collections.unmodifiableList(appended);
  }

  void insert(Key key, @Nullable Object[] row, Position position) {
    before(key);
    rows.put(key, new NetRow(row, null, position));
  }

  /** An update that moves a row from one key to another, or leaves it there. */
  void update(Key from, Key to, @Nullable Object[] row, Position position) {
    NetRow before = before(from);
    Key base = before == null ? from : before.base();
    @Nullable Object[] whole =
        before == null || before.row() == null ? row : completed(row, before.row());
    if (!from.equals(to)) {
      delete(from, position);
      before(to);
    }
    rows.put(to, new NetRow(whole, base, before == null ? null : before.carried(), position));
  }

  void delete(Key key, Position position) {
    NetRow before = before(key);
    rows.put(key, new NetRow(null, before == null ? key : before.base(), position));
    vacated.add(key);
  }

  private static @Nullable Object[] completed(@Nullable Object[] row, @Nullable Object[] before) {
    @Nullable Object[] whole = row.clone();
    for (int i = 0; i < whole.length; i++) {
      whole[i] = whole[i] == Unavailable.VALUE ? before[i] : whole[i];
    }
    return whole;
  }

  Map<Key, NetRow> rows() {
    return Collections.unmodifiableMap(rows);
  }

  /** Whether the row that stood under a key before went away. */
  boolean vacated(Key key) {
    return vacated.contains(key);
  }

  /** Keys of all rows that have to be looked at. */
  Set<Key> keys() {
    Set<Key> keys = new LinkedHashSet<>(rows.keySet());
    rows.values().stream().map(NetRow::base).filter(base -> base != null).forEach(keys::add);
    return keys;
  }
}
