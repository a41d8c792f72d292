package dev.crossfade.testkit.memory;

import dev.crossfade.core.audit.KeySegment;
import dev.crossfade.core.phase.EntityState;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.spi.target.Act;
import dev.crossfade.spi.target.Correction;
import dev.crossfade.spi.target.HeldTable;
import dev.crossfade.spi.target.KeptChange;
import dev.crossfade.spi.target.ParkedChange;
import dev.crossfade.spi.target.QuarantineItem;
import dev.crossfade.spi.target.Repair;
import dev.crossfade.spi.target.Replay;
import dev.crossfade.spi.target.StrayItem;
import dev.crossfade.spi.target.StreamState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** All that commits together in the in-memory target. A session works on a copy. */
final class MemoryData {

  final Map<String, MemoryEntity> entities = new TreeMap<>();
  final Map<String, StreamState> streams = new TreeMap<>();
  final List<Parked> quarantine = new ArrayList<>();
  final List<MemoryRecords.Stored> loads = new ArrayList<>();
  final Set<Long> covered = new TreeSet<>();
  final Map<Long, KeySegment> segments = new TreeMap<>();
  final List<Act> acts = new ArrayList<>();
  final List<Replay> replays = new ArrayList<>();
  final List<Repair> repairs = new ArrayList<>();
  final List<Correction> corrections = new ArrayList<>();
  final Map<Long, Long> loggedActs = new TreeMap<>();
  final List<StrayItem> strays = new ArrayList<>();
  final List<HeldTable> held = new ArrayList<>();
  final List<Kept> kept = new ArrayList<>();
  final Map<String, Set<String>> leftOut = new TreeMap<>();
  final Map<String, Long> unlogged = new TreeMap<>();
  long lastSegment;
  long release;
  long epoch;
  long offered;
  @Nullable String offer;

  /** A change of a source's table that is held. */
  record Kept(String source, KeptChange change) {
    boolean of(String otherSource, TableId table) {
      return source.equals(otherSource) && change.change().table().equals(table);
    }
  }

  /** A quarantine item; never removed, only closed. */
  record Parked(
      long id,
      Instant at,
      ParkedChange change,
      boolean open,
      boolean neverApplied,
      boolean discarded) {
    Parked close() {
      return new Parked(id, at, change, false, neverApplied, discarded);
    }

    Parked discard() {
      return new Parked(id, at, change, open, neverApplied, true);
    }

    /** Whether it counts. */
    boolean counts() {
      return open && !discarded;
    }

    QuarantineItem item() {
      return new QuarantineItem(id, at, change, neverApplied, discarded);
    }

    /** Whether it is an open image of the same row under the same key. */
    boolean olderThan(ParkedChange newer) {
      return open
          && !change.sourceKeyText().isEmpty()
          && change.sourceKeyText().equals(newer.sourceKeyText())
          && change.entity().equals(newer.entity())
          && change.mapping() == newer.mapping()
          && change.source().equals(newer.source())
          && Objects.equals(change.key(), newer.key());
    }
  }

  MemoryData copy() {
    MemoryData copy = new MemoryData();
    entities.forEach((name, entity) -> copy.entities.put(name, entity.copy()));
    copy.streams.putAll(streams);
    copy.quarantine.addAll(quarantine);
    copy.loads.addAll(loads);
    copy.covered.addAll(covered);
    copy.segments.putAll(segments);
    copy.lastSegment = lastSegment;
    copy.acts.addAll(acts);
    copy.replays.addAll(replays);
    copy.repairs.addAll(repairs);
    copy.corrections.addAll(corrections);
    copy.loggedActs.putAll(loggedActs);
    copy.strays.addAll(strays);
    copy.held.addAll(held);
    copy.kept.addAll(kept);
    leftOut.forEach((table, columns) -> copy.leftOut.put(table, new TreeSet<>(columns)));
    copy.unlogged.putAll(unlogged);
    copy.release = release;
    copy.epoch = epoch;
    copy.offered = offered;
    copy.offer = offer;
    return copy;
  }

  /** The state of a stream under a new owner. */
  static StreamState ownedAnew(StreamState before) {
    return new StreamState(
        before.streamId(),
        before.nextOffset(),
        before.applied(),
        before.mark(),
        before.markWrittenAt(),
        before.epoch() + 1);
  }

  /** Counts on that rows of an entity are written of which no log tells. */
  void unlogged(String entity) {
    unlogged.merge(entity, 1L, Long::sum);
  }

  /** The same of all entities of which something that is meant was parked. */
  void unlogged(Predicate<Parked> meant) {
    quarantine.stream()
        .filter(meant)
        .map(item -> item.change().entity())
        .distinct()
        .forEach(this::unlogged);
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
    changes.forEach(change -> park(change, at, change.fromHistory()));
  }

  private void park(ParkedChange change, Instant at, boolean neverApplied) {
    quarantine.add(new Parked(quarantine.size() + 1L, at, change, true, neverApplied, false));
  }

  /** Parks changes in place of what is parked of the same rows. */
  void replace(List<ParkedChange> changes, Instant at) {
    for (ParkedChange change : changes) {
      boolean keyed = !entity(change.entity()).shape.appendOnly();
      boolean neverApplied = change.fromHistory();
      for (int i = 0; keyed && i < quarantine.size(); i++) {
        Parked item = quarantine.get(i);
        if (item.olderThan(change)) {
          neverApplied |= item.neverApplied();
          quarantine.set(i, item.close());
        }
      }
      park(change, at, neverApplied);
    }
  }
}
