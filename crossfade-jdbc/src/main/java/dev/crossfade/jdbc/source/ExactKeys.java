package dev.crossfade.jdbc.source;

import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.spi.source.RowConsumer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Keys that a database with a case- or accent-insensitive collation takes for equal although they
 * are not. A row is only delivered when the text of its key was asked for exactly.
 */
public final class ExactKeys {

  private ExactKeys() {}

  /** Lets the rows pass whose key texts are those of a wanted key. */
  public static RowConsumer filter(TableSchema table, Collection<Key> keys, RowConsumer next) {
    int[] places = table.keyIndexes();
    int[] textPlaces =
        IntStream.range(0, places.length)
            .filter(i -> isText(table.columns().get(places[i])))
            .toArray();
    if (textPlaces.length == 0) {
      return next;
    }
    Set<Key> wanted = new HashSet<>();
    for (Key key : keys) {
      wanted.add(part(key, textPlaces));
    }
    return row -> {
      if (wanted.contains(part(Key.of(row, places), textPlaces))) {
        next.accept(row);
      }
    };
  }

  /** Distinct keys in groups of at most this size. */
  public static List<List<Key>> batches(Collection<Key> keys, int size) {
    List<Key> distinct = new ArrayList<>(new LinkedHashSet<>(keys));
    List<List<Key>> batches = new ArrayList<>();
    for (int at = 0; at < distinct.size(); at += size) {
      batches.add(distinct.subList(at, Math.min(at + size, distinct.size())));
    }
    return batches;
  }

  private static boolean isText(Column column) {
    return column.type() instanceof LogicalType.Text
        || column.type() instanceof LogicalType.FixedText;
  }

  private static Key part(Key key, int[] places) {
    @Nullable Object[] values = new @Nullable Object[places.length];
    for (int i = 0; i < places.length; i++) {
      values[i] = key.value(places[i]);
    }
    return Key.of(values);
  }
}
