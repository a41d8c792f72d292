package dev.crossfade.engine.stream;

import dev.crossfade.core.change.Extent;
import dev.crossfade.core.change.Mark;
import dev.crossfade.core.change.Position;
import dev.crossfade.core.cutover.Direction;
import dev.crossfade.core.problem.Outcome;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.engine.EngineOptions;
import dev.crossfade.engine.EngineProblem;
import dev.crossfade.engine.Mappings;
import dev.crossfade.engine.apply.ChangeApplier;
import dev.crossfade.engine.apply.Reselector;
import dev.crossfade.engine.drift.AlteredTables;
import dev.crossfade.engine.drift.KeptRows;
import dev.crossfade.engine.replay.Errands;
import dev.crossfade.spi.source.ChangeStream;
import dev.crossfade.spi.source.Misfit;
import dev.crossfade.spi.source.RawReader;
import dev.crossfade.spi.source.SourceDatabase;
import dev.crossfade.spi.target.Applier;
import dev.crossfade.spi.target.OwnershipLostException;
import dev.crossfade.spi.target.ProgressStore;
import dev.crossfade.spi.target.StreamState;
import dev.crossfade.spi.target.TargetDatabase;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Follows one source's stream: takes it over, continues where the target says, and applies or holds
 * every change exactly once, position and data in the same target transaction. While the target
 * takes the writes it is a guard: it moves on and applies nothing. Ends by itself only when it
 * cannot go on.
 */
public final class StreamLoop implements StreamFollower {

  private final String source;
  private final Supplier<ChangeStream> streams;
  private final TargetDatabase target;
  private final Mappings mappings;
  private final ChangeMapper mapper;
  private final ChangeApplier changes;
  private final EngineOptions options;
  private final int batchChanges;
  private final StreamCounters counters;
  private final Errands errands;
  private final AlteredTables altered;
  private final KeptRows kept;
  private final StrayWrites strays;
  private final Backlog backlog = new Backlog();
  private @Nullable Connected connected;
  private long epoch;
  private boolean busy;

  /**
   * A stream that does nothing until it is stepped.
   *
   * @param source name of the source
   * @param streams opens what was captured of it
   * @param mappings of all sources, numbered
   * @param batchChanges most changes applied in one transaction
   */
  public StreamLoop(
      String source,
      Map<String, SourceDatabase> sources,
      Supplier<ChangeStream> streams,
      TargetDatabase target,
      Mappings mappings,
      EngineOptions options,
      int batchChanges) {
    this(source, sources, streams, target, mappings, options, batchChanges, new StreamCounters());
  }

  /**
   * @param counters goes on with these numbers
   */
  StreamLoop(
      String source,
      Map<String, SourceDatabase> sources,
      Supplier<ChangeStream> streams,
      TargetDatabase target,
      Mappings mappings,
      EngineOptions options,
      int batchChanges,
      StreamCounters counters) {
    this.source = source;
    this.streams = streams;
    this.counters = counters;
    this.target = target;
    this.mappings = mappings;
    this.mapper = new ChangeMapper(mappings, source);
    this.changes = new ChangeApplier(mappings, new Reselector(mappings, sources));
    int copies = options.copies();
    this.errands =
        new Errands(source, sources, target, mappings, changes, copies, System::nanoTime);
    SourceDatabase ours = Objects.requireNonNull(sources.get(source), source);
    this.altered = new AlteredTables(source, ours, target, mappings, System::nanoTime);
    this.kept = new KeptRows(altered, mappings, mapper::map, changes);
    this.strays = new StrayWrites(source, mappings);
    this.options = options;
    this.batchChanges = batchChanges;
  }

  /** What is open while the stream is followed. */
  private static final class Connected {
    final Supply supply;
    final Applier applier;
    final RawReader raw;
    final Direction.Way way;
    StreamState state;
    @Nullable Transfer open;

    Connected(Supply supply, Applier applier, RawReader raw, Direction.Way way, StreamState state) {
      this.supply = supply;
      this.applier = applier;
      this.raw = raw;
      this.way = way;
      this.state = state;
    }
  }

  @Override
  public String name() {
    return "stream-" + source;
  }

  @Override
  public String source() {
    return source;
  }

  @Override
  public Duration step() {
    Connected now = connected == null ? connect() : connected;
    try {
      do {
        advance(now);
      } while (now.open != null && !Thread.currentThread().isInterrupted());
    } catch (ProblemException e) {
      learn(now, e);
      return Duration.ZERO;
    }
    if (now.open == null && !goOn(now) && now.way == Direction.Way.FORWARD) {
      runErrands(now);
    }
    return Duration.ZERO;
  }

  /** A row that does not fit its table may only have to be read in another way, or kept. */
  private void learn(Connected now, ProblemException problem) {
    if (Misfit.of(problem.problem()).isEmpty()) {
      throw problem;
    }
    abandon(now);
    if (!altered.settled(problem.problem(), now.applier, now.state)) {
      throw problem;
    }
    reset();
  }

  /** Lets what was kept of tables go on, if it is decided; nothing else is done meanwhile. */
  private boolean goOn(Connected now) {
    boolean others = altered.refreshed(now.applier, now.state);
    KeptRows.Done done = others ? KeptRows.Done.LET_GO : letGoOn(now);
    busy = done == KeptRows.Done.SOME;
    if (done == KeptRows.Done.LET_GO) {
      reset();
    }
    return done != KeptRows.Done.NOTHING;
  }

  /** What is kept while the target takes the writes was written past the fence, like the rest. */
  private KeptRows.Done letGoOn(Connected now) {
    return now.way == Direction.Way.FORWARD
        ? kept.step(now.raw, now.applier, now.state)
        : kept.pass(
            now.applier,
            now.state,
            (session, some) -> counters.strays.addAndGet(strays.note(session, some)));
  }

  /** Between two batches; what was mapped before something was corrected is mapped again. */
  private void runErrands(Connected now) {
    Errands.Done done = errands.step(now.applier, now.state);
    busy = done == Errands.Done.SOME;
    if (done == Errands.Done.LEARNED) {
      reset();
    }
  }

  /** Applies what comes next, which may be a part of a transaction. */
  private void advance(Connected now) {
    if (backlog.empty()) {
      backlog.add(now.supply.take(busy ? Duration.ZERO : options.patience()));
    }
    Batch batch = backlog.take(now.state.applied(), batchChanges, counters, now.way);
    if (batch.end() != null) {
      apply(now, batch, batch.end());
    }
  }

  private Connected connect() {
    requireStillOurs();
    mappings.corrections().refresh(target.acts());
    ChangeStream stream = streams.get();
    try {
      Applier applier = target.openApplier(source);
      try {
        requireSameStream(stream.id());
        StreamState state = applier.own(stream.id(), stream.beginning());
        Direction.Way way = way();
        altered.refresh(applier, state);
        stream.allow(altered.leeways());
        stream.seek(state.nextOffset());
        epoch = state.epoch();
        counters.following(state.mark(), state.markWrittenAt());
        Connected opened =
            new Connected(supply(stream, state), applier, stream.rawReader(), way, state);
        connected = opened;
        return opened;
      } catch (RuntimeException e) {
        applier.close();
        throw e;
      }
    } catch (RuntimeException e) {
      stream.close();
      throw e;
    }
  }

  /** Read once the stream is ours: whoever changes it takes the stream away afterwards. */
  private Direction.Way way() {
    return Direction.of(target.progress().fact(ProgressStore.DIRECTION)).way();
  }

  private Supply supply(ChangeStream stream, StreamState state) {
    if (options.ahead() == 0) {
      return new OnDemand(stream, mapper);
    }
    String name = Thread.currentThread().getName() + "-ahead";
    return Ahead.begin(
        name, stream, state.nextOffset(), mapper, options.patience(), options.ahead());
  }

  /** Coming back after a failure must not take the stream away from a newer owner. */
  private void requireStillOurs() {
    if (epoch == 0) {
      return;
    }
    long stored = target.progress().streamState(source).map(StreamState::epoch).orElse(epoch);
    if (stored > epoch) {
      throw new OwnershipLostException("stream of " + source + " has epoch " + stored);
    }
  }

  private void requireSameStream(String id) {
    String fact = "stream." + source;
    String before = target.progress().fact(fact).orElse(null);
    if (before == null) {
      target.progress().remember(fact, id);
    } else if (!before.equals(id)) {
      throw Problem.of(
              EngineProblem.STREAM_CHANGED,
              "the stored stream of " + source + " is another one than before",
              "its topic was deleted or created again, so changes may be missing between the two",
              "this is a gap: start the migration again under another name, or restore the topic")
          .with("before", before)
          .with("now", id)
          .raise();
    }
  }

  /** One target transaction for the batch, or for all parts of one source transaction. */
  private void apply(Connected now, Batch batch, Position end) {
    Transfer transfer = now.open == null ? begin(now, batch, end) : now.open;
    if (!transfer.to().applied().equals(end)) {
      throw new IllegalStateException("the rest of a transaction did not follow");
    }
    now.open = null;
    boolean more = false;
    if (now.way == Direction.Way.FORWARD) {
      errands.applying(batch.byEntity());
    }
    try {
      if (now.way == Direction.Way.FORWARD) {
        transfer.write(batch, changes);
      } else {
        transfer.pass(batch, strays);
      }
      more = batch.extent() == Extent.PART;
      if (!more) {
        settle(now.applier, transfer.commit(), transfer.to());
        now.state = transfer.to();
        transfer.count(counters);
      }
    } finally {
      if (more) {
        now.open = transfer;
      } else {
        transfer.close();
      }
    }
  }

  private Transfer begin(Connected now, Batch batch, Position end) {
    StreamState from = now.state;
    Mark mark = batch.mark() != null && batch.mark().number() > from.mark() ? batch.mark() : null;
    boolean all = backlog.empty() && batch.extent() == Extent.WHOLE;
    StreamState to =
        new StreamState(
            from.streamId(),
            all ? backlog.nextOffset() : from.nextOffset(),
            end,
            mark == null ? from.mark() : mark.number(),
            mark == null ? from.markWrittenAt() : mark.writtenAt(),
            from.epoch());
    return new Transfer(now.applier.begin(from, to, mappings.version()), to);
  }

  private static void settle(Applier applier, Outcome<Void> outcome, StreamState to) {
    if (outcome instanceof Outcome.NotDone<Void> notDone) {
      throw notDone.why().raise();
    }
    if (outcome instanceof Outcome.Unknown<Void> unknown) {
      StreamState found = applier.resolve();
      if (found.epoch() != to.epoch()) {
        throw new OwnershipLostException("the stream was taken over during a commit");
      }
      if (found.nextOffset() != to.nextOffset() || !found.applied().equals(to.applied())) {
        throw EngineProblem.notCommitted(unknown.why());
      }
    }
  }

  @Override
  public StreamStatus status(Clock clock) {
    return counters.status(source, clock);
  }

  @Override
  public void stopped(Problem why) {
    counters.stopped(why);
  }

  @Override
  public Optional<Problem> trouble() {
    return altered.trouble().or(errands::hindrance);
  }

  @Override
  public void turn() {
    reset();
    epoch = 0;
  }

  @Override
  public void reset() {
    Connected now = connected;
    connected = null;
    backlog.clear();
    try {
      changes.close();
      errands.close();
    } finally {
      if (now != null) {
        try {
          abandon(now);
        } finally {
          letGo(now);
        }
      }
    }
  }

  private static void abandon(Connected now) {
    Transfer open = now.open;
    now.open = null;
    if (open != null) {
      open.close();
    }
  }

  private static void letGo(Connected now) {
    try {
      now.applier.close();
    } finally {
      now.supply.close();
    }
  }
}
