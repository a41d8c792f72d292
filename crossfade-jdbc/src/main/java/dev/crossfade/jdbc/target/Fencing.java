package dev.crossfade.jdbc.target;

import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.spi.target.ProgressStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Raises the epoch of a migration. It waits for transactions that are under way by the locks that
 * they hold, and ends sessions that do not let go: their process may be frozen.
 */
final class Fencing {

  private static final Logger log = LoggerFactory.getLogger(Fencing.class);
  private static final int ATTEMPTS = 20;
  private static final List<Purpose> MOVERS = List.of(Purpose.LOAD, Purpose.PUBLISH, Purpose.APPLY);

  private final Database database;
  private final EpochFence fence;
  private final String migration;

  Fencing(Database database, EpochFence fence) {
    this.database = database;
    this.fence = fence;
    this.migration = database.settings().migration();
  }

  void raise(long epoch, String journal) {
    insist("taking the migration over", c -> raise(c, epoch, journal));
    fence.raised(epoch);
    // what is still open cannot commit, but its locks on tables would be in the way
    end(MOVERS, "0");
  }

  /** Offers work; what others do by an offer of something else is ended first. */
  void offer(String mappings) {
    Offers.Offer before =
        database.transaction(
            "reading what is offered",
            c -> {
              fence.hold(c);
              return Offers.read(c, migration);
            });
    if (mappings.equals(before.mappings())) {
      return;
    }
    if (before.mappings() != null) {
      withdraw();
    }
    insist(
        "offering work",
        c -> {
          fence.holdAlone(c);
          Offers.store(c, migration, mappings);
        });
  }

  /** Offers nothing any more; the epoch stays, and nothing that was under way commits. */
  void withdraw() {
    insist(
        "withdrawing an offer",
        c -> {
          lockStreams(c);
          fence.holdAlone(c);
          Offers.store(c, migration, null);
          free(c);
        });
    end(MOVERS, "0");
  }

  /** A step that needs locks which sessions of others may hold for ever. */
  @FunctionalInterface
  private interface Step {
    void run(Connection connection) throws SQLException;
  }

  private void insist(String doing, Step step) {
    for (int attempt = 1; !done(doing, step, attempt); attempt++) {
      end(List.of(Purpose.values()), "300 milliseconds");
    }
  }

  private boolean done(String doing, Step step, int attempt) {
    try {
      return database.transaction(
          doing,
          c -> {
            Sql.execute(c, "SET LOCAL lock_timeout = '500ms'");
            step.run(c);
            return true;
          });
    } catch (ProblemException e) {
      if (e.problem().code() != TargetProblem.LOCK_NOT_GRANTED || attempt >= ATTEMPTS) {
        throw e;
      }
      return false;
    }
  }

  private void raise(Connection connection, long epoch, String journal) throws SQLException {
    Migrator.lock(connection);
    Migrator.migrate(connection);
    Sql.update(
        connection,
        "INSERT INTO crossfade.release (migration) VALUES (?) ON CONFLICT DO NOTHING",
        migration);
    belong(connection, journal);
    lockStreams(connection);
    fence.raise(connection, epoch);
    free(connection);
  }

  /** In the order in which streams lock. */
  private void lockStreams(Connection connection) throws SQLException {
    Sql.list(
        connection,
        "SELECT 1 FROM crossfade.applied_position WHERE migration = ? ORDER BY source FOR UPDATE",
        row -> row.getInt(1),
        migration);
  }

  /** Streams have to be owned anew, and chunks under way belong to nobody. */
  private void free(Connection connection) throws SQLException {
    Sql.update(
        connection,
        "UPDATE crossfade.applied_position SET epoch = epoch + 1 WHERE migration = ?",
        migration);
    Sql.update(
        connection,
        "UPDATE crossfade.chunk SET epoch = epoch + 1, lease_until = NULL, worker = NULL"
            + " WHERE migration = ? AND state = 'OPEN' AND lease_until IS NOT NULL",
        migration);
  }

  /** The first journal stays: two would decide about the same data. */
  private void belong(Connection connection, String journal) throws SQLException {
    Sql.update(
        connection,
        "INSERT INTO crossfade.fact (migration, name, value) VALUES (?, ?, ?)"
            + " ON CONFLICT DO NOTHING",
        migration,
        ProgressStore.JOURNAL,
        journal);
    Offers.mustBelong(connection, migration, journal);
  }

  /**
   * Ends loads that still lock an entity's staging table though all its chunks are loaded: others
   * have loaded them, and the process is frozen.
   */
  void endLoads(String entity, String staging) {
    String name = database.name(Purpose.LOAD, "") + " ";
    long ended =
        database.transaction(
            "ending loads that are in the way",
            c ->
                Sql.number(
                    c,
                    "SELECT count(pg_terminate_backend(a.pid)) FROM pg_stat_activity a"
                        + " WHERE a.datname = current_database()"
                        + " AND left(a.application_name || ' ', length(?)) = ?"
                        + " AND EXISTS (SELECT FROM pg_locks l WHERE l.pid = a.pid"
                        + " AND l.relation = ?::regclass)"
                        + " AND NOT EXISTS (SELECT FROM crossfade.chunk WHERE migration = ?"
                        + " AND entity = ? AND state = 'OPEN')",
                    name,
                    name,
                    staging,
                    migration,
                    entity));
    if (ended > 0) {
      log.info("ended loads of a frozen process migration={} sessions={}", migration, ended);
    }
  }

  /** Ends sessions of this migration whose transaction has been open for that long. */
  private void end(List<Purpose> purposes, String age) {
    String[] names =
        purposes.stream()
            .filter(purpose -> purpose != Purpose.READ)
            .map(purpose -> database.name(purpose, "") + " ")
            .toArray(String[]::new);
    long ended =
        database.transaction(
            "ending sessions of a former owner",
            c ->
                Sql.number(
                    c,
                    "SELECT count(pg_terminate_backend(a.pid)) FROM pg_stat_activity a"
                        + " WHERE a.datname = current_database() AND a.pid <> pg_backend_pid()"
                        + " AND a.xact_start <= clock_timestamp() - ?::interval"
                        + " AND EXISTS (SELECT FROM unnest(?) AS n (name)"
                        + " WHERE left(a.application_name || ' ', length(n.name)) = n.name)",
                    age,
                    names));
    if (ended > 0) {
      log.info("ended sessions of a former owner migration={} sessions={}", migration, ended);
    }
  }
}
