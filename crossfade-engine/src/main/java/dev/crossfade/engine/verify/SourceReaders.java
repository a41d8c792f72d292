package dev.crossfade.engine.verify;

import dev.crossfade.spi.source.SnapshotReader;
import dev.crossfade.spi.source.SourceDatabase;
import java.util.Map;
import java.util.TreeMap;

/** Readers of the sources, each opened when it is first asked for. One thread at a time. */
final class SourceReaders implements AutoCloseable {

  private final Map<String, SourceDatabase> sources;
  private final Map<String, SnapshotReader> readers = new TreeMap<>();

  SourceReaders(Map<String, SourceDatabase> sources) {
    this.sources = sources;
  }

  SnapshotReader of(String source) {
    return readers.computeIfAbsent(
        source,
        name -> {
          SourceDatabase database = sources.get(name);
          if (database == null) {
            throw new IllegalArgumentException("not a source of this migration: " + name);
          }
          return database.openReader();
        });
  }

  @Override
  public void close() {
    readers.values().forEach(SnapshotReader::close);
    readers.clear();
  }
}
