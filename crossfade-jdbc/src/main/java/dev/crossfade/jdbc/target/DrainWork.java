package dev.crossfade.jdbc.target;

import dev.crossfade.core.change.EntityChange;
import dev.crossfade.core.phase.EntityState;
import dev.crossfade.core.problem.Outcome;
import dev.crossfade.core.schema.Key;
import dev.crossfade.jdbc.target.sql.EntityTables;
import dev.crossfade.spi.target.DrainSession;
import dev.crossfade.spi.target.EntityWrite;
import dev.crossfade.spi.target.ParkedChange;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A session that applies held changes to staging, on a connection of its own. */
final class DrainWork implements DrainSession {

  private static final String DOING = "committing held changes";

  private final ApplyConnection apply;
  private final ApplyWork work;
  private final Idle<ApplyConnection> idle;
  private long taken;
  private boolean closed;

  DrainWork(ApplyConnection apply, long load, Idle<ApplyConnection> idle) {
    this.apply = apply;
    this.idle = idle;
    this.work = new ApplyWork(apply, load);
  }

  @Override
  public Map<String, EntityState> entityStates() {
    return work.entityStates();
  }

  @Override
  public List<EntityChange> take(String entity, int max, long weight) {
    List<EntityChange> changes = ApplyWork.call(() -> work.held().take(entity, max, weight));
    taken += changes.size();
    return changes;
  }

  @Override
  public Set<Key> parked(String entity, Collection<Key> keys) {
    return work.parked(entity, keys);
  }

  @Override
  public Set<Key> write(EntityWrite write) {
    EntityRow.require(
        write.entity(),
        entityStates().getOrDefault(write.entity(), EntityState.WAITING),
        EntityState.HELD);
    return work.write(write, EntityTables.Zone.STAGING);
  }

  @Override
  public void hold(String entity, List<EntityChange> changes) {
    work.hold(entity, changes);
  }

  @Override
  public void park(List<ParkedChange> refused) {
    work.park(refused);
  }

  @Override
  public void supersede(String entity, Collection<Key> keys) {
    work.supersede(entity, keys);
  }

  @Override
  public Map<String, Long> parkedRows(String entity, Collection<String> names) {
    return work.parkedRows(entity, names);
  }

  @Override
  public void supersedeRows(String entity, List<String> names) {
    work.supersedeRows(entity, names);
  }

  @Override
  public void supersedeItems(Set<Long> ids) {
    work.supersedeItems(ids);
  }

  @Override
  public void supersedeAll(String entity) {
    work.supersedeAll(entity);
  }

  /** Stores the load of what was done so far; part of the transaction. */
  void recordLoad() throws SQLException {
    if (work.changed() || taken > 0) {
      Loads.drained(
          work.connection(),
          apply.settings(),
          work.load(),
          work.held().loads(),
          taken,
          work.refused());
      work.ledger().store();
    }
  }

  @Override
  public Outcome<Void> commit() {
    try {
      recordLoad();
    } catch (SQLException e) {
      return new Outcome.NotDone<>(Failures.problem(DOING, e));
    }
    return Committing.commit(work.connection(), DOING);
  }

  /** The connection serves the next session, with its temporary tables and statements. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      idle.give(apply);
    }
  }
}
