package dev.crossfade.engine.apply;

import dev.crossfade.core.change.Folded;
import dev.crossfade.core.change.Folded.Item;
import dev.crossfade.core.schema.Key;
import dev.crossfade.spi.target.ApplySession;
import dev.crossfade.spi.target.EntityWrite;
import dev.crossfade.spi.target.EntityWrite.PositionedRow;
import dev.crossfade.spi.target.EntityWrite.Reset;
import dev.crossfade.spi.target.RowsRefusedException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes folded rows and finds out which of them the target refuses: everything at once, and only
 * when that is refused in halves down to single rows. Rows that were refused because of other rows
 * (a unique value that another row still holds) are tried again together once the others are in.
 */
final class RowWriter {

  private static final int MOST_TRIED_IN_TURN = 32;

  /** How hard to look for rows that only together are accepted. */
  enum Effort {
    /** What is refused now can be tried again with others. */
    BRIEF,
    /** What is refused now is refused. */
    THOROUGH
  }

  private final ApplySession session;
  private final String entity;
  private final Effort effort;
  private final Set<Key> missing = new HashSet<>();
  private final List<RefusedRow> refused = new ArrayList<>();

  RowWriter(ApplySession session, String entity) {
    this(session, entity, Effort.THOROUGH);
  }

  RowWriter(ApplySession session, String entity, Effort effort) {
    this.session = session;
    this.entity = entity;
    this.effort = effort;
  }

  void write(Folded folded) {
    EntityWrite whole =
        new EntityWrite(
            entity,
            folded.clear() ? Reset.CLEAR : Reset.KEEP,
            folded.deletes(),
            positioned(folded.rows()),
            positioned(folded.appends()),
            folded.removals());
    if (whole.empty()) {
      return;
    }
    try {
      missing.addAll(session.write(whole));
    } catch (RowsRefusedException e) {
      writeApart(folded, whole.reset());
    }
  }

  private void writeApart(Folded folded, Reset reset) {
    EntityWrite room =
        new EntityWrite(entity, reset, folded.deletes(), List.of(), List.of(), List.of());
    if (!room.empty()) {
      session.write(room);
    }
    List<RefusedRow> alone = new ArrayList<>();
    halves(folded.rows(), alone);
    settle(alone);
    halves(folded.appends(), refused);
    EntityWrite rest =
        new EntityWrite(entity, Reset.KEEP, List.of(), List.of(), List.of(), folded.removals());
    if (!rest.empty()) {
      session.write(rest);
    }
  }

  private void halves(List<Item> items, List<RefusedRow> out) {
    if (items.isEmpty()) {
      return;
    }
    RowsRefusedException reason = attempt(items);
    if (reason == null) {
      return;
    }
    if (items.size() == 1) {
      out.add(new RefusedRow(items.get(0), reason));
      return;
    }
    int middle = items.size() / 2;
    halves(items.subList(0, middle), out);
    halves(items.subList(middle, items.size()), out);
  }

  private void settle(List<RefusedRow> alone) {
    List<RefusedRow> open = new ArrayList<>();
    for (RefusedRow row : alone) {
      (row.intrinsic() ? refused : open).add(row);
    }
    while (!open.isEmpty() && attempt(items(open)) != null) {
      boolean passed = passedOneByOne(open);
      if (!passed && effort == Effort.BRIEF) {
        refused.addAll(open);
        return;
      }
      if (!passed && !passedWithoutOne(open)) {
        refused.add(open.remove(open.size() - 1));
      }
    }
  }

  private boolean passedOneByOne(List<RefusedRow> open) {
    return open.removeIf(row -> attempt(List.of(row.item())) == null);
  }

  private boolean passedWithoutOne(List<RefusedRow> open) {
    if (open.size() < 3 || open.size() > MOST_TRIED_IN_TURN) {
      return false;
    }
    for (RefusedRow suspect : List.copyOf(open)) {
      List<RefusedRow> others = new ArrayList<>(open);
      others.remove(suspect);
      if (attempt(items(others)) == null) {
        refused.add(suspect);
        open.clear();
        return true;
      }
    }
    return false;
  }

  private @Nullable RowsRefusedException attempt(List<Item> items) {
    boolean append = items.get(0).key() == null;
    List<PositionedRow> rows = positioned(items);
    EntityWrite write =
        new EntityWrite(
            entity,
            Reset.KEEP,
            List.of(),
            append ? List.of() : rows,
            append ? rows : List.of(),
            List.of());
    try {
      missing.addAll(session.write(write));
      return null;
    } catch (RowsRefusedException e) {
      return e;
    }
  }

  private static List<Item> items(List<RefusedRow> rows) {
    return rows.stream().map(RefusedRow::item).toList();
  }

  private static List<PositionedRow> positioned(List<Item> items) {
    List<PositionedRow> rows = new ArrayList<>(items.size());
    for (Item item : items) {
      rows.add(new PositionedRow(item.row(), item.last().position()));
    }
    return rows;
  }

  /** Keys of incomplete rows that had no row to update. */
  Set<Key> missing() {
    return missing;
  }

  /** Rows that are not in the target because it refused them. */
  List<RefusedRow> refused() {
    return refused;
  }
}
