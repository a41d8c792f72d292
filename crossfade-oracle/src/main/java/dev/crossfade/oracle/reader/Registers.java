package dev.crossfade.oracle.reader;

import dev.crossfade.oracle.Production;
import dev.crossfade.oracle.Source;
import dev.crossfade.oracle.Sql;
import dev.crossfade.oracle.journal.Effect;
import dev.crossfade.oracle.journal.Entry;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * O2 while the run goes on: a register only ever grows at its end, and an acknowledged append is
 * there as soon as its writer's marker says so.
 */
final class Registers {

  private static final int ALL_EVERY = 50;
  private static final int ACTIVE_PASSES = 20;
  private final Source source;
  private final Production production;
  private final Findings findings;
  private final Map<Long, String> known = new HashMap<>();
  private final Map<Long, Long> changed = new HashMap<>();
  private final Map<Integer, Deque<Entry>> appends = new HashMap<>();
  private long passes;

  Registers(Source source, Production production, Findings findings) {
    this.source = source;
    this.production = production;
    this.findings = findings;
  }

  void acknowledged(Entry entry) {
    boolean append =
        entry.effects().stream().anyMatch(effect -> effect.kind() == Effect.Kind.APPEND);
    if (append) {
      appends.computeIfAbsent(entry.writer(), key -> new ArrayDeque<>()).add(entry);
    }
  }

  /** Within one snapshot that also holds the markers. */
  void check(Connection snapshot, Map<Integer, long[]> markers) throws SQLException {
    String table = production.probe(source, "probe_register");
    if (passes++ % ALL_EVERY == 0) {
      Set<Long> vanished = new HashSet<>(known.keySet());
      Sql.query(snapshot, "SELECT id, v FROM " + table, row -> vanished.remove(compare(row)));
      vanished.forEach(id -> findings.add("O2", "vanished", where(id)));
      vanished.forEach(known::remove);
    } else {
      long newest = known.keySet().stream().mapToLong(Long::longValue).max().orElse(0);
      changed.values().removeIf(pass -> pass < passes - ACTIVE_PASSES);
      Sql.query(
          snapshot,
          "SELECT id, v FROM " + table + " WHERE id > ? OR id = ANY (?)",
          this::compare,
          newest,
          changed.keySet().toArray(Long[]::new));
    }
    for (Map.Entry<Integer, long[]> marker : markers.entrySet()) {
      causal(snapshot, marker.getKey(), marker.getValue());
    }
  }

  private long compare(ResultSet row) throws SQLException {
    long id = row.getLong(1);
    String now = row.getString(2);
    String old = known.put(id, now);
    if (old != null && !now.startsWith(old)) {
      findings.add("O2", "not-a-prefix", where(id));
    }
    if (old == null || !now.equals(old)) {
      changed.put(id, passes);
    }
    return id;
  }

  private void causal(Connection snapshot, int writer, long[] mark) throws SQLException {
    Deque<Entry> waiting = appends.get(writer);
    while (waiting != null && !waiting.isEmpty() && covered(waiting.peek(), mark)) {
      Entry entry = waiting.remove();
      for (Effect effect : entry.effects()) {
        if (effect.kind() == Effect.Kind.APPEND && !shown(snapshot, effect, entry.uid())) {
          findings.add("O2", "acknowledged-but-missing", where(Long.parseLong(effect.key())));
        }
      }
    }
  }

  private boolean shown(Connection snapshot, Effect effect, String uid) throws SQLException {
    long id = Long.parseLong(effect.key());
    if (contains(id, uid)) {
      return true;
    }
    Sql.query(
        snapshot,
        "SELECT id, v FROM " + production.probe(source, "probe_register") + " WHERE id = ?",
        this::compare,
        id);
    return contains(id, uid);
  }

  private boolean contains(long id, String uid) {
    return ("," + known.getOrDefault(id, "")).contains("," + uid + ",");
  }

  private static boolean covered(Entry entry, long[] mark) {
    return entry.epoch() < mark[0] || (entry.epoch() == mark[0] && entry.seq() <= mark[1]);
  }

  private String where(long id) {
    return source.text() + ".probe_register " + id;
  }
}
