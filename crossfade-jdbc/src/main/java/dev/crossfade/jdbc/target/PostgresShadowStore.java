package dev.crossfade.jdbc.target;

import dev.crossfade.core.shadow.ShadowResult;
import dev.crossfade.core.shadow.ShadowRun;
import dev.crossfade.core.shadow.ShadowText;
import dev.crossfade.spi.check.ShadowStore;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What comparisons of both stacks have found, in the control tables. */
final class PostgresShadowStore implements ShadowStore {

  private static final String FORGET =
      "DELETE FROM crossfade.shadow_run WHERE migration = ? AND id <= (SELECT id FROM"
          + " crossfade.shadow_run WHERE migration = ? ORDER BY id DESC OFFSET ? LIMIT 1)";

  private static final String LATEST =
      "SELECT DISTINCT ON (s.subject) s.document FROM crossfade.shadow_result s JOIN"
          + " crossfade.shadow_run r ON r.id = s.run WHERE r.migration = ?"
          + " ORDER BY s.subject, s.run DESC";

  private final Database database;
  private final String migration;

  PostgresShadowStore(Database database) {
    this.database = database;
    this.migration = database.settings().migration();
  }

  @Override
  public void record(ShadowRun run) {
    database.transaction(
        "recording comparisons",
        c -> {
          Sql.update(
              c,
              "DELETE FROM crossfade.shadow_run WHERE migration = ? AND run = ?",
              migration,
              run.id());
          insert(c, run);
          Sql.update(c, FORGET, migration, migration, KEPT);
          return true;
        });
  }

  private void insert(Connection c, ShadowRun run) throws SQLException {
    long number =
        Sql.number(
            c,
            "INSERT INTO crossfade.shadow_run (migration, run, mapping_version, started_at,"
                + " finished_at) VALUES (?, ?, ?, ?, ?) RETURNING id",
            migration,
            run.id(),
            run.mappingVersion(),
            run.startedAt().atOffset(ZoneOffset.UTC),
            run.finishedAt().atOffset(ZoneOffset.UTC));
    int ordinal = 0;
    for (ShadowResult result : run.results()) {
      Sql.update(
          c,
          "INSERT INTO crossfade.shadow_result (run, ordinal, subject, document)"
              + " VALUES (?, ?, ?, ?)",
          number,
          ordinal++,
          result.subject(),
          ShadowText.of(result));
    }
  }

  @Override
  public List<ShadowRun> runs(int most) {
    return database.ask(
        "reading comparisons",
        List.of(),
        c ->
            Sql.list(
                c,
                "SELECT r.*, array(SELECT s.document FROM crossfade.shadow_result s WHERE s.run ="
                    + " r.id ORDER BY s.ordinal) AS documents FROM crossfade.shadow_run r"
                    + " WHERE r.migration = ? ORDER BY r.id DESC LIMIT ?",
                PostgresShadowStore::run,
                migration,
                most));
  }

  private static ShadowRun run(ResultSet row) throws SQLException {
    String[] documents = (String[]) row.getArray("documents").getArray();
    return new ShadowRun(
        row.getString("run"),
        row.getString("mapping_version"),
        instant(row, "started_at"),
        instant(row, "finished_at"),
        List.of(documents).stream().map(ShadowText::parse).toList());
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  @Override
  public Map<String, ShadowResult> latest() {
    return database.ask(
        "reading comparisons",
        Map.of(),
        c -> {
          Map<String, ShadowResult> latest = new TreeMap<>();
          Sql.list(c, LATEST, row -> ShadowText.parse(row.getString(1)), migration)
              .forEach(result -> latest.put(result.subject(), result));
          return latest;
        });
  }
}
