package dev.crossfade.oracle.check;

import dev.crossfade.oracle.Source;
import dev.crossfade.oracle.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * O2: each register of the target lists what the source's lists, in the same order; each
 * acknowledged append is there exactly once.
 */
record RegisterOracle(Source source, Expectations expectations, Ledger ledger) {

  private static final String TABLE = "probe_register";

  Verdict check(Connection from, Connection to, String targetTable) throws SQLException {
    Evidence evidence = new Evidence("O2", source.text() + "." + TABLE);
    Map<String, List<String>> wanted = read(from, TABLE);
    Map<String, List<String>> shown = read(to, targetTable);
    Set<String> keys = new HashSet<>(wanted.keySet());
    keys.addAll(shown.keySet());
    for (String key : keys) {
      evidence.checked();
      compare(key, wanted.get(key), shown.getOrDefault(key, List.of()), evidence);
    }
    acknowledged(shown, evidence);
    return evidence.verdictAfter(expectations, source);
  }

  private void compare(
      String key, @Nullable List<String> wanted, List<String> shown, Evidence evidence) {
    if (wanted == null) {
      evidence.wrong("register " + key + " is not at the source");
      return;
    }
    if (shown.equals(wanted)) {
      return;
    }
    evidence.wrong("register " + key + " differs from the source");
    List<String> common = shown.stream().distinct().filter(wanted::contains).toList();
    if (!common.equals(wanted.stream().distinct().filter(common::contains).toList())) {
      ledger.reordered(1);
    }
  }

  private void acknowledged(Map<String, List<String>> shown, Evidence evidence) {
    Map<String, Integer> times = new HashMap<>();
    shown.forEach(
        (key, list) -> list.forEach(uid -> times.merge(key + " " + uid, 1, Integer::sum)));
    expectations
        .appended(source, TABLE)
        .forEach(
            (uid, key) -> {
              evidence.checked();
              if (!times.containsKey(key + " " + uid)) {
                evidence.wrong("acknowledged append " + uid + " is missing");
                ledger.lost(uid);
              }
            });
    times.forEach(
        (place, count) -> {
          if (count > 1) {
            evidence.wrong("append " + place + " is there " + count + " times");
            ledger.duplicated(place.substring(place.indexOf(' ') + 1));
          }
        });
  }

  private static Map<String, List<String>> read(Connection connection, String table)
      throws SQLException {
    Map<String, List<String>> lists = new HashMap<>();
    Sql.query(
        connection,
        "SELECT id, v FROM " + table,
        row -> lists.put(row.getString(1), Arrays.asList(row.getString(2).split(","))));
    return lists;
  }
}
