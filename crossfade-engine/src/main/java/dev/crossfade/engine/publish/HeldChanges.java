package dev.crossfade.engine.publish;

import dev.crossfade.core.change.EntityChange;
import dev.crossfade.engine.Mappings;
import dev.crossfade.engine.apply.ChangeApplier;
import dev.crossfade.engine.apply.Reselector;
import dev.crossfade.spi.source.SourceDatabase;
import dev.crossfade.spi.target.DrainSession;
import dev.crossfade.spi.target.TargetDatabase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Applies held changes to staging, through the same rules as a live stream. Changes of tables
 * without key that the snapshot of their history had seen already are left out. One thread at a
 * time.
 */
final class HeldChanges implements AutoCloseable {

  /** Characters and bytes of rows that are applied at once. */
  private static final long MOST_WEIGHT = 16L * 1024 * 1024;

  private final Map<String, SourceDatabase> sources;
  private final TargetDatabase target;
  private final Mappings mappings;
  private final ChangeApplier applier;
  private final Map<Integer, String> tokens = new HashMap<>();

  HeldChanges(Map<String, SourceDatabase> sources, TargetDatabase target, Mappings mappings) {
    this.sources = Map.copyOf(sources);
    this.target = target;
    this.mappings = mappings;
    this.applier = new ChangeApplier(mappings, new Reselector(mappings, sources));
  }

  /** Takes and applies the oldest held changes of an entity, as many as memory is meant to hold. */
  Taken drain(DrainSession session, String entity, int most) {
    List<EntityChange> taken = session.take(entity, most, MOST_WEIGHT);
    applier.apply(session, entity, unseen(taken));
    return Taken.of(entity, taken);
  }

  private List<EntityChange> unseen(List<EntityChange> taken) {
    List<EntityChange> unseen = new ArrayList<>(taken.size());
    for (EntityChange change : taken) {
      if (!seen(change)) {
        unseen.add(change);
      }
    }
    return unseen;
  }

  private boolean seen(EntityChange change) {
    if (!mappings.byNumber(change.mapping()).appendOnly()) {
      return false;
    }
    SourceDatabase source = Objects.requireNonNull(sources.get(change.source()));
    return source.seenBy(token(change.mapping()), change.transaction(), change.position());
  }

  private String token(int mapping) {
    String known = tokens.get(mapping);
    if (known == null) {
      tokens.putAll(target.progress().snapshots());
      known = tokens.get(mapping);
    }
    if (known == null) {
      throw new IllegalStateException("the history of mapping " + mapping + " has no snapshot");
    }
    return known;
  }

  @Override
  public void close() {
    tokens.clear();
    applier.close();
  }
}
