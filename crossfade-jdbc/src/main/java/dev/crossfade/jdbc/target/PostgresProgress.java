package dev.crossfade.jdbc.target;

import dev.crossfade.core.change.Position;
import dev.crossfade.core.compare.Verdict;
import dev.crossfade.core.phase.EntityState;
import dev.crossfade.spi.target.BackfillProgress;
import dev.crossfade.spi.target.ProgressStore;
import dev.crossfade.spi.target.StreamState;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads and writes the control tables. */
final class PostgresProgress implements ProgressStore {

  private final Database database;
  private final EpochFence fence;
  private final String migration;

  PostgresProgress(Database database, EpochFence fence) {
    this.database = database;
    this.fence = fence;
    this.migration = database.settings().migration();
  }

  @Override
  public Map<String, EntityState> entityStates() {
    return database.ask(
        "reading the state of entities",
        Map.of(),
        c -> prepared(c) ? states(c, migration) : Map.of());
  }

  /** Whether the control tables exist; before the first preparation nothing is known. */
  private static boolean prepared(Connection connection) throws SQLException {
    return Sql.find(
            connection,
            "SELECT 1 WHERE to_regclass('crossfade.entity') IS NOT NULL",
            row -> row.getInt(1))
        .isPresent();
  }

  static Map<String, EntityState> states(Connection connection, String migration)
      throws SQLException {
    Map<String, EntityState> states = new LinkedHashMap<>();
    Sql.list(
        connection,
        "SELECT name, state FROM crossfade.entity WHERE migration = ? ORDER BY name",
        row -> states.put(row.getString(1), EntityState.valueOf(row.getString(2))),
        migration);
    return states;
  }

  @Override
  public Optional<StreamState> streamState(String source) {
    return database.ask(
        "reading the position of a stream",
        Optional.empty(),
        c ->
            Sql.find(
                c,
                "SELECT * FROM crossfade.applied_position WHERE migration = ? AND source = ?",
                PostgresProgress::stream,
                migration,
                source));
  }

  static StreamState stream(ResultSet row) throws SQLException {
    OffsetDateTime written = row.getObject("mark_written_at", OffsetDateTime.class);
    return new StreamState(
        row.getString("stream_id"),
        row.getLong("next_offset"),
        Position.decode(row.getString("applied_position")),
        row.getLong("mark"),
        written == null ? null : written.toInstant(),
        row.getLong("epoch"));
  }

  @Override
  public List<BackfillProgress> backfill() {
    return database.ask(
        "reading the progress of history",
        List.of(),
        c ->
            Sql.list(
                c,
                "SELECT mapping, min(entity),"
                    + " count(*) + CASE WHEN bool_or(to_key IS NULL) THEN 0 ELSE 1 END,"
                    + " count(*) FILTER (WHERE state = 'DONE'),"
                    + " coalesce(sum(row_count), 0), coalesce(sum(refused_count), 0),"
                    + " coalesce(max(mark), 0) FROM crossfade.chunk WHERE migration = ?"
                    + " GROUP BY mapping ORDER BY mapping",
                row ->
                    new BackfillProgress(
                        row.getInt(1),
                        row.getString(2),
                        row.getInt(3),
                        row.getInt(4),
                        row.getLong(5),
                        row.getLong(6),
                        row.getLong(7)),
                migration));
  }

  @Override
  public Map<Integer, String> snapshots() {
    return database.ask(
        "reading snapshots",
        Map.of(),
        c -> {
          Map<Integer, String> tokens = new LinkedHashMap<>();
          Sql.list(
              c,
              "SELECT DISTINCT ON (mapping) mapping, snapshot FROM crossfade.chunk"
                  + " WHERE migration = ? AND state = 'DONE' AND snapshot IS NOT NULL"
                  + " ORDER BY mapping, id",
              row -> tokens.put(row.getInt(1), row.getString(2)),
              migration);
          return tokens;
        });
  }

  @Override
  public Optional<String> fact(String name) {
    return database.ask(
        "reading a fact",
        Optional.empty(),
        c ->
            Sql.find(
                c,
                "SELECT value FROM crossfade.fact WHERE migration = ? AND name = ?",
                row -> row.getString(1),
                migration,
                name));
  }

  @Override
  public Map<String, String> facts(Collection<String> names) {
    if (names.isEmpty()) {
      return Map.of();
    }
    return database.ask(
        "reading facts",
        Map.of(),
        c -> {
          Map<String, String> facts = new LinkedHashMap<>();
          Sql.list(
              c,
              "SELECT name, value FROM crossfade.fact WHERE migration = ? AND name = ANY (?)",
              row -> facts.put(row.getString(1), row.getString(2)),
              migration,
              names.toArray(String[]::new));
          return facts;
        });
  }

  @Override
  public void unlogged(String entity) {
    database.transaction(
        "counting writes of which no log tells",
        c -> {
          fence.hold(c);
          UnloggedWrites.count(c, migration, List.of(entity));
          return true;
        });
  }

  @Override
  public void remember(String name, String value) {
    database.transaction(
        "storing a fact",
        c -> {
          fence.hold(c);
          return Sql.update(
              c,
              "INSERT INTO crossfade.fact (migration, name, value) VALUES (?, ?, ?)"
                  + " ON CONFLICT (migration, name) DO UPDATE SET value = EXCLUDED.value,"
                  + " updated_at = clock_timestamp()",
              migration,
              name,
              value);
        });
  }

  @Override
  public void record(Verdict verdict) {
    database.transaction(
        "recording a verdict",
        c -> {
          fence.keep(c);
          Verdicts.insert(c, migration, verdict);
          return true;
        });
  }

  @Override
  public List<Verdict> latestVerdicts() {
    return database.ask("reading verdicts", List.of(), c -> Verdicts.latest(c, migration));
  }

  @Override
  public Optional<Verdict> latestFull(String entity) {
    return database.ask(
        "reading a verdict", Optional.empty(), c -> Verdicts.latestFull(c, migration, entity));
  }

  @Override
  public Optional<Verdict> latestEqual(String entity) {
    return database.ask(
        "reading a verdict", Optional.empty(), c -> Verdicts.latestEqual(c, migration, entity));
  }
}
