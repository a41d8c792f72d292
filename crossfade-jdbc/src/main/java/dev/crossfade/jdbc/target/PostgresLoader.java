package dev.crossfade.jdbc.target;

import dev.crossfade.core.chunk.KeyRange;
import dev.crossfade.core.phase.EntityState;
import dev.crossfade.core.schema.Encoded;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.spi.target.BulkLoader;
import dev.crossfade.spi.target.ChunkLease;
import dev.crossfade.spi.target.ChunkLoad;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Chunks as rows of a control table; all times are the target's. */
final class PostgresLoader implements BulkLoader {

  private static final String OURS = " WHERE id = ? AND epoch = ? AND state = 'OPEN'";
  private static final String FREE =
      "(SELECT id FROM crossfade.chunk WHERE migration = ? AND state = 'OPEN'"
          + " AND mapping = ANY (?) AND lease_until ";
  private static final String FIRST = " ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED)";

  /** What nobody has comes before what somebody had, who may be slow and not dead. */
  private static final String LEASE =
      "UPDATE crossfade.chunk SET worker = ?, epoch = epoch + 1,"
          + " lease_until = clock_timestamp() + ? * interval '1 millisecond' WHERE id = COALESCE("
          + (FREE + "IS NULL" + FIRST + ", ")
          + (FREE + "< clock_timestamp()" + FIRST)
          + ") RETURNING *";

  private final Database database;
  private final Entities entities;
  private final EpochFence fence;
  private final String migration;

  PostgresLoader(Database database, Entities entities, EpochFence fence) {
    this.database = database;
    this.entities = entities;
    this.fence = fence;
    this.migration = database.settings().migration();
  }

  @Override
  public boolean plan(int mapping, String entity, TableSchema sourceTable, List<KeyRange> ranges) {
    KeyTexts keys = KeyTexts.of(sourceTable);
    return database.transaction(
        "planning chunks",
        c -> {
          fence.hold(c);
          EntityState state = EntityRow.lock(c, migration, entity);
          if (ranges.isEmpty() || !follows(last(c, mapping, keys), ranges.get(0).from(), keys)) {
            return false;
          }
          EntityRow.require(entity, state, EntityState.WAITING, EntityState.LOADING);
          insert(c, mapping, entity, keys, ranges);
          EntityRow.move(c, migration, entity, EntityState.LOADING);
          return true;
        });
  }

  /** Whether a range that begins here comes after the last one, which is null when none is. */
  private static boolean follows(@Nullable KeyRange last, @Nullable Key from, KeyTexts keys) {
    return last == null
        ? from == null
        : last.to() != null && Arrays.equals(keys.format(last.to()), keys.format(from));
  }

  private @Nullable KeyRange last(Connection connection, int mapping, KeyTexts keys)
      throws SQLException {
    return Sql.find(
            connection,
            "SELECT from_key, to_key FROM crossfade.chunk WHERE migration = ? AND mapping = ?"
                + " ORDER BY id DESC LIMIT 1",
            row -> range(row, keys),
            migration,
            mapping)
        .orElse(null);
  }

  @Override
  public Optional<KeyRange> planned(int mapping, TableSchema sourceTable) {
    return database.transaction(
        "reading the last chunk",
        c -> Optional.ofNullable(last(c, mapping, KeyTexts.of(sourceTable))));
  }

  private static KeyRange range(ResultSet row, KeyTexts keys) throws SQLException {
    return new KeyRange(keys.parse(texts(row, "from_key")), keys.parse(texts(row, "to_key")));
  }

  private void insert(
      Connection connection, int mapping, String entity, KeyTexts keys, List<KeyRange> ranges)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO crossfade.chunk (migration, mapping, entity, from_key, to_key)"
                + " VALUES (?, ?, ?, ?, ?)")) {
      for (KeyRange range : ranges) {
        Sql.bind(
            connection,
            insert,
            migration,
            mapping,
            entity,
            keys.format(range.from()),
            keys.format(range.to()));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  @Override
  public Optional<ChunkLease> lease(
      Map<Integer, TableSchema> sourceTables, String worker, Duration ttl) {
    return database.transaction(
        "leasing a chunk",
        c -> {
          fence.hold(c);
          Integer[] mappings = sourceTables.keySet().toArray(Integer[]::new);
          return Sql.find(
              c,
              LEASE,
              row -> lease(row, sourceTables),
              worker,
              ttl.toMillis(),
              migration,
              mappings,
              migration,
              mappings);
        });
  }

  private static ChunkLease lease(ResultSet row, Map<Integer, TableSchema> sourceTables)
      throws SQLException {
    int mapping = row.getInt("mapping");
    KeyTexts keys = KeyTexts.of(Objects.requireNonNull(sourceTables.get(mapping)));
    return new ChunkLease(
        row.getLong("id"),
        mapping,
        row.getString("entity"),
        range(row, keys),
        row.getLong("epoch"));
  }

  private static @Nullable String @Nullable [] texts(ResultSet row, String column)
      throws SQLException {
    Array array = row.getArray(column);
    return array == null ? null : (String[]) array.getArray();
  }

  @Override
  public boolean renew(ChunkLease lease, Duration ttl) {
    return database.transaction(
            "renewing a lease",
            c ->
                Sql.update(
                    c,
                    "UPDATE crossfade.chunk SET"
                        + " lease_until = clock_timestamp() + ? * interval '1 millisecond'"
                        + OURS,
                    ttl.toMillis(),
                    lease.id(),
                    lease.epoch()))
        == 1;
  }

  @Override
  public void release(ChunkLease lease) {
    database.transaction(
        "releasing a lease",
        c ->
            Sql.update(
                c,
                "UPDATE crossfade.chunk SET lease_until = NULL, worker = NULL, epoch = epoch + 1"
                    + OURS,
                lease.id(),
                lease.epoch()));
  }

  @Override
  public ChunkLoad begin(ChunkLease lease, String mappingVersion) {
    return StagingLoad.open(database, entities, lease, mappingVersion);
  }

  @Override
  public ChunkLoad rehearse(int mapping, String entity, String mappingVersion) {
    return StagingLoad.rehearse(database, entities, mapping, entity, mappingVersion);
  }

  @Override
  public boolean takes(Encoded.Form form) {
    return form == Encoded.Form.POSTGRESQL_BINARY;
  }

  @Override
  public long complete(String entity) {
    return new Completion(database, entities, fence).complete(entity);
  }
}
