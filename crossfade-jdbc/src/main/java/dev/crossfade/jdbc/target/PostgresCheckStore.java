package dev.crossfade.jdbc.target;

import dev.crossfade.core.check.CheckResult;
import dev.crossfade.core.check.CheckRun;
import dev.crossfade.core.check.CheckTrigger;
import dev.crossfade.spi.check.CheckStore;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Results of checks in the control tables. */
final class PostgresCheckStore implements CheckStore {

  /**
   * What was found in front of a gate belongs to it, and is no history. Of a check that is seldom
   * asked the latest result stays, however often others are.
   */
  private static final String FORGET =
      "DELETE FROM crossfade.check_run r WHERE r.trigger <> ? AND r.id <= (SELECT id FROM"
          + " crossfade.check_run WHERE migration = ? AND trigger <> ? ORDER BY id DESC"
          + " OFFSET ? LIMIT 1) AND r.migration = ? AND NOT EXISTS (SELECT FROM"
          + " crossfade.check_result s WHERE s.run = r.id AND NOT EXISTS (SELECT FROM"
          + " crossfade.check_result n JOIN crossfade.check_run m ON m.id = n.run"
          + " WHERE n.node = s.node AND n.run > s.run AND m.migration = r.migration"
          + " AND m.trigger <> 'LOAD'))";

  /** A gate may find something else for ever, so that keys of all of it would be without end. */
  private static final String FORGET_KEYS =
      "UPDATE crossfade.check_result SET keys = '{}' WHERE run IN (SELECT id FROM"
          + " crossfade.check_run WHERE migration = ? AND trigger = ? ORDER BY id DESC OFFSET ?"
          + " LIMIT 1)";

  private final Database database;
  private final EpochFence fence;
  private final String migration;

  PostgresCheckStore(Database database, EpochFence fence) {
    this.database = database;
    this.fence = fence;
    this.migration = database.settings().migration();
  }

  @Override
  public void record(CheckRun run) {
    database.transaction(
        "recording checks",
        c -> {
          fence.keep(c);
          Sql.update(
              c,
              "DELETE FROM crossfade.check_run WHERE migration = ? AND run = ?",
              migration,
              run.id());
          insert(c, run);
          Sql.update(
              c,
              FORGET,
              CheckTrigger.LOAD.name(),
              migration,
              CheckTrigger.LOAD.name(),
              KEPT,
              migration);
          Sql.update(c, FORGET_KEYS, migration, CheckTrigger.LOAD.name(), KEYS_OF_LOADS);
          return true;
        });
  }

  private void insert(Connection c, CheckRun run) throws SQLException {
    List<String> sources = List.copyOf(run.asOf().keySet());
    long number =
        Sql.number(
            c,
            "INSERT INTO crossfade.check_run (migration, run, trigger, mapping_version,"
                + " as_of_source, as_of_position, started_at, finished_at)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
            migration,
            run.id(),
            run.trigger().name(),
            run.mappingVersion(),
            sources.toArray(String[]::new),
            sources.stream().map(run.asOf()::get).toArray(String[]::new),
            utc(run.startedAt()),
            utc(run.finishedAt()));
    int ordinal = 0;
    for (CheckResult result : run.results()) {
      CheckRows.insert(c, number, ordinal++, result);
    }
  }

  @Override
  public Map<String, Latest> latest() {
    return database.ask(
        "reading results of checks",
        Map.of(),
        c -> {
          Map<String, Latest> latest = new TreeMap<>();
          Sql.list(
              c,
              "SELECT DISTINCT ON (s.node) s.*, r.mapping_version FROM crossfade.check_result s"
                  + " JOIN crossfade.check_run r ON r.id = s.run WHERE r.migration = ?"
                  + " AND r.trigger <> 'LOAD' ORDER BY s.node, s.run DESC",
              row ->
                  latest.put(
                      row.getString("node"),
                      new Latest(CheckRows.result(row), row.getString("mapping_version"))),
              migration);
          return latest;
        });
  }

  @Override
  public List<CheckRun> runs(int most) {
    return database.ask("reading runs of checks", List.of(), c -> runs(c, most));
  }

  private List<CheckRun> runs(Connection c, int most) throws SQLException {
    List<Long> numbers =
        Sql.list(
            c,
            "SELECT id FROM crossfade.check_run WHERE migration = ? ORDER BY id DESC LIMIT ?",
            row -> row.getLong(1),
            migration,
            most);
    Map<Long, List<CheckResult>> results = new HashMap<>();
    for (long number : numbers) {
      results.put(
          number,
          Sql.list(
              c,
              "SELECT * FROM crossfade.check_result WHERE run = ? ORDER BY ordinal",
              CheckRows::result,
              number));
    }
    return Sql.list(
        c,
        "SELECT * FROM crossfade.check_run WHERE migration = ? ORDER BY id DESC LIMIT ?",
        row -> run(row, results.getOrDefault(row.getLong("id"), List.of())),
        migration,
        most);
  }

  private static CheckRun run(ResultSet row, List<CheckResult> results) throws SQLException {
    String[] sources = (String[]) row.getArray("as_of_source").getArray();
    String[] positions = (String[]) row.getArray("as_of_position").getArray();
    Map<String, String> asOf = new TreeMap<>();
    for (int i = 0; i < sources.length; i++) {
      asOf.put(sources[i], positions[i]);
    }
    return new CheckRun(
        row.getString("run"),
        CheckTrigger.valueOf(row.getString("trigger")),
        row.getString("mapping_version"),
        asOf,
        instant(row, "started_at"),
        instant(row, "finished_at"),
        results);
  }

  @Override
  public List<CheckResult> history(String check, int most) {
    return database.ask(
        "reading results of a check",
        List.of(),
        c ->
            Sql.list(
                c,
                "SELECT s.* FROM crossfade.check_result s JOIN crossfade.check_run r ON r.id = s.run"
                    + " WHERE r.migration = ? AND s.node = ? ORDER BY s.run DESC LIMIT ?",
                CheckRows::result,
                migration,
                check,
                most));
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
