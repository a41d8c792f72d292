package dev.crossfade.jdbc.target;

import dev.crossfade.spi.target.Act;
import dev.crossfade.spi.target.Repair;
import dev.crossfade.spi.target.Repairs;
import dev.crossfade.spi.target.Selection;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** What people want to be made right, beside the rows. */
final class PostgresRepairs implements Repairs {

  private static final String READING = "reading repairs";
  private static final String PARTS =
      "SELECT r.*, a.entity, a.actor FROM crossfade.repair r JOIN crossfade.act a ON a.id = r.act"
          + " WHERE a.migration = ?";

  private final Database database;
  private final EpochFence fence;
  private final String migration;

  PostgresRepairs(Database database, EpochFence fence) {
    this.database = database;
    this.fence = fence;
    this.migration = database.settings().migration();
  }

  @Override
  public Act ask(String entity, List<String> keys, List<Part> parts, String actor, String reason) {
    Selection what = new Selection(entity, null, null, null);
    return database.transaction(
        "asking for a repair",
        c -> {
          fence.keep(c);
          Act act =
              PostgresActs.insert(
                  c, migration, Act.Kind.REPAIR, what, actor, reason, keys.size(), "");
          for (int number = 0; number < parts.size(); number++) {
            Sql.update(
                c,
                "INSERT INTO crossfade.repair (act, number, source, mapping, keys)"
                    + " VALUES (?, ?, ?, ?, ?)",
                act.id(),
                number,
                parts.get(number).source(),
                parts.get(number).mapping(),
                keys.toArray(String[]::new));
          }
          UnloggedWrites.count(c, migration, List.of(entity));
          return act;
        });
  }

  @Override
  public List<Repair> parts(long act) {
    return list(" AND r.act = ? ORDER BY r.number", migration, act);
  }

  @Override
  public List<Repair> open() {
    return list(" AND r.done_at IS NULL ORDER BY r.act, r.number", migration);
  }

  private List<Repair> list(String which, Object... parameters) {
    return database.ask(
        READING, List.of(), c -> Sql.list(c, PARTS + which, PostgresRepairs::repair, parameters));
  }

  private static Repair repair(ResultSet row) throws SQLException {
    return new Repair(
        row.getLong("act"),
        row.getInt("number"),
        row.getString("actor"),
        row.getString("entity"),
        row.getString("source"),
        row.getInt("mapping"),
        List.of((String[]) row.getArray("keys").getArray()),
        new Repair.Count(
            row.getLong("compared"),
            row.getLong("written"),
            row.getLong("removed"),
            row.getLong("parked")),
        row.getString("place"),
        row.getObject("done_at") == null ? Repair.State.OPEN : Repair.State.DONE);
  }

  /** How far a part is, in the transaction that writes its rows. */
  static void advance(Connection connection, String migration, Repair from, Repair to)
      throws SQLException {
    int changed =
        Sql.update(
            connection,
            "UPDATE crossfade.repair SET place = ?, compared = ?, written = ?, removed = ?,"
                + " parked = ?, done_at = CASE WHEN ? THEN clock_timestamp() END"
                + " WHERE act = ? AND number = ? AND done_at IS NULL"
                + " AND place IS NOT DISTINCT FROM ?::text AND compared = ?",
            to.place(),
            to.count().compared(),
            to.count().written(),
            to.count().removed(),
            to.count().parked(),
            to.state() == Repair.State.DONE,
            from.act(),
            from.number(),
            from.place(),
            from.count().compared());
    if (changed != 1) {
      throw new IllegalStateException(
          "part " + from.number() + " of repair " + from.act() + " moved meanwhile");
    }
    if (to.state() == Repair.State.DONE) {
      UnloggedWrites.count(connection, migration, List.of(from.entity()));
    }
  }
}
