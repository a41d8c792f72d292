package dev.crossfade.jdbc.source;

import dev.crossfade.core.chunk.KeyRange;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.spi.source.SnapshotReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Collects what readers deliver. */
public final class Rows {

  private Rows() {}

  public static List<Object[]> all(SnapshotReader reader, TableSchema table) {
    return of(reader, table, KeyRange.ALL);
  }

  public static List<Object[]> of(SnapshotReader reader, TableSchema table, KeyRange range) {
    List<Object[]> rows = new ArrayList<>();
    long count = reader.read(table, range, row -> rows.add(row.clone()));
    if (count != rows.size()) {
      throw new AssertionError("reader says " + count + " rows, delivered " + rows.size());
    }
    return rows;
  }

  public static List<Object[]> of(SnapshotReader reader, TableSchema table, Collection<Key> keys) {
    List<Object[]> rows = new ArrayList<>();
    reader.readKeys(table, keys, row -> rows.add(row.clone()));
    return rows;
  }

  public static Key key(TableSchema table, Object[] row) {
    return Key.of(row, table.keyIndexes());
  }
}
