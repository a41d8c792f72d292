package dev.crossfade.engine.reverse;

import dev.crossfade.core.problem.ProblemCode;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.schema.Unavailable;
import dev.crossfade.engine.EngineProblem;
import dev.crossfade.engine.apply.RowText;
import dev.crossfade.mapping.Refusal;
import dev.crossfade.mapping.ReverseMapping;
import dev.crossfade.mapping.RowResult;
import dev.crossfade.spi.reverse.LegacySession;
import dev.crossfade.spi.reverse.LegacyWrite;
import dev.crossfade.spi.reverse.Unrestored;
import dev.crossfade.spi.target.RowsRefusedException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Brings what changes of one table come to into that table, within one session. */
final class TableReturn {

  private final ReverseMapping reverse;
  private final LegacySession session;
  private final TableSchema table;
  private final NetChanges changes;
  private final @Nullable WaitingRows waiting;
  private final Map<Key, @Nullable Object[]> present;
  private final List<Unrestored> unrestored = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();

  /**
   * @param waiting where rows may wait for a later part; null when none follows
   */
  TableReturn(
      ReverseMapping reverse,
      LegacySession session,
      NetChanges changes,
      @Nullable WaitingRows waiting) {
    this.reverse = reverse;
    this.session = session;
    this.table = reverse.forward().sourceTable();
    this.changes = changes;
    this.waiting = waiting;
    this.present = table.keyless() ? new HashMap<>() : session.lock(table, changes.keys());
  }

  /**
   * What to do for one key.
   *
   * @param gone the row under this key goes away
   * @param update in place; null when there is none
   * @param insert a whole row; null when there is none
   */
  private record Step(
      Key key,
      NetRow net,
      boolean gone,
      LegacyWrite.@Nullable Update update,
      @Nullable Object @Nullable [] insert) {}

  /** What could not be brought back. */
  List<Unrestored> run() {
    changes.rows().forEach(this::plan);
    changes.appended().forEach(net -> restore(Key.of(), net, null, false));
    if (!accepted(steps) && !accepted(steps.stream().map(this::anew).toList())) {
      steps.forEach(this::alone);
    }
    return unrestored;
  }

  private boolean accepted(List<Step> all) {
    try {
      session.write(write(all));
      return true;
    } catch (RowsRefusedException e) {
      return false;
    }
  }

  /** Rows that exchange a unique value have to be gone first, all of them. */
  private Step anew(Step step) {
    LegacyWrite.Update update = step.update();
    return update == null
        ? step
        : new Step(
            step.key(), step.net(), true, null, whole(update.row(), present.get(step.key())));
  }

  private void plan(Key key, NetRow net) {
    boolean there = present.containsKey(key);
    if (net.row() == null) {
      if (there) {
        steps.add(new Step(key, net, true, null, null));
      }
      return;
    }
    Key base = net.base();
    boolean inPlace = key.equals(base) && !changes.vacated(key);
    if (there && !inPlace && !changes.vacated(key)) {
      refuse(key, net, EngineProblem.STRAY_ROW, "the source has a row of its own under this key");
      return;
    }
    @Nullable Object @Nullable [] before = origin(net);
    if (before == null && !net.complete()) {
      refuse(key, net, EngineProblem.ROW_MISSING, "the source does not have the row any more");
      return;
    }
    restore(key, net, before, inPlace && there);
  }

  /** The source row that a row goes on from; null for a new one, and where it is gone. */
  private @Nullable Object @Nullable [] origin(NetRow net) {
    if (net.carried() != null) {
      return net.carried();
    }
    return net.base() == null ? null : present.get(net.base());
  }

  private void restore(Key key, NetRow net, @Nullable Object @Nullable [] before, boolean inPlace) {
    @Nullable Object[] restored = new @Nullable Object[table.columns().size()];
    RowResult result = reverse.restore(Objects.requireNonNull(net.row()), before, restored);
    if (result instanceof Refusal refusal) {
      refuse(key, net, refusal.code(), refusal.column() + ": " + refusal.text());
    } else if (inPlace) {
      steps.add(new Step(key, net, false, new LegacyWrite.Update(key, restored), null));
    } else {
      steps.add(new Step(key, net, present.containsKey(key), null, whole(restored, before)));
    }
  }

  /** A row that moves takes along what nothing restores. */
  private static @Nullable Object[] whole(
      @Nullable Object[] restored, @Nullable Object @Nullable [] before) {
    if (before == null) {
      return restored;
    }
    @Nullable Object[] whole = restored.clone();
    for (int i = 0; i < whole.length; i++) {
      whole[i] = whole[i] == Unavailable.VALUE ? before[i] : whole[i];
    }
    return whole;
  }

  private LegacyWrite write(List<Step> all) {
    List<Key> deletes = new ArrayList<>();
    List<LegacyWrite.Update> updates = new ArrayList<>();
    List<@Nullable Object[]> inserts = new ArrayList<>();
    for (Step step : all) {
      if (step.gone()) {
        deletes.add(step.key());
      }
      if (step.update() != null) {
        updates.add(step.update());
      }
      if (step.insert() != null) {
        inserts.add(step.insert());
      }
    }
    return new LegacyWrite(table, deletes, updates, inserts);
  }

  private void alone(Step step) {
    try {
      session.write(write(List.of(step)));
    } catch (RowsRefusedException e) {
      if (!waits(step, e)) {
        String reason = "the source refused it with SQLSTATE " + e.sqlState();
        refuse(step.key(), step.net(), EngineProblem.ROW_REFUSED, reason);
      }
    }
  }

  /**
   * Whether the row waits. One that moves remembers what it goes on from, or that there is nothing:
   * the place that it leaves may be empty by then, or another row's.
   */
  private boolean waits(Step step, RowsRefusedException reason) {
    if (waiting == null || table.keyless()) {
      return false;
    }
    NetRow net = step.net();
    boolean moves = net.row() != null && !step.key().equals(net.base());
    @Nullable Object @Nullable [] carried = moves ? origin(net) : net.carried();
    Key base = moves && carried == null ? null : net.base();
    NetRow row = new NetRow(net.row(), base, carried, net.position());
    boolean vacated = changes.vacated(step.key());
    return waiting.takes(step.key(), new WaitingRows.Waiting(row, vacated), reason);
  }

  /** Of a row that is gone the source's key is all that is known. */
  private void refuse(Key at, NetRow net, ProblemCode code, String reason) {
    TableSchema entity = reverse.forward().entity();
    @Nullable Object @Nullable [] row = net.row();
    String key =
        row == null
            ? RowText.key(table, at)
            : RowText.key(entity, Key.of(row, entity.keyIndexes()));
    unrestored.add(
        new Unrestored(
            reverse.forward().entitySpec().name(), key, net.position(), code.text(), reason));
  }
}
