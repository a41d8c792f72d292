package dev.crossfade.bench.peers;

import dev.crossfade.bench.data.Pair;
import java.sql.SQLException;

/** PostgreSQL's own logical replication between source and target. */
public final class NativeReplication {

  private final Pair pair;

  /** Replication of all tables of the source. */
  public NativeReplication(Pair pair) {
    this.pair = pair;
  }

  /** Publishes and subscribes; the initial copy begins at once. */
  public void begin() throws SQLException {
    pair.source().execute("CREATE PUBLICATION bench FOR ALL TABLES");
    pair.target()
        .execute(
            "CREATE SUBSCRIPTION bench CONNECTION '"
                + pair.source().uri()
                + "' PUBLICATION bench WITH (binary = true)");
  }

  /** Waits until the initial copy of every table is complete. */
  public void awaitCopied() throws SQLException, InterruptedException {
    while (!pair.target()
        .value(
            "SELECT count(*) FILTER (WHERE srsubstate <> 'r') = 0 AND count(*) > 0 FROM"
                + " pg_subscription_rel")
        .equals("t")) {
      Thread.sleep(50);
    }
  }

  /** Stops following; changes pile up in the source. */
  public void pause() throws SQLException, InterruptedException {
    pair.target().execute("ALTER SUBSCRIPTION bench DISABLE");
    while (!pair.source()
        .value("SELECT count(*) FROM pg_replication_slots WHERE active")
        .equals("0")) {
      Thread.sleep(50);
    }
  }

  /** Follows again. */
  public void resume() throws SQLException {
    pair.target().execute("ALTER SUBSCRIPTION bench ENABLE");
  }

  /** Removes subscription, slots and publication. */
  public void end() throws SQLException {
    if (pair.target().value("SELECT count(*) FROM pg_subscription").equals("1")) {
      pair.target()
          .execute(
              "ALTER SUBSCRIPTION bench DISABLE",
              "ALTER SUBSCRIPTION bench SET (slot_name = NONE)",
              "DROP SUBSCRIPTION bench");
    }
    pair.dropSlots();
  }
}
