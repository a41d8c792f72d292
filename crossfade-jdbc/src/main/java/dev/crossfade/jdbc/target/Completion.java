package dev.crossfade.jdbc.target;

import dev.crossfade.core.phase.EntityState;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.jdbc.target.sql.EntityTables;
import dev.crossfade.jdbc.target.sql.StagingSql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Gives a loaded staging table what its next state needs: the key and statistics when history is
 * complete, indexes and unique constraints before publishing. Each step is one transaction and
 * idempotent.
 */
final class Completion {

  /** At least so much to sort in, and more where the server grants more anyway. */
  private static final String ROOM =
      "SELECT set_config('maintenance_work_mem', greatest(262144,"
          + " pg_size_bytes(current_setting('maintenance_work_mem')) / 1024) || 'kB', true)";

  /** A worker that is frozen keeps its lock; others have something to do meanwhile. */
  private static final String PATIENCE = "SET LOCAL lock_timeout = '2s'";

  private final Database database;
  private final Entities entities;
  private final EpochFence fence;
  private final TargetSettings settings;

  Completion(Database database, Entities entities, EpochFence fence) {
    this.database = database;
    this.entities = entities;
    this.fence = fence;
    this.settings = database.settings();
  }

  /** History is complete: builds the key, takes statistics and lets held changes in. */
  long complete(String entity) {
    try {
      return completed(entity);
    } catch (ProblemException e) {
      if (e.problem().code() == TargetProblem.LOCK_NOT_GRANTED) {
        new Fencing(database, fence).endLoads(entity, entities.named(entity).staging());
      }
      throw e;
    }
  }

  private long completed(String entity) {
    EntityTables tables = entities.named(entity);
    return database.transaction(
        "completing entity " + entity,
        c -> {
          Sql.execute(c, PATIENCE);
          fence.hold(c);
          EntityState state = EntityRow.lock(c, settings.migration(), entity);
          if (state == EntityState.HELD || state == EntityState.LIVE) {
            return duplicates(c, entity);
          }
          EntityRow.require(entity, state, EntityState.LOADING);
          requireChunks(c, entity);
          Sql.execute(c, ROOM);
          long parked = tables.shape().appendOnly() ? 0 : key(c, tables);
          Sql.execute(c, "ANALYZE " + tables.staging());
          Sql.update(
              c,
              "UPDATE crossfade.entity SET duplicates = ?, state = 'HELD'"
                  + " WHERE migration = ? AND name = ?",
              parked,
              settings.migration(),
              entity);
          return parked;
        });
  }

  private long duplicates(Connection connection, String entity) throws SQLException {
    return Sql.number(
        connection,
        "SELECT duplicates FROM crossfade.entity WHERE migration = ? AND name = ?",
        settings.migration(),
        entity);
  }

  private void requireChunks(Connection connection, String entity) throws SQLException {
    boolean done =
        Sql.holds(
            connection,
            "SELECT count(*) > 0 AND bool_and(done) FROM (SELECT bool_and(state = 'DONE')"
                + " AND bool_or(to_key IS NULL) AS done FROM crossfade.chunk"
                + " WHERE migration = ? AND entity = ? GROUP BY mapping) AS each",
            settings.migration(),
            entity);
    if (!done) {
      throw Problem.of(
              TargetProblem.HISTORY_INCOMPLETE,
              "The history of " + entity + " is not complete",
              "Some of its chunks are not loaded",
              "Report this; nothing was changed")
          .raise();
    }
  }

  private long key(Connection connection, EntityTables tables) throws SQLException {
    long load = Loads.next(connection);
    long parked =
        uniqueness(connection, tables, load)
            .add(
                new StagingSql(tables).addKey(),
                tables.shape().table().key(),
                TargetProblem.KEY_TWICE,
                "history has another row with the same key");
    record(connection, load, parked);
    return parked;
  }

  /** Builds indexes and unique constraints. */
  void ready(String entity) {
    EntityTables tables = entities.named(entity);
    database.transaction(
        "building indexes of " + entity,
        c -> {
          Sql.execute(c, PATIENCE);
          fence.hold(c);
          EntityState state = EntityRow.lock(c, settings.migration(), entity);
          if (state == EntityState.LIVE) {
            return true;
          }
          EntityRow.require(entity, state, EntityState.HELD);
          Sql.execute(c, ROOM);
          unique(c, tables);
          for (List<String> columns : tables.shape().indexes()) {
            Sql.execute(c, new StagingSql(tables).addIndex(columns));
          }
          return true;
        });
  }

  private void unique(Connection connection, EntityTables tables) throws SQLException {
    for (List<String> columns : tables.shape().unique()) {
      boolean present =
          Sql.holds(
              connection,
              "SELECT EXISTS (SELECT FROM pg_constraint WHERE conname = ?"
                  + " AND conrelid = ?::regclass)",
              tables.uniqueConstraint(columns),
              tables.staging());
      if (!present) {
        long load = Loads.next(connection);
        long parked =
            uniqueness(connection, tables, load)
                .add(
                    new StagingSql(tables).addUnique(columns),
                    columns,
                    TargetProblem.UNIQUE_TWICE,
                    "another row has the same values of a unique constraint");
        record(connection, load, parked);
      }
    }
  }

  private Uniqueness uniqueness(Connection connection, EntityTables tables, long load) {
    Quarantine quarantine = new Quarantine(connection, settings.migration(), entities);
    return new Uniqueness(connection, new Duplicates(connection, tables, quarantine, load));
  }

  private void record(Connection connection, long load, long parked) throws SQLException {
    if (parked > 0) {
      Loads.insert(
          connection,
          settings,
          settings.actor(),
          load,
          Loads.Kind.DRAIN,
          null,
          null,
          null,
          0,
          parked);
    }
  }
}
