package dev.crossfade.engine.replay;

import dev.crossfade.core.change.EntityChange;
import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.Outcome;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.engine.EngineProblem;
import dev.crossfade.engine.Mappings;
import dev.crossfade.engine.apply.ChangeApplier;
import dev.crossfade.spi.source.SnapshotReader;
import dev.crossfade.spi.source.SourceDatabase;
import dev.crossfade.spi.target.Applier;
import dev.crossfade.spi.target.OwnershipLostException;
import dev.crossfade.spi.target.Repair;
import dev.crossfade.spi.target.Replay;
import dev.crossfade.spi.target.StreamSession;
import dev.crossfade.spi.target.StreamState;
import dev.crossfade.spi.target.TargetDatabase;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the owner of a source's stream does between two batches, because somebody asked for it:
 * parked rows are written again, all rows of a mapping that took the place of another, and rows of
 * production that are not what they should be. It is done in the same way and under the same
 * conditions as changes are applied, and does not move the stream. [MONOTONE] One thread.
 */
public final class Errands implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Errands.class);
  private static final long LOOK_NANOS = 500_000_000L;

  private final String source;
  private final SourceDatabase database;
  private final TargetDatabase target;
  private final Mappings mappings;
  private final ChangeApplier changes;
  private final LongSupplier nanos;
  private final Recent recent = new Recent();
  private final RepairWork repairs;
  private @Nullable SnapshotReader reader;
  private final Map<String, Renewal> renewals = new LinkedHashMap<>();
  private final Hindrances hindrances;
  private boolean uncommitted;
  private boolean looked;
  private long lookedAt;

  /**
   * @param source name of the source
   * @param sources all sources by name
   * @param copies different rows of an entity without key that a repair counts at a time, about
   * @param nanos a clock that only goes forward
   */
  public Errands(
      String source,
      Map<String, SourceDatabase> sources,
      TargetDatabase target,
      Mappings mappings,
      ChangeApplier changes,
      int copies,
      LongSupplier nanos) {
    this.source = source;
    this.database = Objects.requireNonNull(sources.get(source));
    this.target = target;
    this.mappings = mappings;
    this.changes = changes;
    this.nanos = nanos;
    this.hindrances = new Hindrances(nanos);
    this.repairs = new RepairWork(source, sources, target, mappings, copies);
  }

  /** What was done. */
  public enum Done {
    /** There is nothing to do. */
    NOTHING,
    /** Rows were written or looked at; there may be more. */
    SOME,
    /** The stream has to come further first. */
    WAITING,
    /** What was mapped ahead has to be mapped again. */
    LEARNED
  }

  /** Remembers what the stream is about to apply, and may not be seen yet. */
  public void applying(Map<String, List<EntityChange>> changes) {
    recent.applying(changes.values());
    repairs.applying(changes);
  }

  /** What somebody asked for and cannot be done at the moment. */
  public Optional<Problem> hindrance() {
    return hindrances.first();
  }

  /** Does a part of what there is to do, in transactions of its own. */
  public Done step(Applier applier, StreamState state) {
    if (looked && nanos.getAsLong() - lookedAt < LOOK_NANOS) {
      return Done.NOTHING;
    }
    Done done = now(applier, state);
    looked = done == Done.NOTHING;
    lookedAt = nanos.getAsLong();
    return done;
  }

  private Done now(Applier applier, StreamState state) {
    List<Replay> replays =
        target.acts().open().stream().filter(each -> each.source().equals(source)).toList();
    List<Renewal> all = renewals();
    List<Repair> parts = repairs.open();
    if (replays.isEmpty() && all.isEmpty() && parts.isEmpty()) {
      hindrances.only(Set.of());
      recent.forget();
      return Done.NOTHING;
    }
    if (mappings.corrections().refresh(target.acts())) {
      return Done.LEARNED;
    }
    return attempt(source, () -> work(all, replays, parts, applier, state));
  }

  /** The first that can be done. */
  private Done work(
      List<Renewal> all,
      List<Replay> replays,
      List<Repair> parts,
      Applier applier,
      StreamState state) {
    Set<String> wanted = new HashSet<>(Set.of(source));
    all.forEach(each -> wanted.add(each.name()));
    replays.forEach(each -> wanted.add(name(each)));
    parts.forEach(each -> wanted.add(RepairWork.name(each)));
    hindrances.only(wanted);
    if (!recent.visible(database)) {
      return parts.isEmpty() ? Done.NOTHING : Done.WAITING;
    }
    for (Renewal each : all) {
      if (attempt(each.name(), () -> renew(each, applier, state)) == Done.SOME) {
        return Done.SOME;
      }
    }
    for (Replay each : replays) {
      if (attempt(name(each), () -> replay(each, applier, state)) == Done.SOME) {
        return Done.SOME;
      }
    }
    for (Repair each : parts) {
      Done done = attempt(RepairWork.name(each), () -> repair(each, applier, state));
      if (done != Done.NOTHING) {
        return done;
      }
      repairs.again(each);
    }
    return Done.NOTHING;
  }

  private static String name(Replay replay) {
    return "replay " + replay.act();
  }

  /** What cannot be done, such as reading a table, stops no stream, and nothing else. */
  private Done attempt(String work, Supplier<Done> body) {
    if (hindrances.resting(work)) {
      return Done.NOTHING;
    }
    uncommitted = false;
    try {
      Done done = body.get();
      hindrances.over(work);
      return done;
    } catch (ProblemException e) {
      Problem problem = e.problem();
      if (!Hindrances.bearable(problem) || uncommitted) {
        throw e;
      }
      LOG.warn(
          "rows not written again: source={} work={} code={} problem={}",
          source,
          work,
          problem.code().text(),
          problem.what());
      hindrances.met(work, problem);
      letReaderGo();
      return Done.NOTHING;
    }
  }

  private List<Renewal> renewals() {
    List<Renewal> open = Renewal.pending(source, mappings, target);
    renewals.keySet().retainAll(open.stream().map(Renewal::name).toList());
    open.forEach(each -> renewals.putIfAbsent(each.name(), each));
    return List.copyOf(renewals.values());
  }

  private Done renew(Renewal all, Applier applier, StreamState state) {
    try (StreamSession session = applier.begin(state, state, mappings.version())) {
      long written = all.step(session, reader(), changes, state.applied());
      settle(applier, session.commit(written), state);
    }
    all.settled();
    if (all.over()) {
      all.remember();
      renewals.remove(all.name());
    }
    return Done.SOME;
  }

  private Done replay(Replay replay, Applier applier, StreamState state) {
    Replaying replaying = new Replaying(replay, mappings, target);
    if (!replaying.possible()) {
      return Done.NOTHING;
    }
    try (StreamSession session = applier.begin(state, state, mappings.version())) {
      long written = replaying.write(session, reader(), changes, state.applied());
      settle(applier, session.commit(written), state);
    }
    return Done.SOME;
  }

  /** A look, or a transaction. */
  private Done repair(Repair part, Applier applier, StreamState state) {
    if (!repairs.possible(part)) {
      return Done.NOTHING;
    }
    if (repairs.unmapped(part)) {
      return skip(part, applier, state);
    }
    Repairing work = repairs.work(part);
    switch (work.stage(state)) {
      case LOOK -> work.look(reader());
      case AWAIT -> {
        return Done.WAITING;
      }
      case WRITE -> {
        try (StreamSession session = applier.begin(state, state, mappings.version())) {
          session.entityStates();
          Long written =
              work.write(
                  new Piece.Writing(session, reader(), changes, state.applied(), work.window()));
          if (written == null) {
            return Done.WAITING;
          }
          settle(applier, session.commit(written), state);
        }
        work.settled();
      }
    }
    return Done.SOME;
  }

  /** There is nothing to compare. */
  private Done skip(Repair part, Applier applier, StreamState state) {
    try (StreamSession session = applier.begin(state, state, mappings.version())) {
      session.advance(part, part.further(Repair.Count.NONE, null, Repair.State.DONE));
      settle(applier, session.commit(0), state);
    }
    return Done.SOME;
  }

  private SnapshotReader reader() {
    SnapshotReader rows = reader == null ? database.openReader() : reader;
    reader = rows;
    return rows;
  }

  /** What was committed without an answer is found done, or not, when it is looked at again. */
  private void settle(Applier applier, Outcome<Void> outcome, StreamState state) {
    if (outcome instanceof Outcome.NotDone<Void> notDone) {
      uncommitted = notDone.why().code().kind() == Kind.TRANSIENT;
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
    renewals.clear();
    recent.forget();
    try {
      repairs.close();
    } finally {
      letReaderGo();
    }
  }

  private void letReaderGo() {
    SnapshotReader open = reader;
    reader = null;
    if (open != null) {
      open.close();
    }
  }
}
