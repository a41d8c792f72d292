package dev.crossfade.engine.stream;

import dev.crossfade.core.change.EntityChange;
import dev.crossfade.core.change.Mark;
import dev.crossfade.core.change.Position;
import dev.crossfade.core.phase.EntityState;
import dev.crossfade.core.problem.Outcome;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.engine.EngineOptions;
import dev.crossfade.engine.EngineProblem;
import dev.crossfade.engine.Mappings;
import dev.crossfade.engine.Work;
import dev.crossfade.engine.apply.ApplyCount;
import dev.crossfade.engine.apply.ChangeApplier;
import dev.crossfade.engine.apply.Reselector;
import dev.crossfade.spi.source.ChangeCapture;
import dev.crossfade.spi.source.ChangeStream;
import dev.crossfade.spi.source.SourceDatabase;
import dev.crossfade.spi.target.Applier;
import dev.crossfade.spi.target.OwnershipLostException;
import dev.crossfade.spi.target.StreamSession;
import dev.crossfade.spi.target.StreamState;
import dev.crossfade.spi.target.TargetDatabase;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Follows one source's stream: takes it over, continues where the target says, and applies or holds
 * every change exactly once, position and data in the same target transaction. Ends by itself only
 * when it cannot go on.
 */
public final class StreamLoop implements Work {

  private final String source;
  private final ChangeCapture capture;
  private final TargetDatabase target;
  private final Mappings mappings;
  private final ChangeMapper mapper;
  private final ChangeApplier changes;
  private final EngineOptions options;
  private final int batchChanges;
  private final StreamCounters counters = new StreamCounters();
  private final Backlog backlog = new Backlog();
  private @Nullable Connected connected;
  private long epoch;

  public StreamLoop(
      String source,
      SourceDatabase database,
      ChangeCapture capture,
      TargetDatabase target,
      Mappings mappings,
      EngineOptions options,
      int batchChanges) {
    this.source = source;
    this.capture = capture;
    this.target = target;
    this.mappings = mappings;
    this.mapper = new ChangeMapper(mappings, source);
    this.changes = new ChangeApplier(mappings, new Reselector(mappings, Map.of(source, database)));
    this.options = options;
    this.batchChanges = batchChanges;
  }

  /** What is open while the stream is followed. */
  private static final class Connected {
    final ChangeStream stream;
    final Applier applier;
    StreamState state;

    Connected(ChangeStream stream, Applier applier, StreamState state) {
      this.stream = stream;
      this.applier = applier;
      this.state = state;
    }
  }

  @Override
  public String name() {
    return "stream-" + source;
  }

  /** Name of the source it follows. */
  public String source() {
    return source;
  }

  @Override
  public Duration step() {
    Connected now = connected == null ? connect() : connected;
    if (backlog.empty()) {
      backlog.add(now.stream.poll(options.patience()));
    }
    Batch batch = backlog.take(now.state.applied(), batchChanges, mapper, counters);
    if (batch.end() != null) {
      apply(now, batch, batch.end());
    }
    return Duration.ZERO;
  }

  private Connected connect() {
    requireStillOurs();
    ChangeStream stream = capture.openStream();
    try {
      Applier applier = target.openApplier(source);
      try {
        requireSameStream(stream.id());
        StreamState state = applier.own(stream.id(), stream.beginning());
        stream.seek(state.nextOffset());
        epoch = state.epoch();
        counters.following(state.mark(), state.markWrittenAt());
        Connected opened = new Connected(stream, applier, state);
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

  private void apply(Connected now, Batch batch, Position end) {
    StreamState from = now.state;
    Mark mark = batch.mark() != null && batch.mark().number() > from.mark() ? batch.mark() : null;
    StreamState to =
        new StreamState(
            from.streamId(),
            backlog.empty() ? backlog.nextOffset() : from.nextOffset(),
            end,
            mark == null ? from.mark() : mark.number(),
            mark == null ? from.markWrittenAt() : mark.writtenAt(),
            from.epoch());
    long held = 0;
    ApplyCount applied = ApplyCount.NONE;
    try (StreamSession session = now.applier.begin(from, to, mappings.version())) {
      Map<String, EntityState> states = session.entityStates();
      for (Map.Entry<String, List<EntityChange>> each : batch.byEntity().entrySet()) {
        if (states.get(each.getKey()) == EntityState.LIVE) {
          applied = applied.plus(changes.apply(session, each.getKey(), each.getValue()));
        } else {
          session.hold(each.getKey(), each.getValue());
          held += each.getValue().size();
        }
      }
      settle(now.applier, session.commit(batch.size()), to);
    }
    now.state = to;
    counters.captured.addAndGet(batch.captured());
    counters.applied.addAndGet(applied.changes() - applied.parked());
    counters.quarantined.addAndGet(applied.parked());
    counters.held.addAndGet(held);
    counters.following(to.mark(), to.markWrittenAt());
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

  /** The numbers as of now. Callable from any thread. */
  public StreamStatus status(Clock clock) {
    return counters.status(source, clock);
  }

  /** Shows why the loop ended. Callable from any thread. */
  public void stopped(Problem why) {
    counters.stopped(why);
  }

  @Override
  public void reset() {
    Connected now = connected;
    connected = null;
    backlog.clear();
    try {
      changes.close();
    } finally {
      if (now != null) {
        try {
          now.applier.close();
        } finally {
          now.stream.close();
        }
      }
    }
  }
}
