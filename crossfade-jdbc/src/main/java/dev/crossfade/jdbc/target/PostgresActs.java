package dev.crossfade.jdbc.target;

import dev.crossfade.spi.target.Act;
import dev.crossfade.spi.target.Acts;
import dev.crossfade.spi.target.Correction;
import dev.crossfade.spi.target.Replay;
import dev.crossfade.spi.target.Selection;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What people do to rows in quarantine, in the tables beside them. */
final class PostgresActs implements Acts {

  private static final String DOING = "recording an act";
  private static final String READING = "reading acts";
  private static final String PARTS =
      "SELECT r.*, a.entity, a.code, a.column_name, a.source_key FROM crossfade.replay r"
          + " JOIN crossfade.act a ON a.id = r.act WHERE a.migration = ?";

  private final Database database;
  private final EpochFence fence;
  private final String migration;

  PostgresActs(Database database, EpochFence fence) {
    this.database = database;
    this.fence = fence;
    this.migration = database.settings().migration();
  }

  @Override
  public Act reveal(Selection what, long rows, String actor, String reason) {
    return database.transaction(
        DOING, c -> insert(c, migration, Act.Kind.REVEAL, what, actor, reason, rows, ""));
  }

  @Override
  public Act adopt(String version, String actor, String reason) {
    return decided(Act.Kind.ADOPT, Selection.ALL, actor, reason, version);
  }

  @Override
  public Act decide(String table, String decision, String actor, String reason) {
    Selection what = new Selection(table, null, decision, null);
    return decided(Act.Kind.DRIFT, what, actor, reason, "");
  }

  /** What the owner of the migration may decide as well, but not once he is overtaken. */
  private Act decided(Act.Kind kind, Selection what, String actor, String reason, String version) {
    return database.transaction(
        DOING,
        c -> {
          fence.keep(c);
          return insert(c, migration, kind, what, actor, reason, 0, version);
        });
  }

  @Override
  public Act settle(Selection what, String actor, String reason) {
    return database.transaction(DOING, c -> settled(c, what, actor, reason));
  }

  /** The same in a transaction that does it. */
  Act settled(Connection connection, Selection what, String actor, String reason)
      throws SQLException {
    return insert(connection, migration, Act.Kind.SETTLE, what, actor, reason, 1, "");
  }

  @Override
  public Optional<String> adopted() {
    return database.ask(
        READING,
        Optional.empty(),
        c ->
            Sql.find(
                c,
                "SELECT version FROM crossfade.act WHERE migration = ? AND kind = 'ADOPT'"
                    + " ORDER BY id DESC LIMIT 1",
                row -> row.getString(1),
                migration));
  }

  @Override
  public Act replay(Selection what, List<Correction> corrections, String actor, String reason) {
    Act.Kind kind = corrections.isEmpty() ? Act.Kind.REPLAY : Act.Kind.FIX;
    return database.transaction(
        DOING,
        c -> {
          Act act = insert(c, migration, kind, what, actor, reason, parked(c, what), "");
          UnloggedWrites.asked(c, migration, what);
          correct(c, act.id(), corrections);
          parts(c, migration, act, what);
          return act;
        });
  }

  /** What the owners of the streams have to do for a replay. */
  static void parts(Connection connection, String migration, Act act, Selection what)
      throws SQLException {
    Sql.update(
        connection,
        "INSERT INTO crossfade.replay (act, source, last) SELECT ?, source, max(id)"
            + " FROM crossfade.quarantine WHERE migration = ? AND state = 'OPEN'"
            + Selected.CONDITION
            + " GROUP BY source",
        Selected.with(what, act.id(), migration).toArray());
  }

  private static void correct(Connection connection, long act, List<Correction> corrections)
      throws SQLException {
    if (corrections.isEmpty()) {
      return;
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO crossfade.correction (act, mapping, source_key, column_name, before,"
                + " after) VALUES (?, ?, ?, ?, ?, ?)")) {
      for (Correction each : corrections) {
        Sql.bind(
            connection,
            insert,
            act,
            each.mapping(),
            each.sourceKey(),
            each.column(),
            each.before(),
            each.after());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  @Override
  public Act discard(Selection what, String actor, String reason) {
    return database.transaction(
        DOING,
        c -> {
          Act act = insert(c, migration, Act.Kind.DISCARD, what, actor, reason, 0, "");
          int rows =
              Sql.update(
                  c,
                  "UPDATE crossfade.quarantine SET state = 'DISCARDED', discarded_by = ?"
                      + " WHERE migration = ? AND state = 'OPEN'"
                      + Selected.CONDITION,
                  Selected.with(what, act.id(), migration).toArray());
          Sql.update(c, "UPDATE crossfade.act SET row_count = ? WHERE id = ?", rows, act.id());
          return one(c, act.id());
        });
  }

  private long parked(Connection connection, Selection what) throws SQLException {
    return Sql.number(
        connection,
        "SELECT count(*) FROM crossfade.quarantine WHERE migration = ? AND state = 'OPEN'"
            + Selected.CONDITION,
        Selected.with(what, migration).toArray());
  }

  /** Records an act; how many rows it is about, and which mappings, where that matters. */
  static Act insert(
      Connection connection,
      String migration,
      Act.Kind kind,
      Selection what,
      String actor,
      String reason,
      long rows,
      String version)
      throws SQLException {
    long id =
        Sql.number(
            connection,
            "INSERT INTO crossfade.act (migration, kind, actor, reason, row_count, version, entity,"
                + " code, column_name, source_key) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                + " RETURNING id",
            Selected.with(what, migration, kind.name(), actor, reason, rows, version).toArray());
    return one(connection, id);
  }

  private static Act one(Connection connection, long id) throws SQLException {
    return Sql.find(connection, "SELECT * FROM crossfade.act WHERE id = ?", PostgresActs::act, id)
        .orElseThrow();
  }

  private static Act act(ResultSet row) throws SQLException {
    return new Act(
        row.getLong("id"),
        row.getString("migration"),
        Act.Kind.valueOf(row.getString("kind")),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        row.getString("actor"),
        row.getString("reason"),
        what(row),
        row.getLong("row_count"),
        row.getString("version"));
  }

  private static Selection what(ResultSet row) throws SQLException {
    return new Selection(
        row.getString("entity"),
        row.getString("code"),
        row.getString("column_name"),
        row.getString("source_key"));
  }

  @Override
  public Optional<Replay> next(String source) {
    return parts(" AND r.done_at IS NULL AND r.source = ? ORDER BY r.act LIMIT 1", source).stream()
        .findFirst();
  }

  @Override
  public List<Replay> parts(long act) {
    return parts(" AND r.act = ? ORDER BY r.source", act);
  }

  @Override
  public List<Replay> open() {
    return parts(" AND r.done_at IS NULL ORDER BY r.act, r.source");
  }

  private List<Replay> parts(String which, Object... more) {
    Object[] parameters = new Object[more.length + 1];
    parameters[0] = migration;
    System.arraycopy(more, 0, parameters, 1, more.length);
    return database.ask(
        READING, List.of(), c -> Sql.list(c, PARTS + which, PostgresActs::replay, parameters));
  }

  private static Replay replay(ResultSet row) throws SQLException {
    return new Replay(
        row.getLong("act"),
        row.getString("source"),
        what(row),
        row.getLong("last"),
        row.getLong("cursor"),
        row.getLong("passed"),
        row.getLong("refused"),
        row.getLong("absent"),
        row.getObject("done_at") == null ? Replay.State.OPEN : Replay.State.DONE);
  }

  /** How far a replay is, in the transaction that writes its rows. */
  static void advance(
      Connection connection, Entities entities, String migration, Replay from, Replay to)
      throws SQLException {
    int changed =
        Sql.update(
            connection,
            "UPDATE crossfade.replay SET cursor = ?, passed = ?, refused = ?, absent = ?, done_at ="
                + " CASE WHEN ? THEN clock_timestamp() END WHERE act = ? AND source = ?"
                + " AND cursor = ? AND done_at IS NULL",
            to.cursor(),
            to.passed(),
            to.refused(),
            to.absent(),
            to.state() == Replay.State.DONE,
            from.act(),
            from.source(),
            from.cursor());
    if (changed != 1) {
      throw new IllegalStateException("replay " + from.act() + " moved meanwhile");
    }
    if (to.state() == Replay.State.DONE) {
      Following.ended(connection, entities, migration, to);
    }
  }

  @Override
  public List<Correction> corrections() {
    return database.ask(
        READING,
        List.of(),
        c ->
            Sql.list(
                c,
                "SELECT k.* FROM crossfade.correction k JOIN crossfade.act a ON a.id = k.act"
                    + " WHERE a.migration = ? ORDER BY k.id",
                row ->
                    new Correction(
                        row.getInt("mapping"),
                        row.getString("source_key"),
                        row.getString("column_name"),
                        row.getString("before"),
                        row.getString("after")),
                migration));
  }

  @Override
  public long lastCorrecting() {
    return database.ask(
        READING,
        0L,
        c ->
            Sql.number(
                c,
                "SELECT coalesce(max(id), 0) FROM crossfade.act WHERE migration = ?"
                    + " AND kind = 'FIX'",
                migration));
  }

  @Override
  public List<Act> pending(int max) {
    return database.ask(
        READING,
        List.of(),
        c ->
            Sql.list(
                c,
                "SELECT * FROM crossfade.act WHERE migration = ? AND leaf IS NULL ORDER BY id"
                    + " LIMIT ?",
                PostgresActs::act,
                migration,
                max));
  }

  @Override
  public void logged(Map<Long, Long> leaves) {
    database.transaction(
        "remembering which acts are in the audit log",
        c -> {
          for (Map.Entry<Long, Long> each : leaves.entrySet()) {
            Sql.update(
                c,
                "UPDATE crossfade.act SET leaf = ? WHERE migration = ? AND id = ?",
                each.getValue(),
                migration,
                each.getKey());
          }
          return true;
        });
  }
}
