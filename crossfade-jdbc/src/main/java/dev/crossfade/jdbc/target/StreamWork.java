package dev.crossfade.jdbc.target;

import dev.crossfade.core.change.EntityChange;
import dev.crossfade.core.phase.EntityState;
import dev.crossfade.core.problem.Outcome;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.jdbc.target.sql.EntityTables;
import dev.crossfade.spi.target.EntityWrite;
import dev.crossfade.spi.target.HeldTable;
import dev.crossfade.spi.target.KeptChange;
import dev.crossfade.spi.target.ParkedChange;
import dev.crossfade.spi.target.Repair;
import dev.crossfade.spi.target.Replay;
import dev.crossfade.spi.target.StrayWrite;
import dev.crossfade.spi.target.StreamSession;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A session of a source's stream: writes production, or holds. */
final class StreamWork implements StreamSession {

  private static final String DOING = "committing applied changes";

  private final ApplyConnection apply;
  private final ApplyWork work;
  private final String source;
  private final String mappingVersion;
  private Loads.Kind kind = Loads.Kind.STREAM;
  private String actor;
  private final KeptChanges kept;
  private boolean over;

  StreamWork(ApplyConnection apply, long load, String source, String mappingVersion) {
    this.apply = apply;
    this.work = new ApplyWork(apply, load);
    this.source = source;
    this.mappingVersion = mappingVersion;
    this.actor = apply.settings().actor();
    this.kept = new KeptChanges(apply.connection(), apply.settings().migration(), source);
  }

  @Override
  public Map<String, EntityState> entityStates() {
    return work.entityStates();
  }

  @Override
  public Set<Key> parked(String entity, Collection<Key> keys) {
    return work.parked(entity, keys);
  }

  @Override
  public Set<Key> write(EntityWrite write) {
    EntityRow.require(write.entity(), state(write.entity()), EntityState.LIVE);
    return work.write(write, EntityTables.Zone.PRODUCTION);
  }

  @Override
  public void hold(String entity, List<EntityChange> changes) {
    EntityRow.require(
        entity, state(entity), EntityState.WAITING, EntityState.LOADING, EntityState.HELD);
    work.hold(entity, changes);
  }

  private EntityState state(String entity) {
    EntityState state = entityStates().get(entity);
    return state == null ? EntityState.WAITING : state;
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

  @Override
  public void note(List<StrayWrite> writes) {
    ApplyWork.call(
        () -> {
          PostgresStrays.note(work.connection(), apply.settings().migration(), writes);
          return true;
        });
  }

  @Override
  public void advance(Replay from, Replay to) {
    ApplyWork.call(
        () -> {
          PostgresActs.advance(
              work.connection(), apply.entities(), apply.settings().migration(), from, to);
          return true;
        });
  }

  @Override
  public void advance(Repair from, Repair to) {
    kind = Loads.Kind.REPAIR;
    actor = from.actor();
    ApplyWork.call(
        () -> {
          PostgresRepairs.advance(work.connection(), apply.settings().migration(), from, to);
          return true;
        });
  }

  @Override
  public void holdTable(HeldTable table) {
    ApplyWork.call(
        () -> {
          kept.hold(table);
          return true;
        });
  }

  @Override
  public void keep(List<KeptChange> changes) {
    ApplyWork.call(
        () -> {
          kept.append(changes);
          return true;
        });
  }

  @Override
  public List<KeptChange> takeKept(TableId table, int max, long weight) {
    return ApplyWork.call(() -> kept.take(table, max, weight));
  }

  @Override
  public void letGo(TableId table, Set<String> entities) {
    ApplyWork.call(
        () -> {
          kept.letGo(table, entities);
          return true;
        });
  }

  @Override
  public Outcome<Void> commit(long rows) {
    if (over) {
      throw new IllegalStateException("the session is over");
    }
    try {
      if (work.changed() || rows > 0) {
        Loads.insert(
            work.connection(),
            apply.settings(),
            actor,
            work.load(),
            kind,
            source,
            null,
            mappingVersion,
            rows,
            work.refused());
        work.ledger().store();
      }
    } catch (SQLException e) {
      return new Outcome.NotDone<>(Failures.problem(DOING, e));
    }
    Outcome<Void> outcome = Committing.commit(work.connection(), DOING);
    over = outcome instanceof Outcome.Done;
    if (outcome instanceof Outcome.Unknown) {
      apply.close();
      over = true;
    }
    return outcome;
  }

  @Override
  public void close() {
    if (!over) {
      over = true;
      apply.rollback();
    }
  }
}
