package dev.crossfade.oracle.check;

import dev.crossfade.oracle.Source;
import dev.crossfade.oracle.Sql;
import dev.crossfade.oracle.journal.Entry;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/** Each writer's marker is where the source has it, and not before its last acknowledgement. */
record MarkerOracle(Source source, Expectations expectations, Ledger ledger) {

  Verdict check(Connection from, Connection to, String targetTable) throws SQLException {
    Evidence evidence = new Evidence("O3", source.text() + ".probe_writer");
    Map<Integer, String> wanted = read(from, "probe_writer");
    Map<Integer, String> shown = read(to, targetTable);
    if (!wanted.equals(shown)) {
      evidence.wrong("markers differ: source " + wanted + ", target " + shown);
    }
    for (Map.Entry<Integer, Entry> last : expectations.markers(source).entrySet()) {
      evidence.checked();
      Entry entry = last.getValue();
      if (before(shown.get(last.getKey()), entry)) {
        evidence.wrong("writer " + last.getKey() + " is behind its acknowledgement");
        ledger.lost(entry.uid());
      }
    }
    return evidence.verdict();
  }

  private static boolean before(@org.jspecify.annotations.Nullable String shown, Entry entry) {
    if (shown == null) {
      return true;
    }
    int slash = shown.indexOf('/');
    int epoch = Integer.parseInt(shown.substring(0, slash));
    long seq = Long.parseLong(shown.substring(slash + 1));
    return epoch < entry.epoch() || (epoch == entry.epoch() && seq < entry.seq());
  }

  static Map<Integer, String> read(Connection connection, String table) throws SQLException {
    Map<Integer, String> markers = new TreeMap<>();
    Sql.query(
        connection,
        "SELECT id, epoch, seq FROM " + table,
        row -> markers.put(row.getInt(1), row.getInt(2) + "/" + row.getLong(3)));
    return markers;
  }
}
