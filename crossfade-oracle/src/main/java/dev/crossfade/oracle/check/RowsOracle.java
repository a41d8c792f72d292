package dev.crossfade.oracle.check;

import dev.crossfade.oracle.Production;
import dev.crossfade.oracle.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * O3, O4 and the journal itself: each row the workload touched is in the state its last
 * acknowledged operation left, deleted rows are gone, refused ones never came.
 */
record RowsOracle(LiveTable table, Expectations expectations, Ledger ledger) {

  Verdict check(Connection target, Production production) throws SQLException {
    Map<String, Expected> expected = expectations.rows(table.source(), table.table());
    Map<String, @Nullable String> shown = shown(target, production, expected);
    Evidence evidence = new Evidence(table.oracle(), table.subject());
    expected.forEach(
        (key, states) -> {
          evidence.checked();
          if (!states.allows(shown.get(key))) {
            evidence.wrong(what(shown.containsKey(key), states) + " " + key);
            lost(states);
          }
        });
    return evidence.verdictAfter(expectations, table.source());
  }

  private void lost(Expected states) {
    if (!states.lastAcknowledged().isEmpty()) {
      ledger.lost(states.lastAcknowledged());
    }
  }

  private static String what(boolean present, Expected states) {
    if (!present) {
      return "missing";
    }
    return states.allows(null) ? "not deleted" : "not as last written";
  }

  private Map<String, @Nullable String> shown(
      Connection target, Production production, Map<String, Expected> expected)
      throws SQLException {
    Map<String, @Nullable String> shown = new HashMap<>();
    String key = String.join(" || '|' || ", table.key().stream().map(c -> c + "::text").toList());
    Sql.query(
        target,
        "SELECT " + key + ", " + table.token() + "::text FROM " + production.table(table.target()),
        row -> {
          if (expected.containsKey(row.getString(1))) {
            String token = row.getString(2);
            shown.put(row.getString(1), token == null ? "\0none" : token);
          }
        });
    return shown;
  }
}
