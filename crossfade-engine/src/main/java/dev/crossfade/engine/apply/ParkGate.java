package dev.crossfade.engine.apply;

import dev.crossfade.core.change.EntityChange;
import dev.crossfade.core.schema.Key;
import dev.crossfade.spi.target.ApplySession;
import dev.crossfade.spi.target.ParkedChange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What of an entity is parked while one batch is applied, and what the batch parks and supersedes,
 * written to the session in the order in which it happened.
 */
final class ParkGate {

  private final ApplySession session;
  private final String entity;
  private final Set<Key> parked;
  private final Map<String, Long> parkedRows;
  private final Map<Key, EntityChange> lastRefused = new HashMap<>();
  private final List<ParkedChange> parking = new ArrayList<>();
  private final Set<Key> superseded = new HashSet<>();
  private final List<String> supersededRows = new ArrayList<>();
  private long count;

  ParkGate(ApplySession session, String entity, List<EntityChange> changes, Parking names) {
    this.session = session;
    this.entity = entity;
    Set<Key> keys = new HashSet<>();
    Set<String> rows = new HashSet<>();
    for (EntityChange change : changes) {
      add(keys, change.oldKey());
      add(keys, change.key());
      add(rows, names.nameOfRemoved(change));
    }
    this.parked = new HashSet<>(keys.isEmpty() ? Set.of() : session.parked(entity, keys));
    this.parkedRows = new HashMap<>(rows.isEmpty() ? Map.of() : session.parkedRows(entity, rows));
  }

  private static <T> void add(Set<T> all, @Nullable T one) {
    if (one != null) {
      all.add(one);
    }
  }

  boolean closed(@Nullable Key key) {
    return key != null && parked.contains(key);
  }

  /** Parks a change as it came; what the batch did to its key before is outdated. */
  void refuse(EntityChange change, ParkedChange parkedChange) {
    park(parkedChange);
    if (change.key() != null) {
      lastRefused.put(change.key(), change);
    }
  }

  /** Whether a later change of the same row was parked by this batch. */
  boolean outdated(EntityChange change) {
    EntityChange later = change.key() == null ? null : lastRefused.get(change.key());
    return later != null
        && later.source().equals(change.source())
        && later.position().after(change.position());
  }

  /** Parks a change; its key is closed for incomplete changes from here. */
  void park(ParkedChange change) {
    if (!superseded.isEmpty() || !supersededRows.isEmpty()) {
      flush();
    }
    parking.add(change);
    add(parked, change.key());
    if (change.key() == null) {
      parkedRows.merge(change.sourceKeyText(), 1L, Long::sum);
    }
    count++;
  }

  /** A complete image or a delete of this key passed. */
  void pass(@Nullable Key key) {
    if (key != null && parked.remove(key)) {
      flushParking();
      superseded.add(key);
    }
  }

  /** A row without key of this name goes away; false when no copy of it is parked. */
  boolean passRow(String name) {
    long copies = parkedRows.getOrDefault(name, 0L);
    if (copies == 0) {
      return false;
    }
    parkedRows.put(name, copies - 1);
    flushParking();
    supersededRows.add(name);
    return true;
  }

  /** All that is left under this name goes away. */
  void passRows(String name) {
    while (passRow(name)) {
      continue;
    }
  }

  /** Everything parked of the entity is outdated. */
  void passAll() {
    flush();
    parked.clear();
    parkedRows.clear();
    lastRefused.clear();
    session.supersedeAll(entity);
  }

  /** Writes what is pending: either what is parked or what is superseded. */
  void flush() {
    flushParking();
    if (!superseded.isEmpty()) {
      session.supersede(entity, Set.copyOf(superseded));
      superseded.clear();
    }
    if (!supersededRows.isEmpty()) {
      session.supersedeRows(entity, List.copyOf(supersededRows));
      supersededRows.clear();
    }
  }

  private void flushParking() {
    if (!parking.isEmpty()) {
      session.park(List.copyOf(parking));
      parking.clear();
    }
  }

  /** How many changes were parked. */
  long count() {
    return count;
  }
}
