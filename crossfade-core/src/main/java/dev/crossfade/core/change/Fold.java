package dev.crossfade.core.change;

import dev.crossfade.core.change.Folded.Item;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.Unavailable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Folds the changes of one entity, in log order, into the least that has to be done. A row without
 * some values is completed from an earlier change of the same fold; what cannot be completed after
 * its key moved, or after its row went away, has to be read again. Changes must not be refused
 * ones. Keys are taken to be unique after every single change, as every source enforces it for the
 * key it puts into its log.
 */
public final class Fold {

  private static final @Nullable Object[] NO_ROW = {};

  private boolean clear;
  private final Set<Key> deletes = new LinkedHashSet<>();
  private final Map<Key, Item> rows = new LinkedHashMap<>();
  private final Map<Key, Item> rereads = new LinkedHashMap<>();
  private final List<Item> appends = new ArrayList<>();
  private final List<@Nullable Object[]> removals = new ArrayList<>();

  private Fold() {}

  /** Folds changes of one entity. */
  public static Folded of(List<EntityChange> changes) {
    Fold fold = new Fold();
    changes.forEach(fold::add);
    return new Folded(
        fold.clear,
        List.copyOf(fold.deletes),
        List.copyOf(fold.rows.values()),
        List.copyOf(fold.rereads.values()),
        List.copyOf(fold.appends),
        List.copyOf(fold.removals));
  }

  /** Whether a row has no unavailable value. */
  public static boolean complete(@Nullable Object[] row) {
    for (Object value : row) {
      if (value == Unavailable.VALUE) {
        return false;
      }
    }
    return true;
  }

  private void add(EntityChange change) {
    if (change.refused() != null) {
      throw new IllegalArgumentException("refused changes are not folded: " + change);
    }
    if (change.op() == Op.TRUNCATE) {
      truncate();
    } else if (change.key() == null && change.oldKey() == null) {
      appendOnly(change);
    } else if (change.op() == Op.DELETE) {
      remove(Objects.requireNonNull(change.oldKey()));
    } else {
      set(change, Objects.requireNonNull(change.key()));
    }
  }

  private void truncate() {
    clear = true;
    deletes.clear();
    rows.clear();
    rereads.clear();
    appends.clear();
    removals.clear();
  }

  private void remove(Key key) {
    rows.remove(key);
    rereads.remove(key);
    deletes.add(key);
  }

  private void set(EntityChange change, Key key) {
    Key old = change.oldKey();
    Key from = old == null ? key : old;
    Item known = rows.get(from);
    boolean moved = !from.equals(key);
    boolean gone = clear || deletes.contains(from);
    boolean unread = rereads.containsKey(from);
    if (moved) {
      remove(from);
    }
    @Nullable Object @Nullable [] row = change.row();
    if (row != null && known != null) {
      row = completed(row, known.row());
    }
    rows.remove(key);
    rereads.remove(key);
    if (row != null && complete(row)) {
      deletes.remove(key);
      rows.put(key, new Item(key, row, change));
    } else if (row != null && !moved && !unread && (known != null || !gone)) {
      rows.put(key, new Item(key, row, change));
    } else {
      rereads.put(key, new Item(key, NO_ROW, change));
    }
  }

  private static @Nullable Object[] completed(@Nullable Object[] row, @Nullable Object[] known) {
    @Nullable Object[] result = row.clone();
    for (int i = 0; i < result.length; i++) {
      if (result[i] == Unavailable.VALUE) {
        result[i] = known[i];
      }
    }
    return result;
  }

  private void appendOnly(EntityChange change) {
    @Nullable Object @Nullable [] row = change.row();
    if (change.op() == Op.INSERT && row != null) {
      appends.add(new Item(null, row, change));
      return;
    }
    @Nullable Object[] removed = Objects.requireNonNull(change.removed());
    for (int i = appends.size() - 1; i >= 0; i--) {
      if (Arrays.deepEquals(appends.get(i).row(), removed)) {
        appends.remove(i);
        return;
      }
    }
    removals.add(removed);
  }
}
