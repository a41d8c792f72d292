package dev.crossfade.oracle.workload;

import static dev.crossfade.oracle.Sql.update;

import dev.crossfade.oracle.Sql;
import dev.crossfade.oracle.journal.Effect;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes to the CRM's activities and to its log of page views, which has no key. */
final class ActivityOperations {

  private final Identity me;
  private final LiveTexts texts;
  private long history;
  private long contacts;

  ActivityOperations(Identity me) {
    this.me = me;
    this.texts = new LiveTexts(me);
  }

  List<Operation> all() {
    return List.of(
        new Operation("activity-insert", 4, this::add),
        new Operation("activity-update", 4, this::change),
        new Operation("view", 6, this::view),
        new Operation("view-many", 2, this::viewMany));
  }

  void load(Connection connection) throws SQLException {
    history = Sql.number(connection, "SELECT max(id) FROM activities WHERE id < 1000000000");
    contacts = Sql.number(connection, "SELECT max(id) FROM contacts WHERE id < 1000000000");
  }

  static void insert(Connection c, long id, long contact, String body, String uid, String now)
      throws SQLException {
    update(
        c,
        "INSERT INTO activities (id, contact_id, kind, subject, body, attachment, happened_at,"
            + " starts_at, minutes, sync_token) VALUES (?, ?, 'form-fill', 'live', ?,"
            + " '\\xdeadbeef'::bytea, (? || '+00')::timestamptz, '13:45:10', 15, ?)",
        id,
        contact,
        body,
        now,
        uid);
  }

  private @Nullable Step add(String uid) {
    long id = me.freshKey();
    long contact = me.historyKey(contacts);
    String body = me.chance(1, 5) ? texts.wide() : texts.words(8);
    return contact == 0
        ? null
        : new Step(
            List.of(Effect.put("activities", id)),
            c -> insert(c, id, contact, body, uid, texts.now()));
  }

  private @Nullable Step change(String uid) {
    long id = me.historyKey(history);
    String set = me.pick("minutes = minutes + 1", "subject = 'changed'", "kind = 'call'");
    return id == 0
        ? null
        : new Step(
            List.of(Effect.put("activities", id)),
            c ->
                Step.one(
                    update(
                        c,
                        "UPDATE activities SET " + set + ", sync_token = ? WHERE id = ?",
                        uid,
                        id)));
  }

  private Step view(String uid) {
    return new Step(
        List.of(Effect.log("page_views", uid)),
        c ->
            update(
                c,
                "INSERT INTO page_views VALUES ((? || '+00')::timestamptz, gen_random_uuid(), NULL,"
                    + " 'https://shop.example.org/?utm_source=live', '', 1200, ?)",
                texts.now(),
                uid));
  }

  /** Several equal rows but for their token, by one COPY: one log position for all of them. */
  private Step viewMany(String uid) {
    List<Effect> effects = new ArrayList<>();
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      effects.add(Effect.log("page_views", uid + ":" + i));
      rows.append(texts.now())
          .append("+00\t00000000-0000-4000-8000-000000000001\t\\N\t")
          .append("https://shop.example.org/demo\t\\N\t5\t")
          .append(uid)
          .append(':')
          .append(i)
          .append('\n');
    }
    return new Step(effects, c -> Copy.in(c, "COPY page_views FROM STDIN", rows));
  }
}
