package dev.crossfade.spi.source;

import dev.crossfade.core.chunk.KeyRange;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.TableSchema;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows of a source table. One thread at a time. Each call sees its own committed state.
 * Values obey the classes stated at {@link dev.crossfade.core.schema.LogicalType}; a stored value
 * that its type cannot express is {@link dev.crossfade.core.schema.Unreadable}.
 */
public interface SnapshotReader extends AutoCloseable {

  /**
   * Splits a keyed table into ranges of about {@code rowsPerChunk} rows that cover every possible
   * key exactly once (first range open below, last open above). An empty table is one range.
   */
  default List<KeyRange> split(TableSchema table, long rowsPerChunk) {
    return split(table, null, rowsPerChunk, Integer.MAX_VALUE);
  }

  /**
   * The same for a part: the next ranges, at most {@code most}, that cover every key from this one
   * on. The last of them is open above only if nothing is left behind it.
   *
   * @param from first key to cover, null for all
   */
  List<KeyRange> split(TableSchema table, @Nullable Key from, long rowsPerChunk, int most);

  /**
   * Streams all rows of a range, in no particular order, in bounded memory.
   *
   * @return number of rows
   */
  long read(TableSchema table, KeyRange range, RowConsumer consumer);

  /**
   * Streams all rows of a range as {@link #read(TableSchema, KeyRange, RowConsumer)} does, to a
   * consumer who does not look at every value. Fails with a TRANSIENT problem, before the first
   * row, where a column that is looked at is not what it was: its values would be taken for others.
   *
   * @param demand what is done with the columns of the table
   * @return number of rows
   */
  default long read(TableSchema table, KeyRange range, RowDemand demand, RowConsumer consumer) {
    return read(table, range, consumer);
  }

  /** Streams the rows that have one of these keys; keys without a row are skipped. */
  void readKeys(TableSchema table, Collection<Key> keys, RowConsumer consumer);

  /**
   * The same to a consumer who does not look at every value, under the same condition as for
   * ranges.
   *
   * @param demand what is done with the columns of the table
   */
  default void readKeys(
      TableSchema table, Collection<Key> keys, RowDemand demand, RowConsumer consumer) {
    readKeys(table, keys, consumer);
  }

  @Override
  void close();
}
