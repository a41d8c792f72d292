package dev.crossfade.engine.apply;

import dev.crossfade.core.change.EntityChange;
import dev.crossfade.core.change.Extent;
import dev.crossfade.core.change.Fold;
import dev.crossfade.core.change.Folded;
import dev.crossfade.core.change.Folded.Item;
import dev.crossfade.core.change.Op;
import dev.crossfade.core.change.Refused;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.schema.Key;
import dev.crossfade.engine.EngineProblem;
import dev.crossfade.engine.Mappings;
import dev.crossfade.spi.target.ApplySession;
import dev.crossfade.spi.target.RowsRefusedException;
import java.util.ArrayList;
import java.util.List;
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
      throw removalRefused(entity, e);
    }
    gate.flush();
    return new ApplyCount(changes.size(), gate.count());
  }

  /** Nothing of what was to be removed can be parked: somebody has to look. */
  public static ProblemException removalRefused(String entity, RowsRefusedException why) {
    return Problem.of(
            EngineProblem.WRITE_REFUSED,
            "the target refused to remove rows of " + entity,
            String.valueOf(why.getMessage()),
            "look for constraints of the target table that Crossfade did not create")
        .raise(why);
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
    List<RefusedRow> refused = new ArrayList<>();
    for (RefusedRow row : writer.refused()) {
      if (row.item().complete() || row.item().last().sourceKey() == null) {
        refused.add(row);
      } else {
        again.add(row.item());
      }
    }
    again.removeIf(item -> gate.outdated(item.last()));
    new Rereading(session, entity, gate, deferred, parking, reselector).settle(again, refused);
  }

  /** Lets connections to the sources go. */
  @Override
  public void close() {
    reselector.close();
  }
}
