package dev.crossfade.jdbc.target;

import dev.crossfade.core.schema.Key;
import dev.crossfade.jdbc.target.sql.EntityTables;
import dev.crossfade.spi.target.ParkedChange;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** The quarantine as seen by one transaction. */
final class Quarantine {

  // what was discarded is still what is known of its row, and superseded like what is open

  /** At least so many open keys of an entity are read whole: cheaper than asking key by key. */
  private static final int FEW = 100;

  /** Characters of rows that are sent together. */
  private static final long MOST_WEIGHT = 4_000_000;

  /** Closes an item. */
  static final String SUPERSEDED =
      " SET state = 'SUPERSEDED', superseded_at = clock_timestamp(), superseded_by = ?";

  private static final String INSERT =
      "INSERT INTO crossfade.quarantine (migration, entity, mapping, source, key, key_digest,"
          + " source_key, op, position, code, column_name, message, payload, mapping_version,"
          + " load, never_applied) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
  private static final String OPEN =
      " FROM crossfade.quarantine WHERE migration = ? AND entity = ? AND state <> 'SUPERSEDED'"
          + " AND key_digest IS NOT NULL";

  private static final String ROWS =
      " FROM crossfade.quarantine WHERE migration = ? AND entity = ? AND state <> 'SUPERSEDED'"
          + " AND key_digest IS NULL";
  private static final String SUPERSEDE = "UPDATE crossfade.quarantine" + Quarantine.SUPERSEDED;

  private final Connection connection;
  private final String migration;
  private final Entities entities;

  Quarantine(Connection connection, String migration, Entities entities) {
    this.connection = connection;
    this.migration = migration;
    this.entities = entities;
  }

  /** Parks refused changes in place of what is parked of the same rows. */
  void replace(List<ParkedChange> refused, long load) throws SQLException {
    park(refused, load);
    Map<String, Set<String>> rows = new TreeMap<>();
    for (ParkedChange change : refused) {
      boolean keyed = !entities.named(change.entity()).shape().appendOnly();
      if (keyed && !change.sourceKeyText().isEmpty()) {
        rows.computeIfAbsent(change.entity(), any -> new HashSet<>())
            .add(ParkedChange.storable(change.sourceKeyText()));
      }
    }
    for (Map.Entry<String, Set<String>> each : rows.entrySet()) {
      new NewestImages(connection, migration, each.getKey()).keep(each.getValue(), load);
    }
  }

  /** Parks refused changes beside what is parked already. */
  void park(List<ParkedChange> refused, long load) throws SQLException {
    if (refused.isEmpty()) {
      return;
    }
    long weight = 0;
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      for (ParkedChange change : refused) {
        KeyTexts keys = keys(change.entity());
        Key key = change.key();
        Sql.bind(
            connection,
            insert,
            migration,
            change.entity(),
            change.mapping(),
            change.source(),
            keys.format(key),
            key == null ? null : keys.digest(key),
            ParkedChange.storable(change.sourceKeyText()),
            change.op().name(),
            change.position() == null ? null : change.position().encoded(),
            change.code(),
            change.column(),
            ParkedChange.storable(change.message()),
            ParkedChange.storable(change.payload()),
            change.mappingVersion(),
            load,
            change.fromHistory());
        insert.addBatch();
        weight += change.payload().length();
        if (weight >= MOST_WEIGHT) {
          insert.executeBatch();
          weight = 0;
        }
      }
      insert.executeBatch();
    }
  }

  Set<Key> parked(String entity, Collection<Key> keys) throws SQLException {
    if (keys.isEmpty()) {
      return Set.of();
    }
    int few = Math.max(FEW, keys.size());
    if (keys(entity).exact()) {
      Set<Key> open = open(entity, few + 1);
      if (open.size() <= few) {
        open.retainAll(keys instanceof Set ? keys : new HashSet<>(keys));
        return open;
      }
    }
    Set<String> open = digests(entity, few + 1);
    if (open.isEmpty()) {
      return Set.of();
    }
    Map<String, Key> asked = byDigest(entity, keys);
    if (open.size() > few) {
      open =
          new HashSet<>(
              Sql.list(
                  connection,
                  "SELECT DISTINCT key_digest" + OPEN + " AND key_digest = ANY (?)",
                  row -> row.getString(1),
                  migration,
                  entity,
                  asked.keySet().toArray(String[]::new)));
    }
    asked.keySet().retainAll(open);
    return new HashSet<>(asked.values());
  }

  void supersede(String entity, Collection<Key> keys, long load) throws SQLException {
    if (keys.isEmpty()) {
      return;
    }
    Sql.update(
        connection,
        SUPERSEDE
            + " WHERE migration = ? AND entity = ? AND state <> 'SUPERSEDED' AND key_digest = ANY (?)",
        load,
        migration,
        entity,
        byDigest(entity, keys).keySet().toArray(String[]::new));
  }

  Map<String, Long> parkedRows(String entity, Collection<String> names) throws SQLException {
    Map<String, Long> counts = new HashMap<>();
    Sql.list(
        connection,
        "SELECT source_key, count(*)" + ROWS + " AND source_key = ANY (?) GROUP BY source_key",
        row -> counts.put(row.getString(1), row.getLong(2)),
        migration,
        entity,
        names.toArray(String[]::new));
    return counts;
  }

  void supersedeRows(String entity, List<String> names, long load) throws SQLException {
    Map<String, Integer> copies = new HashMap<>();
    names.forEach(name -> copies.merge(name, 1, Integer::sum));
    for (Map.Entry<String, Integer> each : copies.entrySet()) {
      Sql.update(
          connection,
          SUPERSEDE + " WHERE id IN (SELECT id" + ROWS + " AND source_key = ? ORDER BY id LIMIT ?)",
          load,
          migration,
          entity,
          each.getKey(),
          each.getValue());
    }
  }

  void supersedeItems(Set<Long> ids, long load) throws SQLException {
    Sql.update(
        connection,
        SUPERSEDE + " WHERE migration = ? AND state <> 'SUPERSEDED' AND id = ANY (?)",
        load,
        migration,
        ids.toArray(Long[]::new));
  }

  void supersedeAll(String entity, long load) throws SQLException {
    Sql.update(
        connection,
        SUPERSEDE + " WHERE migration = ? AND entity = ? AND state <> 'SUPERSEDED'",
        load,
        migration,
        entity);
  }

  /** Open keys, of an entity whose keys need no digest to be found again. */
  private Set<Key> open(String entity, int limit) throws SQLException {
    KeyTexts texts = keys(entity);
    return new HashSet<>(
        Sql.list(
            connection,
            "SELECT DISTINCT key" + OPEN + " LIMIT ?",
            row -> Objects.requireNonNull(texts.parse((String[]) row.getArray(1).getArray())),
            migration,
            entity,
            limit));
  }

  private Set<String> digests(String entity, int limit) throws SQLException {
    return new HashSet<>(
        Sql.list(
            connection,
            "SELECT DISTINCT key_digest" + OPEN + " LIMIT ?",
            row -> row.getString(1),
            migration,
            entity,
            limit));
  }

  private Map<String, Key> byDigest(String entity, Collection<Key> keys) {
    KeyTexts texts = keys(entity);
    Map<String, Key> map = new HashMap<>(keys.size() * 2);
    keys.forEach(key -> map.put(texts.digest(key), key));
    return map;
  }

  private KeyTexts keys(String entity) {
    EntityTables tables = entities.named(entity);
    return KeyTexts.of(tables.shape().table());
  }
}
