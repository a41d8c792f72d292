package dev.crossfade.engine.replay;

import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.Outcome;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.engine.EngineProblem;
import dev.crossfade.engine.Mappings;
import dev.crossfade.engine.apply.ChangeApplier;
import dev.crossfade.spi.source.SnapshotReader;
import dev.crossfade.spi.source.SourceDatabase;
import dev.crossfade.spi.target.Applier;
import dev.crossfade.spi.target.OwnershipLostException;
import dev.crossfade.spi.target.Replay;
import dev.crossfade.spi.target.StreamSession;
import dev.crossfade.spi.target.StreamState;
import dev.crossfade.spi.target.TargetDatabase;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the owner of a source's stream does between two batches, because somebody asked for it:
 * parked rows are written again, and all rows of a mapping that took the place of another. It is
 * done in the same way and under the same conditions as changes are applied, and does not move the
 * stream. [MONOTONE] One thread.
 */
public final class Errands implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Errands.class);
  private static final long LOOK_NANOS = 500_000_000L;
  private static final long REST_NANOS = 60 * LOOK_NANOS;

  private final String source;
  private final SourceDatabase database;
  private final TargetDatabase target;
  private final Mappings mappings;
  private final ChangeApplier changes;
  private final LongSupplier nanos;
  private final Recent recent = new Recent();
  private @Nullable SnapshotReader reader;
  private @Nullable Renewal renewal;
  private boolean looked;
  private long lookedAt;
  private long rest = LOOK_NANOS;

  /**
   * @param source name of the source
   * @param nanos a clock that only goes forward
   */
  public Errands(
      String source,
      SourceDatabase database,
      TargetDatabase target,
      Mappings mappings,
      ChangeApplier changes,
      LongSupplier nanos) {
    this.source = source;
    this.database = database;
    this.target = target;
    this.mappings = mappings;
    this.changes = changes;
    this.nanos = nanos;
  }

  /** What was done. */
  public enum Done {
    /** There is nothing to do. */
    NOTHING,
    /** Rows were written; there may be more. */
    SOME,
    /** What was mapped ahead has to be mapped again. */
    LEARNED
  }

  /** The transactions that the stream applied. */
  public Recent recent() {
    return recent;
  }

  /** Does a part of what there is to do, in transactions of its own. */
  public Done step(Applier applier, StreamState state) {
    if (looked && nanos.getAsLong() - lookedAt < rest) {
      return Done.NOTHING;
    }
    rest = LOOK_NANOS;
    Done done = attempt(applier, state);
    looked = done == Done.NOTHING;
    lookedAt = nanos.getAsLong();
    return done;
  }

  /** What somebody asked for and cannot be done, such as reading a table, stops no stream. */
  private Done attempt(Applier applier, StreamState state) {
    try {
      return now(applier, state);
    } catch (ProblemException e) {
      if (e.problem().code().kind() != Kind.OPERATOR) {
        throw e;
      }
      LOG.warn(
          "rows not written again: source={} code={} problem={}",
          source,
          e.problem().code().text(),
          e.problem().what());
      rest = REST_NANOS;
      return Done.NOTHING;
    }
  }

  private Done now(Applier applier, StreamState state) {
    Optional<Replay> replay = target.acts().next(source);
    if (replay.isPresent() && mappings.corrections().refresh(target.acts())) {
      return Done.LEARNED;
    }
    Renewal all = renewal == null ? Renewal.pending(source, mappings, target) : renewal;
    renewal = all;
    if ((replay.isEmpty() && all == null) || !recent.visible(database)) {
      return Done.NOTHING;
    }
    SnapshotReader rows = reader == null ? database.openReader() : reader;
    reader = rows;
    if (all != null) {
      try (StreamSession session = applier.begin(state, state, mappings.version())) {
        long written = all.step(session, rows, changes, state.applied());
        settle(applier, session.commit(written), state);
      }
      if (all.over()) {
        all.remember();
        renewal = null;
      }
      return Done.SOME;
    }
    Replaying replaying = new Replaying(replay.orElseThrow(), mappings, target);
    if (!replaying.possible()) {
      return Done.NOTHING;
    }
    try (StreamSession session = applier.begin(state, state, mappings.version())) {
      long written = replaying.write(session, rows, changes, state.applied());
      settle(applier, session.commit(written), state);
    }
    return Done.SOME;
  }

  /** What was committed without an answer is found done, or not, when it is looked at again. */
  private void settle(Applier applier, Outcome<Void> outcome, StreamState state) {
    if (outcome instanceof Outcome.NotDone<Void> notDone) {
      throw notDone.why().raise();
    }
    if (outcome instanceof Outcome.Unknown<Void> unknown) {
      if (applier.resolve().epoch() != state.epoch()) {
        throw new OwnershipLostException("the stream was taken over during a commit");
      }
      throw EngineProblem.notCommitted(unknown.why());
    }
  }

  /** Lets the connection to the source go, and begins again where nothing was remembered. */
  @Override
  public void close() {
    SnapshotReader open = reader;
    reader = null;
    renewal = null;
    if (open != null) {
      open.close();
    }
  }
}
