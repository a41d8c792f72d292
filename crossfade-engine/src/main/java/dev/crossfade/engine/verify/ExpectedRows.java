package dev.crossfade.engine.verify;

import dev.crossfade.core.chunk.KeyRange;
import dev.crossfade.core.schema.Encoded;
import dev.crossfade.core.schema.Key;
import dev.crossfade.engine.Handover;
import dev.crossfade.engine.MappedColumns;
import dev.crossfade.mapping.CompiledMapping;
import dev.crossfade.mapping.Membership;
import dev.crossfade.mapping.RowResult;
import dev.crossfade.spi.source.RowConsumer;
import dev.crossfade.spi.source.SnapshotReader;
import dev.crossfade.spi.source.SourceDatabase;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
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
    Handover handover =
        visitor.digestsOnly() ? Handover.forDigests(compiled) : Handover.forValues(compiled);
    reader(compiled.source())
        .read(
            compiled.sourceTable(),
            range,
            handover.demand(Encoded.Form.POSTGRESQL_BINARY),
            mapper(mapping, handover, visitor));
  }

  /** The rows of one mapping with these source keys. */
  void readKeys(int mapping, Collection<Key> sourceKeys, ExpectedVisitor visitor) {
    CompiledMapping compiled = scope.mappings().get(mapping);
    reader(compiled.source())
        .readKeys(
            compiled.sourceTable(),
            sourceKeys,
            MappedColumns.demand(compiled),
            mapper(mapping, Handover.forValues(compiled), visitor));
  }

  SnapshotReader reader(String source) {
    return readers.of(source);
  }

  private RowConsumer mapper(int index, Handover handover, ExpectedVisitor visitor) {
    CompiledMapping mapping = scope.mappings().get(index);
    @Nullable Object[] target = new @Nullable Object[scope.table().columns().size()];
    return row -> {
      Membership membership = mapping.accepts(row);
      if (membership == Membership.OUT) {
        return;
      }
      if (membership == Membership.IN && handover.apply(row, target) == RowResult.MAPPED) {
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
