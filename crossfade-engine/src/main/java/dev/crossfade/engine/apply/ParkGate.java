package dev.crossfade.engine.apply;

import dev.crossfade.core.change.EntityChange;
import dev.crossfade.core.schema.Key;
import dev.crossfade.spi.target.ApplySession;
import dev.crossfade.spi.target.ParkedChange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which keys of an entity are parked while one batch is applied, and what the batch parks and
 * supersedes, written to the session in the order in which it happened.
 */
final class ParkGate {

  private final ApplySession session;
  private final String entity;
  private final Set<Key> parked;
  private final List<ParkedChange> parking = new ArrayList<>();
  private final Set<Key> superseded = new HashSet<>();
  private long count;

  ParkGate(ApplySession session, String entity, List<EntityChange> changes) {
    this.session = session;
    this.entity = entity;
    Set<Key> keys = new HashSet<>();
    for (EntityChange change : changes) {
      add(keys, change.oldKey());
      add(keys, change.key());
    }
    this.parked = new HashSet<>(keys.isEmpty() ? Set.of() : session.parked(entity, keys));
  }

  private static void add(Set<Key> keys, @Nullable Key key) {
    if (key != null) {
      keys.add(key);
    }
  }

  boolean closed(@Nullable Key key) {
    return key != null && parked.contains(key);
  }

  /** Parks a change; its key is closed for incomplete changes from here. */
  void park(ParkedChange change) {
    if (!superseded.isEmpty()) {
      flush();
    }
    parking.add(change);
    add(parked, change.key());
    count++;
  }

  /** A complete image or a delete of this key passed. */
  void pass(@Nullable Key key) {
    if (key != null && parked.remove(key)) {
      supersede(key);
    }
  }

  /** Everything parked of the entity is outdated. */
  void passAll(Set<Key> storedKeys) {
    Set<Key> all = new HashSet<>(parked);
    all.addAll(storedKeys);
    parked.clear();
    all.forEach(this::supersede);
  }

  private void supersede(Key key) {
    if (!parking.isEmpty()) {
      flush();
    }
    superseded.add(key);
  }

  /** Writes what is pending; at most one of the two is. */
  void flush() {
    if (!parking.isEmpty()) {
      session.park(List.copyOf(parking));
      parking.clear();
    }
    if (!superseded.isEmpty()) {
      session.supersede(entity, Set.copyOf(superseded));
      superseded.clear();
    }
  }

  /** How many changes were parked. */
  long count() {
    return count;
  }
}
