package dev.crossfade.oracle.check;

import dev.crossfade.oracle.Production;
import dev.crossfade.oracle.Source;
import dev.crossfade.oracle.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** O6 on tables that are carried over unchanged: computed by SQL on both sides. */
record SumOracle(Source source, ProbeTable table, Expectations expectations) {

  private static final String[] FACT = {"count", "sum of hashes", "smallest key", "largest key"};

  Verdict check(Connection from, Connection to, Production production) throws SQLException {
    Evidence evidence = new Evidence("O6", source.text() + "." + table.name());
    List<String> wanted = read(from, table.sums(table.name(), source == Source.ADS));
    List<String> shown = read(to, table.sums(production.probe(source, table.name()), false));
    evidence.checked(Long.parseLong(wanted.get(0)));
    for (int i = 0; i < FACT.length; i++) {
      if (!wanted.get(i).equals(shown.get(i))) {
        evidence.wrong(FACT[i] + " differs: " + wanted.get(i) + ", " + shown.get(i));
      }
    }
    return evidence.verdictAfter(expectations, source);
  }

  private static List<String> read(Connection connection, String sql) throws SQLException {
    List<String> facts = new ArrayList<>();
    Sql.query(
        connection,
        sql,
        row -> {
          for (int i = 1; i <= FACT.length; i++) {
            facts.add(String.valueOf(row.getString(i)));
          }
        });
    return facts;
  }
}
