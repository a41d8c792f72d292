package dev.crossfade.engine.verify;

import dev.crossfade.core.chunk.KeyRange;
import dev.crossfade.core.schema.Encoded;
import dev.crossfade.core.schema.Key;
import dev.crossfade.mapping.CompiledMapping;
import dev.crossfade.mapping.Membership;
import dev.crossfade.mapping.RowResult;
import dev.crossfade.spi.source.RowConsumer;
import dev.crossfade.spi.source.RowDemand;
import dev.crossfade.spi.source.SnapshotReader;
import dev.crossfade.spi.source.SourceDatabase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads source rows again, maps them again, and hands out what production should hold. */
final class ExpectedRows implements AutoCloseable {

  private final Scope scope;
  private final SourceReaders readers;

  ExpectedRows(Scope scope, Map<String, SourceDatabase> sources) {
    this(scope, new SourceReaders(sources));
  }

  /**
   * @param readers closed with this object
   */
  ExpectedRows(Scope scope, SourceReaders readers) {
    this.scope = scope;
    this.readers = readers;
  }

  /** All rows of one mapping in a key range of its source table. */
  void read(int mapping, KeyRange range, ExpectedVisitor visitor) {
    CompiledMapping compiled = scope.mappings().get(mapping);
    reader(compiled.source())
        .read(compiled.sourceTable(), range, demand(compiled), mapper(mapping, visitor));
  }

  /** Columns that the mapping does not read matter only where a row is refused. */
  private static RowDemand demand(CompiledMapping mapping) {
    Set<String> read = new HashSet<>(mapping.whereDependencies());
    read.addAll(mapping.sourceTable().key());
    for (int i = 0; i < mapping.entity().columns().size(); i++) {
      read.addAll(mapping.dependencies(i));
    }
    List<RowDemand.Use> uses = new ArrayList<>();
    for (String column : mapping.sourceTable().columnNames()) {
      uses.add(read.contains(column) ? new RowDemand.Read() : new RowDemand.Unread());
    }
    return new RowDemand(Encoded.Form.POSTGRESQL_BINARY, uses);
  }

  /** The rows of one mapping with these source keys. */
  void readKeys(int mapping, Collection<Key> sourceKeys, ExpectedVisitor visitor) {
    CompiledMapping compiled = scope.mappings().get(mapping);
    reader(compiled.source())
        .readKeys(compiled.sourceTable(), sourceKeys, mapper(mapping, visitor));
  }

  SnapshotReader reader(String source) {
    return readers.of(source);
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
        Arrays.fill(target, null);
      } else {
        Encoded.decode(row);
        visitor.refused(index, row);
      }
    };
  }

  @Override
  public void close() {
    readers.close();
  }
}
