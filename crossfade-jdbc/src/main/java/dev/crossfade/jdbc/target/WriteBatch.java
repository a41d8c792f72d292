package dev.crossfade.jdbc.target;

import dev.crossfade.core.change.Position;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.Unavailable;
import dev.crossfade.spi.target.EntityWrite;
import dev.crossfade.spi.target.EntityWrite.PositionedRow;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A write with its upserts sorted: complete rows, and incomplete ones by the columns they have.
 *
 * @param write as it came
 * @param complete rows with all columns
 * @param incomplete rows by the set of columns whose values are known
 */
record WriteBatch(
    EntityWrite write, List<PositionedRow> complete, Map<BitSet, List<PositionedRow>> incomplete) {

  static WriteBatch of(EntityWrite write) {
    List<PositionedRow> complete = new ArrayList<>(write.upserts().size());
    Map<BitSet, List<PositionedRow>> incomplete = new LinkedHashMap<>();
    for (PositionedRow upsert : write.upserts()) {
      BitSet known = known(upsert.row());
      if (known.cardinality() == upsert.row().length) {
        complete.add(upsert);
      } else {
        incomplete.computeIfAbsent(known, k -> new ArrayList<>()).add(upsert);
      }
    }
    return new WriteBatch(write, complete, incomplete);
  }

  /** Which values of a row are known. */
  static BitSet known(@Nullable Object[] row) {
    BitSet known = new BitSet(row.length);
    for (int i = 0; i < row.length; i++) {
      if (row[i] != Unavailable.VALUE) {
        known.set(i);
      }
    }
    return known;
  }

  /** Number of keyed changes. */
  int size() {
    return write.deletes().size() + write.upserts().size();
  }

  /** All upserts, complete ones first, then group by group. */
  List<PositionedRow> ordered() {
    List<PositionedRow> all = new ArrayList<>(complete);
    incomplete.values().forEach(all::addAll);
    return all;
  }

  /** The row with NULL where the value is not known. */
  static @Nullable Object[] withoutMarkers(@Nullable Object[] row) {
    @Nullable Object[] copy = row.clone();
    for (int i = 0; i < copy.length; i++) {
      if (copy[i] == Unavailable.VALUE) {
        copy[i] = null;
      }
    }
    return copy;
  }

  static @Nullable String text(@Nullable Position position) {
    return position == null ? null : position.encoded();
  }

  static Key key(PositionedRow row, int[] keyIndexes) {
    return Key.of(row.row(), keyIndexes);
  }
}
