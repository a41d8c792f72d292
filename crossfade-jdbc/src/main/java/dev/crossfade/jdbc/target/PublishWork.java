package dev.crossfade.jdbc.target;

import dev.crossfade.core.change.EntityChange;
import dev.crossfade.core.phase.EntityState;
import dev.crossfade.core.problem.Outcome;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.schema.Key;
import dev.crossfade.jdbc.target.sql.EntityTables;
import dev.crossfade.jdbc.target.sql.StagingSql;
import dev.crossfade.spi.target.EntityWrite;
import dev.crossfade.spi.target.ParkedChange;
import dev.crossfade.spi.target.PublishSession;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The drain that ends with the move to production. */
final class PublishWork implements PublishSession {

  private static final String DOING = "publishing";

  private final ApplyConnection apply;
  private final DrainWork drain;
  private final List<String> names;
  private final long release;

  PublishWork(ApplyConnection apply, DrainWork drain, List<String> names, long release) {
    this.apply = apply;
    this.drain = drain;
    this.names = List.copyOf(names);
    this.release = release;
  }

  @Override
  public long release() {
    return release;
  }

  @Override
  public Outcome<Void> commit() {
    try {
      drain.recordLoad();
      for (String name : names) {
        Problem problem = move(apply.connection(), apply.entities().named(name));
        if (problem != null) {
          apply.rollback();
          return new Outcome.NotDone<>(problem);
        }
      }
      Sql.update(
          apply.connection(),
          "UPDATE crossfade.release SET number = ?, published_at = clock_timestamp()"
              + " WHERE migration = ?",
          release,
          apply.settings().migration());
    } catch (SQLException e) {
      apply.rollback();
      return new Outcome.NotDone<>(Failures.problem(DOING, e));
    }
    return Committing.commit(apply.connection(), DOING);
  }

  private @Nullable Problem move(Connection connection, EntityTables tables) throws SQLException {
    String entity = tables.shape().name();
    EntityState state = entityStates().getOrDefault(entity, EntityState.WAITING);
    EntityRow.require(entity, state, EntityState.HELD);
    if (Sql.holds(connection, "SELECT EXISTS (SELECT FROM " + tables.changes() + ")")) {
      return Problem.of(
          TargetProblem.CHANGES_STILL_HELD,
          "Entity " + entity + " still has held changes",
          "They have to be applied before it is published",
          "It is tried again");
    }
    for (String statement : new StagingSql(tables).publish()) {
      Sql.execute(connection, statement);
    }
    Grants.copyDefaults(connection, tables);
    Sql.update(
        connection,
        "UPDATE crossfade.entity SET state = 'LIVE', release = ?"
            + " WHERE migration = ? AND name = ?",
        release,
        apply.settings().migration(),
        entity);
    return null;
  }

  @Override
  public Map<String, EntityState> entityStates() {
    return drain.entityStates();
  }

  @Override
  public List<EntityChange> take(String entity, int max, long weight) {
    return drain.take(entity, max, weight);
  }

  @Override
  public Set<Key> parked(String entity, Collection<Key> keys) {
    return drain.parked(entity, keys);
  }

  @Override
  public Set<Key> write(EntityWrite write) {
    return drain.write(write);
  }

  @Override
  public void hold(String entity, List<EntityChange> changes) {
    drain.hold(entity, changes);
  }

  @Override
  public void park(List<ParkedChange> refused) {
    drain.park(refused);
  }

  @Override
  public void supersede(String entity, Collection<Key> keys) {
    drain.supersede(entity, keys);
  }

  @Override
  public Map<String, Long> parkedRows(String entity, Collection<String> names) {
    return drain.parkedRows(entity, names);
  }

  @Override
  public void supersedeRows(String entity, List<String> names) {
    drain.supersedeRows(entity, names);
  }

  @Override
  public void supersedeItems(Set<Long> ids) {
    drain.supersedeItems(ids);
  }

  @Override
  public void supersedeAll(String entity) {
    drain.supersedeAll(entity);
  }

  @Override
  public void close() {
    drain.close();
  }
}
