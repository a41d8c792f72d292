package dev.crossfade.oracle.workload;

import static dev.crossfade.oracle.Sql.update;

import dev.crossfade.oracle.Source;
import dev.crossfade.oracle.Sql;
import dev.crossfade.oracle.journal.Effect;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes to the probe tables, the same on both sources: registers, sets and banks. */
final class ProbeOperations {

  private static final int ACCOUNTS = 20;
  private static final int KEPT = 40;
  private static final int FULL = 400;
  private final Identity me;
  private final List<Long> members = new ArrayList<>();
  private long appends;

  ProbeOperations(Identity me) {
    this.me = me;
  }

  List<Operation> all() {
    return List.of(
        new Operation("append", 12, this::append),
        new Operation("set-insert", 6, this::insert),
        new Operation("set-insert-many", 2, this::insertMany),
        new Operation("set-delete", 6, this::delete),
        new Operation("set-rename", 3, this::rename),
        new Operation("transfer", 8, this::transfer));
  }

  void load(Connection connection) throws SQLException {
    members.clear();
    Sql.query(connection, "SELECT id FROM probe_set", row -> adopt(row.getLong(1)));
  }

  private void adopt(long id) {
    if (id / 10_000_000L % 100 == me.writer) {
      members.add(id);
    }
  }

  private Step append(String uid) {
    long register = me.epoch * 1_000_000L + appends / 400 * 10 + me.random.nextInt(4);
    String upsert =
        me.source == Source.ADS
            ? "INSERT INTO probe_register VALUES (?, ?) ON DUPLICATE KEY UPDATE v = CONCAT(v,"
                + " VALUES(v))"
            : "INSERT INTO probe_register AS r VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET v ="
                + " r.v || excluded.v";
    return new Step(
        List.of(new Effect("probe_register", Effect.Kind.APPEND, Long.toString(register))),
        c -> update(c, upsert, register, uid + ","),
        () -> appends++);
  }

  private @Nullable Step insert(String uid) {
    if (members.size() > FULL) {
      return null;
    }
    long id = me.freshKey();
    return new Step(
        List.of(Effect.put("probe_set", id)),
        c -> update(c, "INSERT INTO probe_set VALUES (?, ?)", id, uid),
        () -> members.add(id));
  }

  private @Nullable Step insertMany(String uid) {
    if (members.size() > FULL) {
      return null;
    }
    List<Long> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ids.add(me.freshKey());
    }
    List<Effect> effects = ids.stream().map(id -> Effect.put("probe_set", id)).toList();
    return new Step(effects, c -> writeMany(c, ids, uid), () -> members.addAll(ids));
  }

  private void writeMany(Connection connection, List<Long> ids, String uid) throws SQLException {
    if (me.source == Source.CRM) {
      StringBuilder rows = new StringBuilder();
      ids.forEach(id -> rows.append(id).append('\t').append(uid).append('\n'));
      Copy.in(connection, "COPY probe_set FROM STDIN", rows);
      return;
    }
    for (long id : ids) {
      update(connection, "INSERT INTO probe_set VALUES (?, ?)", id, uid);
    }
  }

  private @Nullable Step delete(String uid) {
    if (members.size() < KEPT) {
      return null;
    }
    Long id = members.get(me.random.nextInt(members.size()));
    return new Step(
        List.of(Effect.delete("probe_set", id)),
        c -> Step.one(update(c, "DELETE FROM probe_set WHERE id = ?", id)),
        () -> members.remove(id));
  }

  private @Nullable Step rename(String uid) {
    if (members.isEmpty()) {
      return null;
    }
    Long old = members.get(me.random.nextInt(members.size()));
    long id = me.freshKey();
    return new Step(
        List.of(Effect.delete("probe_set", old), Effect.put("probe_set", id)),
        c -> Step.one(update(c, "UPDATE probe_set SET id = ?, uid = ? WHERE id = ?", id, uid, old)),
        () -> {
          members.remove(old);
          members.add(id);
        });
  }

  private Step transfer(String uid) {
    int one = 1 + me.random.nextInt(ACCOUNTS - 1);
    int other = one + 1 + me.random.nextInt(ACCOUNTS - one);
    int amount = (1 + me.random.nextInt(9)) * (me.chance(1, 2) ? 1 : -1);
    String sql = "UPDATE probe_bank SET balance = balance + ? WHERE id = ? AND balance + ? >= 0";
    return new Step(
        new Effect("probe_bank", Effect.Kind.TRANSFER, one + ">" + other + "=" + amount),
        c -> {
          Step.one(update(c, sql, -amount, one, -amount));
          Step.one(update(c, sql, amount, other, amount));
        });
  }
}
