package dev.crossfade.engine.replay;

import dev.crossfade.core.chunk.KeyRange;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.engine.MappedColumns;
import dev.crossfade.mapping.CompiledMapping;
import dev.crossfade.spi.source.RowConsumer;
import dev.crossfade.spi.source.RowDemand;
import dev.crossfade.spi.source.SnapshotReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of a source table, a slice at a time: ranges that the source chooses, or single rows. */
final class Slices {

  private static final int ROWS = 5_000;
  private static final int KEYS = 1_000;

  private final TableSchema table;
  private final RowDemand demand;
  private final @Nullable List<Key> keys;
  private final long most;
  private @Nullable Key from;
  private long read;

  private Slices(CompiledMapping mapping, @Nullable List<Key> keys, @Nullable Key from, long most) {
    this.table = mapping.sourceTable();
    this.demand = MappedColumns.demand(mapping);
    this.keys = keys;
    this.from = from;
    this.most = most;
  }

  /** The next range from a key on. */
  static Slices range(CompiledMapping mapping, @Nullable Key from) {
    return new Slices(mapping, null, from, 1);
  }

  /** Range by range, the whole table. */
  static Slices all(CompiledMapping mapping) {
    return new Slices(mapping, null, null, Long.MAX_VALUE);
  }

  /** The rows with these keys. */
  static Slices keys(CompiledMapping mapping, Collection<Key> keys) {
    return new Slices(mapping, new ArrayList<>(keys), null, Long.MAX_VALUE);
  }

  /** Reads the next slice; true if it is the last. */
  boolean next(SnapshotReader reader, RowConsumer consumer) {
    List<Key> wanted = keys;
    if (wanted != null) {
      int start = (int) read;
      int end = Math.min(wanted.size(), start + KEYS);
      if (start < end) {
        reader.readKeys(table, wanted.subList(start, end), demand, consumer);
      }
      read = end;
      return end == wanted.size();
    }
    KeyRange range = reader.split(table, from, ROWS, 1).get(0);
    reader.read(table, range, demand, consumer);
    from = range.to();
    read++;
    return from == null || read == most;
  }

  /** First key behind the last range; null when nothing is left. */
  @Nullable Key end() {
    return from;
  }
}
