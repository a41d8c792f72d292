package dev.crossfade.oracle.workload;

import static dev.crossfade.oracle.Sql.update;

import dev.crossfade.oracle.Sql;
import dev.crossfade.oracle.journal.Effect;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes to the advertising database's campaigns. */
final class CampaignOperations {

  private static final String OWN =
      " WHERE id = ? AND (region IS NULL OR region <> '" + ContactOperations.UNKNOWN_REGION + "')";
  private final Identity me;
  private final LiveTexts texts;
  private final List<Long> live = new ArrayList<>();
  private long history;

  CampaignOperations(Identity me) {
    this.me = me;
    this.texts = new LiveTexts(me);
  }

  List<Operation> all() {
    return List.of(
        new Operation("campaign-insert", 4, this::add),
        new Operation("campaign-update", 9, this::change),
        new Operation("campaign-brief", 3, this::rewrite),
        new Operation("campaign-rekey", 2, this::rekey),
        new Operation("campaign-delete", 2, this::delete),
        new Operation("campaign-again", 2, this::again));
  }

  void load(Connection connection) throws SQLException {
    history = Sql.number(connection, "SELECT max(id) FROM campaigns WHERE id < 1000000000");
  }

  long history() {
    return history;
  }

  /** A campaign the target has to refuse. */
  Step refused(String uid) {
    long id = me.freshKey();
    return new Step(
        List.of(Effect.refused("campaigns", id)),
        c -> insert(c, id, ContactOperations.UNKNOWN_REGION, uid));
  }

  private Step add(String uid) {
    long id = me.freshKey();
    return new Step(
        List.of(Effect.put("campaigns", id)),
        c -> insert(c, id, texts.adsRegion(), uid),
        () -> live.add(id));
  }

  private @Nullable Step change(String uid) {
    String set =
        me.pick(
            "budget = " + texts.money(90_000) + ", is_paused = 1 - is_paused",
            "region = '" + texts.adsRegion() + "', channel = 'SEM'",
            "start_on = '0000-00-00', end_on = '0000-00-00'",
            "name = 'MÃ¼nchen live', campaign_type = 're-targeting'",
            "platform_ref = 18446744073709551615, placements = 'feed,story'",
            "targeting = '{\"b\": 1.10, \"a\":[1,2]}', changed_at = '" + texts.now() + "'");
    return touch(uid, "UPDATE campaigns SET " + set + ", sync_token = ?" + OWN);
  }

  private @Nullable Step rewrite(String uid) {
    long id = anyone();
    return id == 0
        ? null
        : new Step(
            List.of(Effect.put("campaigns", id)),
            c ->
                Step.one(
                    update(
                        c,
                        "UPDATE campaigns SET brief = ?, sync_token = ?" + OWN,
                        texts.wide(),
                        uid,
                        id)));
  }

  private @Nullable Step touch(String uid, String sql) {
    long id = anyone();
    return id == 0
        ? null
        : new Step(List.of(Effect.put("campaigns", id)), c -> Step.one(update(c, sql, uid, id)));
  }

  private @Nullable Step rekey(String uid) {
    if (live.isEmpty()) {
      return null;
    }
    Long old = someLive();
    long id = me.freshKey();
    return new Step(
        List.of(Effect.delete("campaigns", old), Effect.put("campaigns", id)),
        c ->
            Step.one(
                update(
                    c, "UPDATE campaigns SET id = ?, sync_token = ? WHERE id = ?", id, uid, old)),
        () -> {
          live.remove(old);
          live.add(id);
        });
  }

  private @Nullable Step delete(String uid) {
    if (live.size() < 10) {
      return null;
    }
    Long id = someLive();
    return new Step(
        List.of(Effect.delete("campaigns", id)),
        c -> Step.one(update(c, "DELETE FROM campaigns WHERE id = ?", id)),
        () -> live.remove(id));
  }

  private @Nullable Step again(String uid) {
    if (live.isEmpty()) {
      return null;
    }
    Long id = someLive();
    return new Step(
        List.of(Effect.put("campaigns", id)),
        c -> {
          Step.one(update(c, "DELETE FROM campaigns WHERE id = ?", id));
          insert(c, id, texts.adsRegion(), uid);
        });
  }

  private long anyone() {
    return live.isEmpty() || me.chance(1, 2) ? me.historyKey(history) : someLive();
  }

  private Long someLive() {
    return live.get(me.random.nextInt(live.size()));
  }

  private void insert(Connection c, long id, String region, String uid) throws SQLException {
    update(
        c,
        "INSERT INTO campaigns (id, ad_account_id, name, channel, region, campaign_type,"
            + " placements, platform_ref, budget, currency, start_on, end_on, is_paused, targeting,"
            + " brief, creative, created_local, changed_at, sync_token) VALUES (?, 1, ?,"
            + " 'Paid Social', ?, 'brand', 'search', 9223372036854775808, ?, 'EUR', '2026-02-03',"
            + " NULL, 0, '{\"x\":[null,true]}', ?, x'00FF10', '2026-05-06 07:08:09.123', ?, ?)",
        id,
        "live Köln " + uid,
        region,
        texts.money(10_000),
        me.chance(1, 4) ? texts.wide() : "🚀",
        texts.now(),
        uid);
  }
}
