package dev.crossfade.oracle.check;

import dev.crossfade.oracle.Production;
import dev.crossfade.oracle.Source;
import dev.crossfade.oracle.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** Rows without key: each acknowledged one is there exactly once, and none that was not written. */
record LogOracle(Expectations expectations, Ledger ledger) {

  private static final String TABLE = "page_views";

  Verdict check(Connection target, Production production) throws SQLException {
    Evidence evidence = new Evidence("O2", "crm." + TABLE);
    Map<String, Integer> times = new HashMap<>();
    Sql.query(
        target,
        "SELECT sync_token FROM " + production.table("page_view") + " WHERE sync_token IS NOT NULL",
        row -> times.merge(row.getString(1), 1, Integer::sum));
    Map<String, String> acknowledged = expectations.appended(Source.CRM, TABLE);
    acknowledged.forEach(
        (token, uid) -> {
          evidence.checked();
          if (!times.containsKey(token)) {
            evidence.wrong("acknowledged row " + token + " is missing");
            ledger.lost(uid);
          }
        });
    Map<String, String> maybe = expectations.maybeAppended(Source.CRM, TABLE);
    times.forEach(
        (token, count) -> {
          if (count > 1) {
            evidence.wrong("row " + token + " is there " + count + " times");
            ledger.duplicated(acknowledged.getOrDefault(token, token));
          }
          if (!acknowledged.containsKey(token) && !maybe.containsKey(token)) {
            evidence.wrong("row " + token + " was never written");
          }
        });
    return evidence.verdictAfter(expectations, Source.CRM);
  }
}
