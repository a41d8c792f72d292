package dev.crossfade.jdbc.target;

import dev.crossfade.core.phase.EntityState;
import dev.crossfade.jdbc.target.sql.EntityTables;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** A connection that applies changes, with what is worth keeping from session to session. */
final class ApplyConnection implements AutoCloseable {

  private final Connection connection;
  private final TargetSettings settings;
  private final Entities entities;
  private final EpochFence fence;
  private final Map<String, TableWriter> writers = new HashMap<>();
  private long release = -1;
  private Map<String, EntityState> states = Map.of();

  ApplyConnection(
      Connection connection, TargetSettings settings, Entities entities, EpochFence fence) {
    this.connection = connection;
    this.settings = settings;
    this.entities = entities;
    this.fence = fence;
  }

  Connection connection() {
    return connection;
  }

  TargetSettings settings() {
    return settings;
  }

  Entities entities() {
    return entities;
  }

  TableWriter writer(String entity, EntityTables.Zone zone) {
    return writers.computeIfAbsent(
        zone + " " + entity,
        key ->
            new TableWriter(connection, entities.named(entity), zone, entities.oids(connection)));
  }

  /**
   * Reads the states after locking the release row. Once all entities are live only another release
   * could change anything, so the number alone is read.
   */
  Map<String, EntityState> statesForShare() throws SQLException {
    long number = fence.hold(connection).number();
    boolean settled =
        !states.isEmpty() && states.values().stream().allMatch(s -> s == EntityState.LIVE);
    if (number != release || !settled) {
      states = Map.copyOf(PostgresProgress.states(connection, settings.migration()));
      release = number;
    }
    return states;
  }

  boolean usable() {
    try {
      return !connection.isClosed();
    } catch (SQLException e) {
      return false;
    }
  }

  /** Rolls back; a connection that cannot even do that is given up. */
  void rollback() {
    try {
      if (!connection.isClosed()) {
        connection.rollback();
      }
    } catch (SQLException e) {
      Database.discard(connection);
    }
  }

  @Override
  public void close() {
    Database.discard(connection);
  }
}
