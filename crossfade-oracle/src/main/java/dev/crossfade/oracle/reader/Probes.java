package dev.crossfade.oracle.reader;

import dev.crossfade.oracle.Production;
import dev.crossfade.oracle.Source;
import dev.crossfade.oracle.Sql;
import dev.crossfade.oracle.journal.Entry;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** O1, O2, O3 and O4 while the run goes on, for one source, each time in one snapshot. */
final class Probes {

  private final Source source;
  private final Production production;
  private final Findings findings;
  private final Registers registers;
  private final Map<Integer, long[]> counters = new HashMap<>();
  private final Set<Long> gone = new HashSet<>();
  private Set<Long> members = new HashSet<>();
  private long total = -1;

  Probes(Source source, Production production, Findings findings) {
    this.source = source;
    this.production = production;
    this.findings = findings;
    this.registers = new Registers(source, production, findings);
  }

  void acknowledged(Entry entry) {
    registers.acknowledged(entry);
  }

  /** The connection is in a REPEATABLE READ transaction of its own. */
  void check(Connection snapshot) throws SQLException {
    Map<Integer, long[]> markers = Markers.read(snapshot, production.probe(source, "probe_writer"));
    registers.check(snapshot, markers);
    bank(snapshot);
    Sql.query(
        snapshot,
        "SELECT id, epoch, n FROM " + production.probe(source, "probe_counter"),
        row -> counter(row.getInt(1), new long[] {row.getLong(2), row.getLong(3)}));
    set(snapshot);
  }

  private void bank(Connection snapshot) throws SQLException {
    String table = production.probe(source, "probe_bank");
    Sql.query(
        snapshot,
        "SELECT coalesce(sum(balance), 0), coalesce(min(balance), 0) FROM " + table,
        row -> {
          long sum = row.getLong(1);
          if (total >= 0 && sum != total) {
            findings.add("O1", "sum-changed", source.text() + ".probe_bank");
          }
          total = sum;
          if (row.getLong(2) < 0) {
            findings.add("O1", "negative", source.text() + ".probe_bank");
          }
        });
  }

  private void counter(int id, long[] now) {
    long[] before = counters.put(id, now);
    if (before != null && (now[0] < before[0] || (now[0] == before[0] && now[1] < before[1]))) {
      findings.add("O3", "went-back", source.text() + ".probe_counter " + id);
    }
  }

  private void set(Connection snapshot) throws SQLException {
    Set<Long> now = new HashSet<>();
    Sql.query(
        snapshot,
        "SELECT id FROM " + production.probe(source, "probe_set"),
        row -> now.add(row.getLong(1)));
    for (Long id : now) {
      if (gone.contains(id)) {
        findings.add("O4", "came-back", source.text() + ".probe_set " + id);
      }
    }
    members.removeAll(now);
    gone.addAll(members);
    members = now;
  }
}
