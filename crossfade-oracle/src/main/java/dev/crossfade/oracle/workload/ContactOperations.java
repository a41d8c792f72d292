package dev.crossfade.oracle.workload;

import static dev.crossfade.oracle.Sql.update;

import dev.crossfade.oracle.Sql;
import dev.crossfade.oracle.journal.Effect;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes to the CRM's contacts and what hangs on them. */
final class ContactOperations {

  static final String UNKNOWN_REGION = "Atlantis";
  private static final String INSERT =
      "INSERT INTO contacts (id, account_id, full_name, email, phone, country, region_text,"
          + " job_title, tags, attributes, score, lifetime_value, opted_in, external_id, avatar,"
          + " notes, last_seen, valid_until, created_at, sync_token) VALUES (?, 1, ?, ?, ?, ?, ?,"
          + " 'CMO', '{live,\"a, b\"}', '{\"live\": true, \"n\": 1.50}', ?::numeric, ?::numeric,"
          + " true, gen_random_uuid(), '\\x00ff'::bytea, ?, ?::timestamp, 'infinity',"
          + " ?::timestamptz, ?)";
  private static final String OWN =
      " WHERE id = ? AND region_text IS DISTINCT FROM '" + UNKNOWN_REGION + "'";

  /** A live contact and the activities that fall with it. */
  private record Live(long id, List<Long> activities) {}

  private final Identity me;
  private final LiveTexts texts;
  private final List<Live> live = new ArrayList<>();
  private long history;

  ContactOperations(Identity me) {
    this.me = me;
    this.texts = new LiveTexts(me);
  }

  List<Operation> all() {
    return List.of(
        new Operation("contact-onboard", 5, this::onboard),
        new Operation("contact-update", 10, this::change),
        new Operation("contact-notes", 3, this::rewrite),
        new Operation("contact-delete", 3, this::delete),
        new Operation("contact-again", 2, this::again));
  }

  void load(Connection connection) throws SQLException {
    history = Sql.number(connection, "SELECT max(id) FROM contacts WHERE id < 1000000000");
  }

  /** A contact with a lead and two activities in one transaction. */
  private Step onboard(String uid) {
    long id = me.freshKey();
    List<Long> activities = List.of(me.freshKey(), me.freshKey());
    List<Effect> effects = new ArrayList<>();
    effects.add(Effect.put("contacts", id));
    effects.add(Effect.put("leads", id));
    activities.forEach(activity -> effects.add(Effect.put("activities", activity)));
    return new Step(
        effects,
        c -> {
          insert(c, id, uid, texts.crmRegion());
          LeadOperations.insert(c, id, id, "New", "10.50", uid);
          for (long activity : activities) {
            ActivityOperations.insert(c, activity, id, texts.words(5), uid, texts.now());
          }
        },
        () -> live.add(new Live(id, activities)));
  }

  /** A contact the target has to refuse. */
  Step refused(String uid) {
    long id = me.freshKey();
    return new Step(
        List.of(Effect.refused("contacts", id)), c -> insert(c, id, uid, UNKNOWN_REGION));
  }

  private @Nullable Step change(String uid) {
    long id = anyone();
    String set =
        me.pick(
            "email = ' " + "Changed." + uid + "@Example.ORG '",
            "phone = '" + texts.phone() + "', country = 'Germany'",
            "region_text = '" + texts.crmRegion() + "', score = " + texts.money(9_000),
            "tags = array_append(tags, 'live'), opted_in = NOT opted_in",
            "email = NULL, job_title = ''",
            "last_seen = '" + texts.localNoon() + "', valid_until = '-infinity'");
    return id == 0
        ? null
        : new Step(
            List.of(Effect.put("contacts", id)),
            c ->
                Step.one(
                    update(c, "UPDATE contacts SET " + set + ", sync_token = ?" + OWN, uid, id)));
  }

  private @Nullable Step rewrite(String uid) {
    long id = anyone();
    return id == 0
        ? null
        : new Step(
            List.of(Effect.put("contacts", id)),
            c ->
                Step.one(
                    update(
                        c,
                        "UPDATE contacts SET notes = ?, sync_token = ?" + OWN,
                        texts.wide(),
                        uid,
                        id)));
  }

  private @Nullable Step delete(String uid) {
    if (live.size() < 20) {
      return null;
    }
    Live gone = live.get(me.random.nextInt(live.size()));
    List<Effect> effects = new ArrayList<>(List.of(Effect.delete("contacts", gone.id)));
    gone.activities.forEach(activity -> effects.add(Effect.delete("activities", activity)));
    return new Step(
        effects,
        c -> Step.one(update(c, "DELETE FROM contacts WHERE id = ?", gone.id)),
        () -> live.remove(gone));
  }

  /** Deletes a contact and inserts another with the same key in one transaction. */
  private @Nullable Step again(String uid) {
    if (live.isEmpty()) {
      return null;
    }
    Live old = live.get(me.random.nextInt(live.size()));
    List<Effect> effects = new ArrayList<>(List.of(Effect.put("contacts", old.id)));
    old.activities.forEach(activity -> effects.add(Effect.delete("activities", activity)));
    return new Step(
        effects,
        c -> {
          Step.one(update(c, "DELETE FROM contacts WHERE id = ?", old.id));
          insert(c, old.id, uid, texts.crmRegion());
        },
        () -> {
          live.remove(old);
          live.add(new Live(old.id, List.of()));
        });
  }

  private long anyone() {
    return live.isEmpty() || me.chance(2, 3)
        ? me.historyKey(history)
        : live.get(me.random.nextInt(live.size())).id;
  }

  private void insert(Connection c, long id, String uid, String region) throws SQLException {
    update(
        c,
        INSERT,
        id,
        "Live " + texts.words(2),
        texts.email(uid),
        texts.phone(),
        "Germany",
        region,
        texts.money(5_000),
        texts.money(5_000) + "12345",
        me.chance(1, 4) ? texts.wide() : me.chance(1, 2) ? "" : null,
        texts.localNoon(),
        texts.now(),
        uid);
  }
}
