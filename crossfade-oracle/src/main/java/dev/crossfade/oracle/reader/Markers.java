package dev.crossfade.oracle.reader;

import dev.crossfade.oracle.Clock;
import dev.crossfade.oracle.Production;
import dev.crossfade.oracle.Source;
import dev.crossfade.oracle.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** Reads the writers' markers of one source in production: cheap, and often. */
final class Markers {

  private final Source source;
  private final Production production;
  private final LagMeter meter;
  private final Findings findings;
  private final Map<Integer, long[]> last = new HashMap<>();
  private boolean published;

  Markers(Source source, Production production, LagMeter meter, Findings findings) {
    this.source = source;
    this.production = production;
    this.meter = meter;
    this.findings = findings;
  }

  boolean published() {
    return published;
  }

  /** Answers false while the source's tables are not in production. */
  boolean poll(Connection connection) throws SQLException {
    String table = production.probe(source, "probe_writer");
    if (!published) {
      published =
          Sql.number(
                  connection,
                  "SELECT count(*) FROM pg_class WHERE oid = to_regclass(?)::oid",
                  production.probe(source, "probe_set"))
              > 0;
      if (!published) {
        return false;
      }
    }
    Map<Integer, long[]> now = read(connection, table);
    long micros = Clock.micros();
    meter.polled(micros);
    now.forEach((writer, mark) -> seen(writer, mark, micros));
    return true;
  }

  static Map<Integer, long[]> read(Connection connection, String table) throws SQLException {
    Map<Integer, long[]> marks = new HashMap<>();
    Sql.query(
        connection,
        "SELECT id, epoch, seq FROM " + table,
        row -> marks.put(row.getInt(1), new long[] {row.getLong(2), row.getLong(3)}));
    return marks;
  }

  private void seen(int writer, long[] mark, long micros) {
    long[] before = last.put(writer, mark);
    if (before != null && (mark[0] < before[0] || (mark[0] == before[0] && mark[1] < before[1]))) {
      findings.add("O3", "went-back", source.text() + ".probe_writer " + writer);
    }
    meter.visible(writer, (int) mark[0], mark[1], micros);
  }
}
