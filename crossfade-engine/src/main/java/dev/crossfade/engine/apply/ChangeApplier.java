package dev.crossfade.engine.apply;

import dev.crossfade.core.change.EntityChange;
import dev.crossfade.core.change.Extent;
import dev.crossfade.core.change.Fold;
import dev.crossfade.core.change.Folded;
import dev.crossfade.core.change.Folded.Item;
import dev.crossfade.core.change.Op;
import dev.crossfade.core.change.Refused;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.schema.Key;
import dev.crossfade.engine.EngineProblem;
import dev.crossfade.engine.Mappings;
import dev.crossfade.spi.target.ApplySession;
import dev.crossfade.spi.target.RowsRefusedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The one way in which changes of an entity reach its table, from a live stream, from the held
 * changes, and while publishing: parks what is refused, folds the rest, completes rows from their
 * source, and writes. What is parked is a whole row wherever its source still has it: a change that
 * carries only a part of a parked row, and one that the target refuses, are read again first. One
 * thread at a time.
 */
public final class ChangeApplier implements AutoCloseable {

  private final Parking parking;
  private final Reselector reselector;

  public ChangeApplier(Mappings mappings, Reselector reselector) {
    this.parking = new Parking(mappings);
    this.reselector = reselector;
  }

  /** Applies changes of one entity, in log order, within the session. */
  public ApplyCount apply(ApplySession session, String entity, List<EntityChange> changes) {
    return apply(session, entity, changes, new Deferred(), Extent.WHOLE);
  }

  /**
   * The same for changes of which more may follow in the session.
   *
   * @param deferred rows that wait for the rest of their transaction
   * @param extent how much of their transaction the changes are
   */
  public ApplyCount apply(
      ApplySession session,
      String entity,
      List<EntityChange> changes,
      Deferred deferred,
      Extent extent) {
    List<EntityChange> all = deferred.ahead(changes, extent);
    if (all.isEmpty()) {
      return ApplyCount.NONE;
    }
    ParkGate gate = new ParkGate(session, entity, all, parking);
    List<EntityChange> passing = new ArrayList<>(all.size());
    for (EntityChange change : all) {
      admit(change, gate, passing);
    }
    try {
      write(session, entity, Fold.of(passing), gate, deferred);
    } catch (RowsRefusedException e) {
      throw Problem.of(
              EngineProblem.WRITE_REFUSED,
              "the target refused to remove rows of " + entity,
              String.valueOf(e.getMessage()),
              "look for constraints of the target table that Crossfade did not create")
          .raise(e);
    }
    gate.flush();
    return new ApplyCount(changes.size(), gate.count());
  }

  private void admit(EntityChange change, ParkGate gate, List<EntityChange> passing) {
    Refused refused = change.refused();
    @Nullable Object @Nullable [] row = change.row();
    if (change.op() == Op.TRUNCATE) {
      gate.passAll();
      passing.add(change);
    } else if (change.op() == Op.DELETE) {
      delete(change, gate, passing);
    } else if (refused != null) {
      leaveOldKey(change, gate, passing);
      gate.refuse(change, parking.mapped(change, refused));
    } else if (row == null) {
      readAgain(change, gate, passing);
    } else if (Fold.complete(row)) {
      gate.pass(change.oldKey());
      gate.pass(change.key());
      passing.add(change);
    } else if (!gate.closed(change.oldKey()) && !gate.closed(change.key())) {
      passing.add(change);
    } else if (change.sourceKey() != null) {
      readAgain(change.unread(), gate, passing);
    } else {
      leaveOldKey(change, gate, passing);
      gate.refuse(change, parking.behind(change, row));
    }
  }

  private void delete(EntityChange change, ParkGate gate, List<EntityChange> passing) {
    String name = parking.nameOfRemoved(change);
    if (name == null) {
      gate.pass(change.oldKey());
      passing.add(change);
    } else if (name.isEmpty() || !gate.passRow(name)) {
      absent(change, gate, passing);
    } else if (change.sourceKey() != null) {
      gate.passRows(name);
    }
  }

  /**
   * A row that is not parked goes away: from production, unless nobody can tell which it is. One
   * whose readable key is refused was never there.
   */
  private void absent(EntityChange change, ParkGate gate, List<EntityChange> passing) {
    Refused refused = change.refused();
    if (refused == null) {
      passing.add(change);
    } else if (change.sourceKey() == null && !parking.appendOnly(change)) {
      gate.park(parking.mapped(change, refused));
    }
  }

  /** What is parked under its new key stays until the row has been read. */
  private static void readAgain(EntityChange change, ParkGate gate, List<EntityChange> passing) {
    Key old = change.oldKey();
    if (old != null && !old.equals(change.key())) {
      gate.pass(old);
    }
    passing.add(change);
  }

  /**
   * A row whose key moved, be it to one that cannot be computed, is certainly not under its old key
   * any more, refused or not.
   */
  private static void leaveOldKey(EntityChange change, ParkGate gate, List<EntityChange> passing) {
    Key old = change.oldKey();
    if (old == null || old.equals(change.key())) {
      return;
    }
    gate.pass(old);
    passing.add(
        new EntityChange(
            change.entity(),
            change.mapping(),
            change.source(),
            Op.DELETE,
            old,
            null,
            null,
            null,
            change.sourceKey(),
            change.position(),
            change.transaction(),
            null));
  }

  private void write(
      ApplySession session, String entity, Folded folded, ParkGate gate, Deferred deferred) {
    RowWriter writer = new RowWriter(session, entity);
    writer.write(folded);
    List<Item> again = new ArrayList<>(folded.rereads());
    for (Item item : folded.rows()) {
      if (item.key() != null && writer.missing().contains(item.key())) {
        again.add(item);
      }
    }
    for (RefusedRow row : writer.refused()) {
      if (row.item().complete() || row.item().last().sourceKey() == null) {
        park(row, gate, deferred);
      } else {
        again.add(row.item());
      }
    }
    again.removeIf(item -> gate.outdated(item.last()));
    if (!again.isEmpty()) {
      reread(session, entity, again, gate, deferred);
    }
  }

  /** A row of which a newer image was parked meanwhile is no news to quarantine. */
  private void park(RefusedRow row, ParkGate gate, Deferred deferred) {
    EntityChange last = row.item().last();
    if (!gate.outdated(last) && !deferred.takes(row)) {
      gate.park(parking.byTarget(last, row.item().row(), row.reason()));
    }
  }

  private void reread(
      ApplySession session, String entity, List<Item> again, ParkGate gate, Deferred deferred) {
    List<Item> left = again;
    while (!left.isEmpty()) {
      Found found = find(left, gate);
      left = found.left();
      settle(session, entity, found.rows(), gate, deferred);
    }
  }

  private void settle(
      ApplySession session,
      String entity,
      Map<Item, Reselected> found,
      ParkGate gate,
      Deferred deferred) {
    List<Key> deletes = new ArrayList<>();
    List<Item> rows = new ArrayList<>();
    found.forEach(
        (item, now) -> {
          if (now instanceof Reselected.Row row) {
            gate.pass(item.key());
            rows.add(new Item(item.key(), row.row(), item.last()));
          } else if (now instanceof Reselected.No no) {
            gate.park(parking.mapped(item.last(), no.refused()));
          } else if (item.key() != null) {
            gate.pass(item.key());
            deletes.add(item.key());
          }
        });
    found.clear();
    RowWriter writer = new RowWriter(session, entity);
    writer.write(new Folded(false, deletes, rows, List.of(), List.of(), List.of()));
    writer.refused().forEach(row -> park(row, gate, deferred));
    gate.flush();
  }

  /**
   * Rows that were read again.
   *
   * @param rows what each is now
   * @param left those that have to be looked for once these are settled, for want of memory
   */
  private record Found(Map<Item, Reselected> rows, List<Item> left) {}

  /**
   * A row that is not found any more is left alone: its delete is still ahead. One that cannot be
   * looked for is parked as it came.
   */
  private Found find(List<Item> items, ParkGate gate) {
    Map<Integer, Map<Key, Item>> byMapping = new TreeMap<>();
    for (Item item : items) {
      Key sourceKey = item.last().sourceKey();
      if (sourceKey == null) {
        gate.park(parking.nameless(item.last(), item.row()));
        continue;
      }
      byMapping
          .computeIfAbsent(item.last().mapping(), mapping -> new LinkedHashMap<>())
          .put(sourceKey, item);
    }
    Map<Item, Reselected> found = new LinkedHashMap<>();
    List<Item> left = new ArrayList<>();
    boolean room = true;
    for (Map.Entry<Integer, Map<Key, Item>> each : byMapping.entrySet()) {
      Map<Key, Item> wanted = each.getValue();
      if (room) {
        Reselector.Found now = reselector.read(each.getKey(), changes(wanted));
        now.rows().forEach((key, row) -> found.put(wanted(wanted, key), row));
        room = now.complete();
        wanted.keySet().removeAll(now.rows().keySet());
      }
      if (!room) {
        left.addAll(wanted.values());
      }
    }
    return new Found(found, left);
  }

  private static Map<Key, EntityChange> changes(Map<Key, Item> items) {
    Map<Key, EntityChange> changes = new LinkedHashMap<>();
    items.forEach((key, item) -> changes.put(key, item.last()));
    return changes;
  }

  private static Item wanted(Map<Key, Item> items, Key key) {
    Item item = items.get(key);
    if (item == null) {
      throw new IllegalStateException("a row came back that was not asked for");
    }
    return item;
  }

  /** Lets connections to the sources go. */
  @Override
  public void close() {
    reselector.close();
  }
}
