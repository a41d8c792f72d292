package dev.crossfade.oracle.check;

import dev.crossfade.oracle.Source;
import dev.crossfade.oracle.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/** O1: no account is negative, and each has the balance it has at the source. */
record BankOracle(Source source) {

  Verdict check(Connection from, Connection to, String targetTable) throws SQLException {
    Evidence evidence = new Evidence("O1", source.text() + ".probe_bank");
    Map<Long, Long> wanted = read(from, "probe_bank");
    Map<Long, Long> shown = read(to, targetTable);
    if (!wanted.keySet().equals(shown.keySet())) {
      evidence.wrong("accounts are not the same: " + wanted.size() + ", " + shown.size());
    }
    shown.forEach(
        (id, balance) -> {
          evidence.checked();
          if (balance < 0) {
            evidence.wrong("account " + id + " is negative");
          }
          if (!balance.equals(wanted.get(id))) {
            evidence.wrong("account " + id + " has another balance");
          }
        });
    if (sum(wanted) != sum(shown)) {
      evidence.wrong("the sum is " + sum(shown) + " instead of " + sum(wanted));
    }
    return evidence.verdict();
  }

  private static long sum(Map<Long, Long> balances) {
    return balances.values().stream().mapToLong(Long::longValue).sum();
  }

  private static Map<Long, Long> read(Connection connection, String table) throws SQLException {
    Map<Long, Long> balances = new TreeMap<>();
    Sql.query(
        connection,
        "SELECT id, balance FROM " + table,
        row -> balances.put(row.getLong(1), row.getLong(2)));
    return balances;
  }
}
