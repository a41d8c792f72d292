package dev.crossfade.oracle.workload;

import static dev.crossfade.oracle.Sql.update;

import dev.crossfade.oracle.Sql;
import dev.crossfade.oracle.journal.Effect;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Counters that only grow, each written by one writer; some are deleted and come back larger. */
final class CounterOperations {

  private static final int COUNTERS = 5;
  private static final String INSERT = "INSERT INTO probe_counter VALUES (?, ?, ?)";
  private static final String DELETE = "DELETE FROM probe_counter WHERE id = ?";
  private final Identity me;
  private final long[] number = new long[COUNTERS];
  private final boolean[] present = new boolean[COUNTERS];

  CounterOperations(Identity me) {
    this.me = me;
  }

  List<Operation> all() {
    return List.of(
        new Operation("count", 12, uid -> count(me.random.nextInt(COUNTERS))),
        new Operation("count-again", 3, uid -> replace(me.random.nextInt(COUNTERS))),
        new Operation("count-away", 2, uid -> remove(me.random.nextInt(COUNTERS))));
  }

  /** Reads what the source shows; a counter that is away keeps the number last remembered. */
  void load(Connection connection) throws SQLException {
    java.util.Arrays.fill(present, false);
    Sql.query(
        connection,
        "SELECT id, n FROM probe_counter WHERE id BETWEEN ? AND ?",
        row -> {
          int slot = row.getInt(1) - key(0);
          present[slot] = true;
          number[slot] = Math.max(number[slot], row.getLong(2));
        },
        key(0),
        key(COUNTERS - 1));
  }

  private Step count(int slot) {
    long n = number[slot] + 1;
    return step(
        slot,
        n,
        present[slot]
            ? c ->
                Step.one(
                    update(
                        c,
                        "UPDATE probe_counter SET n = ?, epoch = ? WHERE id = ?",
                        n,
                        me.epoch,
                        key(slot)))
            : c -> update(c, INSERT, key(slot), n, me.epoch));
  }

  private Step replace(int slot) {
    long n = number[slot] + 1;
    return step(
        slot,
        n,
        c -> {
          update(c, DELETE, key(slot));
          update(c, INSERT, key(slot), n, me.epoch);
        });
  }

  private Step remove(int slot) {
    return new Step(
        List.of(Effect.delete("probe_counter", key(slot))),
        c -> Step.one(update(c, DELETE, key(slot))),
        () -> present[slot] = false);
  }

  private Step step(int slot, long n, Step.Work work) {
    return new Step(
        List.of(new Effect("probe_counter", Effect.Kind.COUNT, key(slot) + "=" + n)),
        work,
        () -> {
          number[slot] = n;
          present[slot] = true;
        });
  }

  private int key(int slot) {
    return me.writer * 10 + slot;
  }
}
