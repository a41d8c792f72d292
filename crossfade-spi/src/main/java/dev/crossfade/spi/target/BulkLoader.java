package dev.crossfade.spi.target;

import dev.crossfade.core.chunk.KeyRange;
import dev.crossfade.core.schema.Encoded;
import dev.crossfade.core.schema.TableSchema;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts history into staging, chunk by chunk. Chunks are rows of a control table, taken by any
 * worker of any process with {@code FOR UPDATE SKIP LOCKED} and a lease. Thread-safe.
 */
public interface BulkLoader {

  /**
   * Stores chunks of a mapping, which can be taken from then on, and sets its entity LOADING. They
   * have to begin where those stored before end, or else nothing is changed and the answer is
   * false: somebody else has stored them. The history is planned once one of them is open above.
   *
   * @param sourceTable shape of the source table, to store keys exactly
   * @param ranges one after the other
   */
  boolean plan(int mapping, String entity, TableSchema sourceTable, List<KeyRange> ranges);

  /** The last of the chunks stored for a mapping; empty when there is none. */
  Optional<KeyRange> planned(int mapping, TableSchema sourceTable);

  /**
   * Takes a chunk that nobody holds, or, if there is none, one whose lease has run out. Empty when
   * there is none now.
   *
   * @param sourceTables shape of each mapping's source table by mapping
   */
  Optional<ChunkLease> lease(Map<Integer, TableSchema> sourceTables, String worker, Duration ttl);

  /**
   * Prolongs a lease; false means it was lost, or the chunk is done, and the work must be dropped.
   * Waits for a commit of the same lease that is still under way, so it tells how an unknown one
   * ended.
   */
  boolean renew(ChunkLease lease, Duration ttl);

  /** Gives a chunk back unfinished; the lease is lost with that. */
  void release(ChunkLease lease);

  /**
   * Begins to load a chunk into its entity's staging table. Nothing of it is visible to anybody
   * until {@link ChunkLoad#commit}.
   */
  ChunkLoad begin(ChunkLease lease, String mappingVersion);

  /**
   * Begins to load rows that are only tried: they go the way of a chunk's rows, but into a table
   * that vanishes with the load, as does what it parks. It cannot be committed: that is always
   * {@code NotDone}. To be called once the target is prepared.
   */
  ChunkLoad rehearse(int mapping, String entity, String mappingVersion);

  /**
   * Whether {@link ChunkLoad#write} also takes values encoded in this form, for columns of which
   * the reader knew the type.
   */
  default boolean takes(Encoded.Form form) {
    return false;
  }

  /**
   * Makes an entity whose mappings are all complete ready for changes: parks rows whose key occurs
   * twice, builds its key, and sets it HELD. Idempotent.
   *
   * @return number of rows parked because their key occurred twice
   */
  long complete(String entity);
}
