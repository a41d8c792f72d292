package dev.crossfade.testkit.memory;

import dev.crossfade.core.chunk.KeyRange;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.spi.target.BulkLoader;
import dev.crossfade.spi.target.ChunkLease;
import dev.crossfade.spi.target.ChunkLoad;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The chunks of an in-memory target, as one of those who have it open may use them. */
final class FencedLoader implements BulkLoader {

  private final InMemoryLoader loader;
  private final MemoryStore store;
  private final MemoryFence fence;

  FencedLoader(InMemoryLoader loader, MemoryStore store, MemoryFence fence) {
    this.loader = loader;
    this.store = store;
    this.fence = fence;
  }

  private <T> T under(Supplier<T> call) {
    synchronized (loader) {
      store.require(fence);
      return call.get();
    }
  }

  @Override
  public boolean plan(int mapping, String entity, TableSchema sourceTable, List<KeyRange> ranges) {
    return under(() -> loader.plan(mapping, entity, sourceTable, ranges));
  }

  @Override
  public Optional<KeyRange> planned(int mapping, TableSchema sourceTable) {
    return loader.planned(mapping, sourceTable);
  }

  @Override
  public Optional<ChunkLease> lease(
      Map<Integer, TableSchema> sourceTables, String worker, Duration ttl) {
    return under(() -> loader.lease(sourceTables, worker, ttl));
  }

  @Override
  public boolean renew(ChunkLease lease, Duration ttl) {
    return loader.renew(lease, ttl);
  }

  @Override
  public void release(ChunkLease lease) {
    loader.release(lease);
  }

  @Override
  public ChunkLoad begin(ChunkLease lease, String mappingVersion) {
    return loader.begin(lease, mappingVersion);
  }

  @Override
  public ChunkLoad rehearse(int mapping, String entity, String mappingVersion) {
    return loader.rehearse(mapping, entity, mappingVersion);
  }

  @Override
  public long complete(String entity) {
    return under(() -> loader.complete(entity));
  }
}
