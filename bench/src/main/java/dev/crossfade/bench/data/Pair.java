package dev.crossfade.bench.data;

import dev.crossfade.bench.Options;
import dev.crossfade.bench.Workplace;
import dev.crossfade.bench.servers.Postgres;
import dev.crossfade.bench.servers.PostgresServer;
import dev.crossfade.bench.servers.Shell;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * A source with its data and a target.
 *
 * @param source the database to leave
 * @param target the database to move to; made anew for every repetition
 * @param tables what the source holds
 * @param scale factor on their sizes
 * @param shell for the programs of peers
 */
public record Pair(
    Postgres source, Postgres target, List<Table> tables, double scale, Shell shell) {

  /** Starts both servers and fills the source. */
  public static Pair start(Options options, Workplace workplace, List<Table> tables)
      throws Exception {
    PostgresServer from = workplace.keep(PostgresServer.start(workplace.path("source")));
    PostgresServer to = workplace.keep(PostgresServer.start(workplace.path("target")));
    Shell shell = new Shell(workplace.path("programs.log"));
    Pair pair =
        new Pair(from.database("shop"), to.database("unified"), tables, options.scale(), shell);
    pair.source.recreate();
    for (Table table : tables) {
      table.create(pair.source);
      table.fill(pair.source, 1, pair.rows(table));
      pair.source.execute("VACUUM (ANALYZE) " + table.table());
    }
    pair.source.execute("CHECKPOINT");
    return pair;
  }

  /** Number of rows of a table. */
  public long rows(Table table) {
    return table.rows(scale);
  }

  /** Process ids of the servers by group. */
  public Map<String, Long> servers() {
    return Map.of("source", source.pid(), "target", target.pid());
  }

  /** Makes the target anew with empty tables and their primary keys. */
  public void emptyTables() throws SQLException, IOException {
    target.recreate();
    for (Table table : tables) {
      table.create(target);
    }
  }

  /** Removes slots and publications that followers left in the source. */
  public void dropSlots() throws SQLException {
    source.execute(
        "SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots WHERE active_pid IS NOT"
            + " NULL",
        "SELECT pg_sleep(0.2)",
        "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE NOT active",
        "DO $$ DECLARE p text; BEGIN FOR p IN SELECT pubname FROM pg_publication LOOP"
            + " EXECUTE format('DROP PUBLICATION %I', p); END LOOP; END $$");
  }
}
