package dev.crossfade.spi.source;

import dev.crossfade.core.schema.TableSchema;

/** One consistent view of a source, held open until closed. One thread at a time. */
public interface PinnedSnapshot extends AutoCloseable {

  /** Describes what this view has seen, for {@link SourceDatabase#seenBy}; survives a restart. */
  String token();

  /** Streams all rows of a table as of this view and returns their number. */
  long read(TableSchema table, RowConsumer consumer);

  /**
   * The same to a consumer who does not look at every value. Fails with a TRANSIENT problem, before
   * the first row, where a column that is looked at is not what it was, or where the view cannot
   * show the table's rows any more because they were written anew.
   *
   * @param demand what is done with the columns of the table
   */
  default long read(TableSchema table, RowDemand demand, RowConsumer consumer) {
    return read(table, consumer);
  }

  @Override
  void close();
}
