package dev.crossfade.testkit.memory;

import dev.crossfade.core.chunk.KeyRange;
import dev.crossfade.core.phase.EntityState;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.spi.target.BackfillProgress;
import dev.crossfade.spi.target.BulkLoader;
import dev.crossfade.spi.target.ChunkLease;
import dev.crossfade.spi.target.ChunkLoad;
import dev.crossfade.spi.target.ChunkResult;
import dev.crossfade.spi.target.ParkedChange;
import dev.crossfade.testkit.fault.FaultyCalls;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Chunks and loads of the in-memory target. Thread-safe. */
final class InMemoryLoader implements BulkLoader {

  private final MemoryStore store;
  private final FaultyCalls calls;
  private final List<MemoryChunk> chunks = new ArrayList<>();

  InMemoryLoader(MemoryStore store, FaultyCalls calls) {
    this.store = store;
    this.calls = calls;
  }

  @Override
  public synchronized boolean plan(
      int mapping, String entity, TableSchema sourceTable, List<KeyRange> ranges) {
    calls.enter("loader.plan");
    if (ranges.isEmpty() || !follows(last(mapping), ranges.get(0))) {
      return false;
    }
    store.change(
        data -> {
          if (data.entity(entity).state == EntityState.WAITING) {
            data.entity(entity).state = EntityState.LOADING;
          }
        });
    for (KeyRange range : ranges) {
      chunks.add(new MemoryChunk(chunks.size() + 1L, mapping, entity, range));
    }
    return true;
  }

  private static boolean follows(@Nullable KeyRange last, KeyRange next) {
    return last == null ? next.from() == null : last.to() != null && last.to().equals(next.from());
  }

  private @Nullable KeyRange last(int mapping) {
    KeyRange last = null;
    for (MemoryChunk chunk : chunks) {
      last = chunk.mapping == mapping ? chunk.range : last;
    }
    return last;
  }

  @Override
  public synchronized Optional<KeyRange> planned(int mapping, TableSchema sourceTable) {
    calls.enter("loader.planned");
    return Optional.ofNullable(last(mapping));
  }

  @Override
  public synchronized Optional<ChunkLease> lease(
      Map<Integer, TableSchema> sourceTables, String worker, Duration ttl) {
    calls.enter("loader.lease");
    Instant now = store.clock().instant();
    return chunks.stream()
        .filter(chunk -> sourceTables.containsKey(chunk.mapping) && !chunk.done)
        .filter(chunk -> !chunk.leasedUntil.isAfter(now))
        .min(Comparator.comparing(chunk -> !chunk.leasedUntil.equals(Instant.MIN)))
        .map(
            chunk -> {
              chunk.epoch++;
              chunk.leasedUntil = now.plus(ttl);
              return new ChunkLease(
                  chunk.id, chunk.mapping, chunk.entity, chunk.range, chunk.epoch);
            });
  }

  @Override
  public synchronized boolean renew(ChunkLease lease, Duration ttl) {
    calls.enter("loader.renew");
    MemoryChunk chunk = chunk(lease);
    if (chunk == null) {
      return false;
    }
    chunk.leasedUntil = store.clock().instant().plus(ttl);
    return true;
  }

  @Override
  public synchronized void release(ChunkLease lease) {
    calls.enter("loader.release");
    MemoryChunk chunk = chunk(lease);
    if (chunk != null) {
      chunk.epoch++;
      chunk.leasedUntil = Instant.MIN;
    }
  }

  /** No lease that was given so far is good any more, and all chunks can be had. */
  synchronized void freeAll() {
    for (MemoryChunk chunk : chunks) {
      chunk.epoch++;
      chunk.leasedUntil = Instant.MIN;
    }
  }

  private @Nullable MemoryChunk chunk(ChunkLease lease) {
    if (lease.id() == 0) {
      return null;
    }
    MemoryChunk chunk = chunks.get((int) lease.id() - 1);
    return chunk.done || chunk.epoch != lease.epoch() ? null : chunk;
  }

  @Override
  public ChunkLoad begin(ChunkLease lease, String mappingVersion) {
    calls.enter("loader.begin");
    return new MemoryLoad(this, lease, mappingVersion, calls);
  }

  /** No chunk has the number 0. */
  @Override
  public ChunkLoad rehearse(int mapping, String entity, String mappingVersion) {
    calls.enter("loader.rehearse");
    return new MemoryLoad(
        this, new ChunkLease(0, mapping, entity, KeyRange.ALL, 0), mappingVersion, calls);
  }

  synchronized void finish(
      ChunkLease lease,
      String mappingVersion,
      ChunkResult result,
      List<@Nullable Object[]> rows,
      List<ParkedChange> refused) {
    MemoryChunk chunk = chunk(lease);
    if (chunk == null) {
      throw new IllegalStateException("the lease is lost");
    }
    store.change(
        data -> {
          MemoryEntity entity = data.entity(lease.entity());
          rows.forEach(row -> entity.loaded.add(new MemoryEntity.Loaded(lease.mapping(), row)));
          data.park(refused, store.clock().instant());
          MemoryLedger ledger = new MemoryLedger("CHUNK", null, lease.mapping(), mappingVersion);
          ledger.loaded(entity.shape, rows);
          ledger.store(data, store.clock().instant(), rows.size(), refused.size());
        });
    chunk.done = true;
    chunk.read = result.rowsRead();
    chunk.rows = rows.size();
    chunk.refused = refused.size();
    chunk.mark = result.mark();
    chunk.snapshot = result.snapshot();
  }

  /** Rows that chunks of an entity have read. */
  synchronized long rowsRead(String entity) {
    return chunks.stream()
        .filter(chunk -> chunk.done && chunk.entity.equals(entity))
        .mapToLong(chunk -> chunk.read)
        .sum();
  }

  MemoryWriter writer(ChunkLease lease) {
    return store.read(data -> new MemoryWriter(data.entity(lease.entity())));
  }

  synchronized boolean held(ChunkLease lease) {
    return chunk(lease) != null;
  }

  @Override
  public synchronized long complete(String entity) {
    calls.enter("loader.complete");
    if (lines().stream().anyMatch(line -> line.entity().equals(entity) && !line.complete())) {
      throw new IllegalStateException("history of " + entity + " is not complete");
    }
    List<ParkedChange> twice = new ArrayList<>();
    store.change(
        data -> {
          MemoryEntity table = data.entity(entity);
          if (table.state == EntityState.LOADING) {
            index(table, twice);
            table.state = EntityState.HELD;
            data.park(twice, store.clock().instant());
          }
        });
    return twice.size();
  }

  private static void index(MemoryEntity table, List<ParkedChange> twice) {
    table.loaded.sort(Comparator.comparingInt(MemoryEntity.Loaded::mapping));
    for (MemoryEntity.Loaded loaded : table.loaded) {
      if (table.shape.appendOnly()) {
        table.appended.add(loaded.row());
        continue;
      }
      Key key = table.key(loaded.row());
      if (table.keyed.putIfAbsent(key, loaded.row()) != null) {
        twice.add(MemoryLoad.duplicate(table.shape, loaded, key));
      }
    }
    table.loaded.clear();
  }

  synchronized List<BackfillProgress> progress() {
    calls.enter("progress.backfill");
    return lines();
  }

  /** A chunk that more has to follow counts twice, until its successor is there. */
  private List<BackfillProgress> lines() {
    Map<Integer, BackfillProgress> lines = new TreeMap<>();
    for (MemoryChunk chunk : chunks) {
      boolean rest = chunk.range.to() != null && chunk.range.equals(last(chunk.mapping));
      lines.merge(
          chunk.mapping,
          new BackfillProgress(
              chunk.mapping,
              chunk.entity,
              rest ? 2 : 1,
              chunk.done ? 1 : 0,
              chunk.rows,
              chunk.refused,
              chunk.mark),
          InMemoryLoader::sum);
    }
    return List.copyOf(lines.values());
  }

  private static BackfillProgress sum(BackfillProgress left, BackfillProgress right) {
    return new BackfillProgress(
        left.mapping(),
        left.entity(),
        left.chunks() + right.chunks(),
        left.chunksDone() + right.chunksDone(),
        left.rows() + right.rows(),
        left.refused() + right.refused(),
        Math.max(left.highestMark(), right.highestMark()));
  }

  synchronized Map<Integer, String> snapshots() {
    calls.enter("progress.snapshots");
    Map<Integer, String> tokens = new TreeMap<>();
    for (MemoryChunk chunk : chunks) {
      if (chunk.done && chunk.snapshot != null) {
        tokens.put(chunk.mapping, chunk.snapshot);
      }
    }
    return tokens;
  }
}
