package dev.crossfade.testkit.memory;

import dev.crossfade.core.chunk.KeyRange;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.spi.source.RowConsumer;
import dev.crossfade.spi.source.SnapshotReader;
import dev.crossfade.testkit.fault.FaultyCalls;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads an in-memory source; hands every row out in the same array, as real readers do. */
final class InMemoryReader implements SnapshotReader {

  private final InMemorySource source;
  private final FaultyCalls calls;

  InMemoryReader(InMemorySource source, FaultyCalls calls) {
    this.source = source;
    this.calls = calls;
  }

  @Override
  public List<KeyRange> split(TableSchema table, @Nullable Key from, long rowsPerChunk, int most) {
    calls.enter(source.name() + ".split");
    MemoryTable rows = source.see(table);
    KeyRange rest = new KeyRange(from, null);
    List<Key> keys =
        rows.rows().stream()
            .map(rows::key)
            .filter(key -> MemoryKeys.within(rest, key))
            .sorted(MemoryKeys.ORDER)
            .toList();
    List<KeyRange> ranges = new ArrayList<>();
    Key begin = from;
    for (int i = (int) rowsPerChunk; i < keys.size(); i += (int) rowsPerChunk) {
      if (!keys.get(i).readable()) {
        break;
      }
      if (ranges.size() == most) {
        return ranges;
      }
      ranges.add(new KeyRange(begin, keys.get(i)));
      begin = keys.get(i);
    }
    if (ranges.size() < most) {
      ranges.add(new KeyRange(begin, null));
    }
    return ranges;
  }

  @Override
  public long read(TableSchema table, KeyRange range, RowConsumer consumer) {
    calls.enter(source.name() + ".read");
    MemoryTable rows = source.see(table);
    List<@Nullable Object[]> inside =
        rows.rows().stream().filter(row -> MemoryKeys.within(range, rows.key(row))).toList();
    stream(inside, consumer);
    return inside.size();
  }

  @Override
  public void readKeys(TableSchema table, Collection<Key> keys, RowConsumer consumer) {
    calls.enter(source.name() + ".readKeys");
    MemoryTable rows = source.see(table);
    List<@Nullable Object[]> found = new ArrayList<>();
    for (Key key : keys) {
      @Nullable Object @Nullable [] row = rows.get(key);
      if (row != null) {
        found.add(row);
      }
    }
    stream(found, consumer);
  }

  static void stream(List<@Nullable Object[]> rows, RowConsumer consumer) {
    if (rows.isEmpty()) {
      return;
    }
    @Nullable Object[] reused = new @Nullable Object[rows.get(0).length];
    for (@Nullable Object[] row : rows) {
      System.arraycopy(row, 0, reused, 0, row.length);
      consumer.accept(reused);
    }
  }

  @Override
  public void close() {}
}
