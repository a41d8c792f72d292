package dev.crossfade.oracle.workload;

import static dev.crossfade.oracle.Sql.update;

import dev.crossfade.oracle.Sql;
import dev.crossfade.oracle.journal.Effect;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes to the CRM's leads, key changes included. */
final class LeadOperations {

  private static final String OWN = " WHERE id = ? AND (budget IS NULL OR budget <= 1000000)";
  private final Identity me;
  private final LiveTexts texts;
  private final List<Long> live = new ArrayList<>();
  private long history;

  LeadOperations(Identity me) {
    this.me = me;
    this.texts = new LiveTexts(me);
  }

  List<Operation> all() {
    return List.of(
        new Operation("lead-insert", 5, this::add),
        new Operation("lead-update", 8, this::change),
        new Operation("lead-rekey", 2, this::rekey),
        new Operation("lead-delete", 3, this::delete));
  }

  void load(Connection connection) throws SQLException {
    history = Sql.number(connection, "SELECT max(id) FROM leads WHERE id < 1000000000");
  }

  static void insert(Connection c, long id, long contact, String status, String budget, String uid)
      throws SQLException {
    update(
        c,
        "INSERT INTO leads (id, contact_id, status, channel, region_text, landing_url, budget,"
            + " currency, priority, probability, created_local, sync_token) VALUES (?, ?,"
            + " ?::lead_status, 'Paid Search', 'emea ', 'https://x.example.org/?utm_source=live',"
            + " ?::numeric, 'eur', 2, 0.25, '2026-06-01 10:00:00.5', ?)",
        id,
        contact,
        status,
        budget,
        uid);
  }

  /** A lead the target has to refuse. */
  Step refused(String uid) {
    long id = me.freshKey();
    return new Step(
        List.of(Effect.refused("leads", id)), c -> insert(c, id, 1, "New", "7000000000.00", uid));
  }

  private Step add(String uid) {
    long id = me.freshKey();
    return new Step(
        List.of(Effect.put("leads", id)),
        c -> insert(c, id, 1, "Working", texts.money(100_000), uid),
        () -> live.add(id));
  }

  private @Nullable Step change(String uid) {
    long id = live.isEmpty() || me.chance(1, 2) ? me.historyKey(history) : someLive();
    String set =
        me.pick(
            "status = 'Qualified', converted_at = '" + texts.now() + "+00'",
            "channel = 'newsletter', priority = 4",
            "budget = " + texts.money(500_000) + ", currency = 'usd '",
            "region_text = '" + texts.crmRegion() + "', snoozed_until = 'infinity'");
    return id == 0
        ? null
        : new Step(
            List.of(Effect.put("leads", id)),
            c ->
                Step.one(update(c, "UPDATE leads SET " + set + ", sync_token = ?" + OWN, uid, id)));
  }

  private @Nullable Step rekey(String uid) {
    if (live.isEmpty()) {
      return null;
    }
    Long old = someLive();
    long id = me.freshKey();
    return new Step(
        List.of(Effect.delete("leads", old), Effect.put("leads", id)),
        c ->
            Step.one(
                update(c, "UPDATE leads SET id = ?, sync_token = ? WHERE id = ?", id, uid, old)),
        () -> {
          live.remove(old);
          live.add(id);
        });
  }

  private @Nullable Step delete(String uid) {
    boolean old = live.isEmpty() || me.chance(1, 3);
    Long id = old ? Long.valueOf(me.historyKey(history)) : someLive();
    return id == 0
        ? null
        : new Step(
            List.of(Effect.delete("leads", id)),
            c -> Step.one(update(c, "DELETE FROM leads" + OWN, id)),
            () -> live.remove(id));
  }

  private Long someLive() {
    return live.get(me.random.nextInt(live.size()));
  }
}
