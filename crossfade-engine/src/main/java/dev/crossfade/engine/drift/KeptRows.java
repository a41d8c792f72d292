package dev.crossfade.engine.drift;

import dev.crossfade.core.change.Change;
import dev.crossfade.core.change.EntityChange;
import dev.crossfade.core.change.SourceTransaction;
import dev.crossfade.core.phase.EntityState;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.engine.Mappings;
import dev.crossfade.engine.apply.ChangeApplier;
import dev.crossfade.spi.source.RawReader;
import dev.crossfade.spi.target.Applier;
import dev.crossfade.spi.target.HeldTable;
import dev.crossfade.spi.target.KeptChange;
import dev.crossfade.spi.target.StreamSession;
import dev.crossfade.spi.target.StreamState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies what was kept of tables once it is decided what they are, oldest first, in transactions
 * that do not move the stream. What the stream brings meanwhile is kept behind it. One thread, that
 * of the stream.
 */
public final class KeptRows {

  private static final Logger LOG = LoggerFactory.getLogger(KeptRows.class);
  private static final int CHANGES = 1_000;
  private static final long MOST_WEIGHT = 8L * 1024 * 1024;

  private final AlteredTables altered;
  private final Mappings mappings;
  private final Function<SourceTransaction, List<EntityChange>> mapper;
  private final ChangeApplier changes;

  /**
   * @param mapper what a transaction means for the entities
   */
  public KeptRows(
      AlteredTables altered,
      Mappings mappings,
      Function<SourceTransaction, List<EntityChange>> mapper,
      ChangeApplier changes) {
    this.altered = altered;
    this.mappings = mappings;
    this.mapper = mapper;
    this.changes = changes;
  }

  /** What was done. */
  public enum Done {
    /** Nothing waits that may go on. */
    NOTHING,
    /** Some; there may be more. */
    SOME,
    /** A table is not held any more: its rows are to be read from now on. */
    LET_GO
  }

  /** Applies some of what was kept. */
  public Done step(RawReader reader, Applier applier, StreamState state) {
    for (HeldTable table : altered.released()) {
      reader.allow(altered.reading());
      try {
        return some(table, applier, state, (session, kept) -> apply(kept, reader, session));
      } catch (ProblemException e) {
        if (!altered.settled(e.problem(), applier, state)) {
          throw e;
        }
        return Done.SOME;
      }
    }
    return Done.NOTHING;
  }

  /**
   * Lets some of what was kept go without applying it, because the target takes the writes.
   *
   * @param noted by whom, within the transaction after which it is gone
   */
  public Done pass(
      Applier applier, StreamState state, BiConsumer<StreamSession, List<KeptChange>> noted) {
    for (HeldTable table : altered.released()) {
      return some(table, applier, state, noted);
    }
    return Done.NOTHING;
  }

  private Done some(
      HeldTable table,
      Applier applier,
      StreamState state,
      BiConsumer<StreamSession, List<KeptChange>> done) {
    try (StreamSession session = applier.begin(state, state, mappings.version())) {
      List<KeptChange> kept = session.takeKept(table.table(), CHANGES, MOST_WEIGHT);
      if (kept.isEmpty()) {
        session.letGo(table.table(), fed(table));
      }
      done.accept(session, kept);
      AlteredTables.committed(session.commit(kept.size()));
      LOG.info("kept changes done: table={} changes={}", table.table(), kept.size());
      return kept.isEmpty() ? Done.LET_GO : Done.SOME;
    }
  }

  private Set<String> fed(HeldTable table) {
    return mappings.from(table.source(), table.table()).stream()
        .map(Mappings.Numbered::entity)
        .collect(Collectors.toSet());
  }

  private void apply(List<KeptChange> kept, RawReader reader, StreamSession session) {
    Map<String, List<EntityChange>> byEntity = new LinkedHashMap<>();
    for (KeptChange each : kept) {
      Change change = reader.read(each.change());
      SourceTransaction alone =
          new SourceTransaction(
              "", each.transaction(), Instant.EPOCH, List.of(change), null, change.position());
      for (EntityChange mapped : mapper.apply(alone)) {
        byEntity.computeIfAbsent(mapped.entity(), any -> new ArrayList<>()).add(mapped);
      }
    }
    Map<String, EntityState> states = session.entityStates();
    byEntity.forEach(
        (entity, some) -> {
          if (states.get(entity) == EntityState.LIVE) {
            changes.apply(session, entity, some);
          } else {
            session.hold(entity, some);
          }
        });
  }
}
