package dev.crossfade.oracle.check;

import dev.crossfade.oracle.Production;
import dev.crossfade.oracle.Sql;
import dev.crossfade.oracle.rules.EntityRules;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * O6 on mapped entities: all source rows mapped again by the oracle's own rules have the
 * fingerprint of production; where they have not, the rows that differ are named with their
 * columns. Needs sources that nobody writes to.
 */
record FingerprintOracle(EntityRules rules) {

  Verdict check(Connection from, Connection to, Production production) throws SQLException {
    Evidence evidence = new Evidence("O6", rules.entity());
    Fingerprint wanted = empty();
    expected(from, wanted::add);
    Fingerprint shown = empty();
    actual(to, production, shown::add);
    evidence.checked(wanted.count());
    List<Integer> buckets = wanted.differences(shown);
    if (!buckets.isEmpty()) {
      drill(from, to, production, new HashSet<>(buckets), evidence);
    }
    for (int i = 0; i < rules.columns().size(); i++) {
      if (!wanted.sameColumn(shown, i)) {
        evidence.wrong("NULLs or extremes of column " + rules.columns().get(i) + " differ");
      }
    }
    return evidence.verdict();
  }

  private void drill(
      Connection from,
      Connection to,
      Production production,
      Set<Integer> buckets,
      Evidence evidence)
      throws SQLException {
    Map<String, @Nullable String[]> wanted = new HashMap<>();
    expected(from, row -> keep(row, buckets, wanted));
    Map<String, @Nullable String[]> shown = new HashMap<>();
    actual(to, production, row -> keep(row, buckets, shown));
    wanted.forEach(
        (key, row) -> {
          String difference = difference(row, shown.remove(key));
          if (!difference.isEmpty()) {
            evidence.wrong(difference + " " + key);
          }
        });
    shown.keySet().forEach(key -> evidence.wrong("extra " + key));
  }

  private String difference(@Nullable String[] wanted, @Nullable String @Nullable [] shown) {
    if (shown == null) {
      return "missing";
    }
    StringBuilder columns = new StringBuilder();
    for (int i = 0; i < wanted.length; i++) {
      if (!Objects.equals(wanted[i], shown[i])) {
        columns.append(columns.length() == 0 ? "changed " : ",").append(rules.columns().get(i));
      }
    }
    return columns.toString();
  }

  private void keep(
      @Nullable String[] row, Set<Integer> buckets, Map<String, @Nullable String[]> rows) {
    String key = Fingerprint.key(row, rules.keyColumns());
    if (buckets.contains(Fingerprint.bucket(key))) {
      rows.put(key, row);
    }
  }

  private void expected(Connection from, Consumer<@Nullable String[]> consumer)
      throws SQLException {
    Sql.query(
        from,
        rules.sourceQuery(),
        row -> {
          @Nullable String[] mapped = rules.expected(row);
          if (mapped != null) {
            consumer.accept(mapped);
          }
        });
  }

  private void actual(Connection to, Production production, Consumer<@Nullable String[]> consumer)
      throws SQLException {
    String sql =
        "SELECT "
            + String.join(", ", rules.targetExpressions())
            + " FROM "
            + production.table(rules.entity());
    Sql.query(
        to,
        sql,
        row -> {
          @Nullable String[] values = new String[rules.columns().size()];
          for (int i = 0; i < values.length; i++) {
            values[i] = row.getString(i + 1);
          }
          rules.finish(values);
          consumer.accept(values);
        });
  }

  private Fingerprint empty() {
    return new Fingerprint(rules.columns().size(), rules.keyColumns());
  }
}
