package dev.crossfade.engine.apply;

import dev.crossfade.core.change.EntityChange;
import dev.crossfade.core.change.Folded;
import dev.crossfade.core.change.Folded.Item;
import dev.crossfade.core.schema.Key;
import dev.crossfade.spi.target.ApplySession;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The end of one batch: rows that have to be read again from their source, as many at a time as
 * memory should hold, and rows that the target refused. A row refused because of another one (a
 * unique value that it still holds) waits as long as there are rows to be read that may make room,
 * and is parked only when all of them were written and none of those that wait passed any more. One
 * batch, one thread.
 */
final class Rereading {

  private final ApplySession session;
  private final String entity;
  private final ParkGate gate;
  private final Deferred deferred;
  private final Parking parking;
  private final Reselector reselector;

  /** Whole rows that wait for others. */
  private List<RefusedRow> waiting = new ArrayList<>();

  Rereading(
      ApplySession session,
      String entity,
      ParkGate gate,
      Deferred deferred,
      Parking parking,
      Reselector reselector) {
    this.session = session;
    this.entity = entity;
    this.gate = gate;
    this.deferred = deferred;
    this.parking = parking;
    this.reselector = reselector;
  }

  /**
   * Reads and writes, and parks what cannot be written.
   *
   * @param again rows to read
   * @param refused rows that are known as a whole and were refused
   */
  void settle(List<Item> again, List<RefusedRow> refused) {
    if (again.isEmpty()) {
      refused.forEach(this::park);
      return;
    }
    for (RefusedRow row : refused) {
      if (row.intrinsic() || row.item().key() == null) {
        park(row);
      } else {
        waiting.add(row);
      }
    }
    List<Item> open = again;
    int before;
    do {
      before = open.size() + waiting.size();
      open = pass(open, false);
      // values that moved along a row of rows pass at once from its other end
      Collections.reverse(open);
    } while (open.size() + waiting.size() < before && !open.isEmpty());
    if (!open.isEmpty()) {
      pass(open, true);
    }
    waiting.forEach(this::park);
  }

  /**
   * Reads all of these once and writes them with the rows that wait.
   *
   * @param last whether rows that are refused now are parked
   * @return those to be read once more
   */
  private List<Item> pass(List<Item> items, boolean last) {
    List<Item> refused = new ArrayList<>();
    List<Item> left = items;
    boolean first = true;
    while (!left.isEmpty()) {
      Found found = find(left);
      left = found.left();
      boolean alone = first && left.isEmpty();
      first = false;
      write(found.rows(), last || alone, refused);
    }
    return refused;
  }

  private void write(Map<Item, Reselected> found, boolean last, List<Item> again) {
    List<Key> deletes = new ArrayList<>();
    List<Item> rows = new ArrayList<>();
    Map<EntityChange, Item> asked = new IdentityHashMap<>();
    found.forEach(
        (item, now) -> {
          if (now instanceof Reselected.Row row) {
            gate.pass(item.key());
            rows.add(new Item(item.key(), row.row(), item.last()));
            asked.put(item.last(), item);
          } else if (now instanceof Reselected.No no) {
            gate.park(parking.mapped(item.last(), no.refused()));
          } else if (item.key() != null) {
            gate.pass(item.key());
            deletes.add(item.key());
          }
        });
    found.clear();
    waiting.forEach(row -> rows.add(row.item()));
    waiting = new ArrayList<>();
    RowWriter writer =
        new RowWriter(session, entity, last ? RowWriter.Effort.THOROUGH : RowWriter.Effort.BRIEF);
    writer.write(new Folded(false, deletes, rows, List.of(), List.of(), List.of()));
    for (RefusedRow row : writer.refused()) {
      Item item = asked.get(row.item().last());
      if (last || row.intrinsic()) {
        park(row);
      } else if (item == null) {
        waiting.add(row);
      } else {
        again.add(item);
      }
    }
    gate.flush();
  }

  /** A row of which a newer image was parked meanwhile is no news to quarantine. */
  private void park(RefusedRow row) {
    EntityChange last = row.item().last();
    if (!gate.outdated(last) && !deferred.takes(row)) {
      gate.park(parking.byTarget(last, row.item().row(), row.reason()));
    }
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
  private Found find(List<Item> items) {
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
}
