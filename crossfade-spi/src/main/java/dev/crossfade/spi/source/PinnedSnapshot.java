package dev.crossfade.spi.source;

import dev.crossfade.core.schema.TableSchema;

/** One consistent view of a source, held open until closed. One thread at a time. */
public interface PinnedSnapshot extends AutoCloseable {

  /** Describes what this view has seen, for {@link SourceDatabase#seenBy}; survives a restart. */
  String token();

  /** Streams all rows of a table as of this view and returns their number. */
  long read(TableSchema table, RowConsumer consumer);

  @Override
  void close();
}
