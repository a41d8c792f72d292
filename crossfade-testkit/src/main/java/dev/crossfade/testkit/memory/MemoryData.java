package dev.crossfade.testkit.memory;

import dev.crossfade.core.phase.EntityState;
import dev.crossfade.spi.target.ParkedChange;
import dev.crossfade.spi.target.StreamState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** All that commits together in the in-memory target. A session works on a copy. */
final class MemoryData {

  final Map<String, MemoryEntity> entities = new TreeMap<>();
  final Map<String, StreamState> streams = new TreeMap<>();
  final List<Parked> quarantine = new ArrayList<>();
  long release;

  /** A quarantine item; never removed, only closed. */
  record Parked(long id, Instant at, ParkedChange change, boolean open) {
    Parked close() {
      return new Parked(id, at, change, false);
    }
  }

  MemoryData copy() {
    MemoryData copy = new MemoryData();
    entities.forEach((name, entity) -> copy.entities.put(name, entity.copy()));
    copy.streams.putAll(streams);
    copy.quarantine.addAll(quarantine);
    copy.release = release;
    return copy;
  }

  MemoryEntity entity(String name) {
    return Objects.requireNonNull(entities.get(name), () -> "no such entity: " + name);
  }

  Map<String, EntityState> states() {
    Map<String, EntityState> states = new TreeMap<>();
    entities.forEach((name, entity) -> states.put(name, entity.state));
    return states;
  }

  void park(List<ParkedChange> changes, Instant at) {
    changes.forEach(change -> quarantine.add(new Parked(quarantine.size() + 1L, at, change, true)));
  }
}
