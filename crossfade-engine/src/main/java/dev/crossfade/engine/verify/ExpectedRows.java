package dev.crossfade.engine.verify;

import dev.crossfade.core.chunk.KeyRange;
import dev.crossfade.core.schema.Key;
import dev.crossfade.mapping.CompiledMapping;
import dev.crossfade.mapping.Membership;
import dev.crossfade.mapping.RowResult;
import dev.crossfade.spi.source.RowConsumer;
import dev.crossfade.spi.source.SnapshotReader;
import dev.crossfade.spi.source.SourceDatabase;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads source rows again, maps them again, and hands out what production should hold. */
final class ExpectedRows implements AutoCloseable {

  private final Scope scope;
  private final Map<String, SourceDatabase> sources;
  private final Map<String, SnapshotReader> readers = new TreeMap<>();

  ExpectedRows(Scope scope, Map<String, SourceDatabase> sources) {
    this.scope = scope;
    this.sources = sources;
  }

  /** All rows of one mapping in a key range of its source table. */
  void read(int mapping, KeyRange range, ExpectedVisitor visitor) {
    CompiledMapping compiled = scope.mappings().get(mapping);
    reader(compiled.source()).read(compiled.sourceTable(), range, mapper(mapping, visitor));
  }

  /** The rows of one mapping with these source keys. */
  void readKeys(int mapping, Collection<Key> sourceKeys, ExpectedVisitor visitor) {
    CompiledMapping compiled = scope.mappings().get(mapping);
    reader(compiled.source())
        .readKeys(compiled.sourceTable(), sourceKeys, mapper(mapping, visitor));
  }

  SnapshotReader reader(String source) {
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

  private RowConsumer mapper(int index, ExpectedVisitor visitor) {
    CompiledMapping mapping = scope.mappings().get(index);
    @Nullable Object[] target = new @Nullable Object[scope.table().columns().size()];
    return row -> {
      Membership membership = mapping.accepts(row);
      if (membership == Membership.OUT) {
        return;
      }
      if (membership == Membership.IN && mapping.apply(row, target) == RowResult.MAPPED) {
        visitor.expected(index, row, target);
      } else {
        visitor.refused(index, row);
      }
    };
  }

  @Override
  public void close() {
    readers.values().forEach(SnapshotReader::close);
  }
}
