package dev.crossfade.engine.reverse;

import dev.crossfade.core.cutover.Direction;
import dev.crossfade.core.cutover.ReturnMark;
import dev.crossfade.core.cutover.ReturnStart;
import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.engine.EngineOptions;
import dev.crossfade.engine.EngineProblem;
import dev.crossfade.engine.Work;
import dev.crossfade.engine.reverse.ReturnStatus.State;
import dev.crossfade.mapping.CompiledMigration;
import dev.crossfade.spi.reverse.LegacyDatabase;
import dev.crossfade.spi.reverse.ReverseState;
import dev.crossfade.spi.source.ChangeStream;
import dev.crossfade.spi.source.StreamBatch;
import dev.crossfade.spi.target.OwnershipLostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Brings the target's changes into one source while the direction is {@code return}, and rests
 * otherwise. It begins behind the mark of the very direction that it read, reads the direction
 * again once it owns the source, and lets go when that is another one. Position and rows are
 * committed together in the source, so each change has its effect once.
 */
final class ReturnLoop implements Work {

  private static final Duration MOMENT = Duration.ofMillis(5);

  private final String source;
  private final CompiledMigration compiled;
  private final LegacyDatabase legacy;
  private final Supplier<ChangeStream> streams;
  private final Heading heading;
  private final Clock clock;
  private final EngineOptions options;
  private final ReturnCounters counters = new ReturnCounters();
  private final AtomicInteger turns = new AtomicInteger();
  private volatile boolean turning;
  private @Nullable ChangeStream stream;
  private @Nullable MarkSearch search;
  private @Nullable Owned owned;
  private @Nullable Held held;
  private Instant movedAt;

  ReturnLoop(
      String source,
      ReturnInputs inputs,
      LegacyDatabase legacy,
      Supplier<ChangeStream> streams,
      Heading heading) {
    this.source = source;
    this.compiled = inputs.compiled();
    this.legacy = legacy;
    this.streams = streams;
    this.heading = heading;
    this.clock = inputs.clock();
    this.options = inputs.options();
    this.movedAt = clock.instant();
  }

  /** The source while it is followed by us. */
  private static final class Owned {
    final ReverseApplier applier;
    ReverseState state;

    Owned(ReverseApplier applier, ReverseState state) {
      this.applier = applier;
      this.state = state;
    }
  }

  /** Under what a source was owned last. */
  private record Held(Direction direction, int turn, long epoch) {}

  /** Forgets what was owned, for whoever looks after the migration from now on. */
  ReturnLoop anew() {
    turns.incrementAndGet();
    return this;
  }

  @Override
  public String name() {
    return "return-" + source;
  }

  /**
   * Lets go before the next change, and reads the direction again, as does whoever owns the source;
   * who owned it before that is done would lose it again. Callable from any thread.
   */
  void turn() {
    turning = true;
    turns.incrementAndGet();
    try {
      legacy.disown();
    } finally {
      turning = false;
    }
  }

  @Override
  public Duration step() {
    try {
      return go();
    } catch (ProblemException e) {
      if (e.problem().code().kind() != Kind.TRANSIENT) {
        counters.stopped(e.problem());
      }
      throw e;
    }
  }

  private Duration go() {
    if (turning) {
      return MOMENT;
    }
    Owned now = owned;
    if (now != null && !current()) {
      reset();
      now = null;
    }
    if (now == null) {
      now = begin();
    }
    if (now != null) {
      advance(now);
      return Duration.ZERO;
    }
    return search == null ? WhileReturning.REST : Duration.ZERO;
  }

  /** Whether nobody has turned the direction since the source was owned. */
  private boolean current() {
    return held != null && held.turn() == turns.get();
  }

  private @Nullable Owned begin() {
    int turn = turns.get();
    if (turning) {
      return null;
    }
    Direction direction = heading.seen();
    if (direction.way() == Direction.Way.FORWARD) {
      rest();
      return null;
    }
    Optional<ReturnMark> mark = heading.mark(direction);
    Optional<ReturnStart> start = mark.flatMap(heading::start);
    if (start.isEmpty()) {
      mark.ifPresent(this::search);
      return null;
    }
    search = null;
    return own(new Held(direction, turn, 0), start.get());
  }

  private void rest() {
    reset();
    held = null;
    movedAt = clock.instant();
    counters.doing(State.RESTING);
  }

  private void search(ReturnMark mark) {
    counters.doing(State.SEARCHING);
    MarkSearch now = search == null ? new MarkSearch(open(), mark) : search;
    search = now;
    now.look(options.patience()).ifPresent(heading::found);
  }

  private ChangeStream open() {
    ChangeStream now = stream == null ? streams.get() : stream;
    stream = now;
    return now;
  }

  /** Null when the direction turned out to be another one. */
  private @Nullable Owned own(Held as, ReturnStart start) {
    ChangeStream from = open();
    requireSame(from, start);
    requireStillOurs(as);
    heading.found(start); // refused to whoever looks after the migration no more, and woke up late
    ReverseApplier applier = new ReverseApplier(compiled, source, legacy.openApplier());
    boolean kept = false;
    try {
      ReverseState state = applier.own(start.streamId(), start.offset(), start.position());
      if (!heading.now().equals(as.direction())) {
        return null;
      }
      held = new Held(as.direction(), as.turn(), state.epoch());
      state = applier.forward(state, start.offset(), start.position());
      from.seek(state.nextOffset());
      Owned now = new Owned(applier, state);
      owned = now;
      movedAt = clock.instant();
      counters.reached(state, 0);
      kept = true;
      return now;
    } finally {
      if (!kept) {
        applier.close();
      }
    }
  }

  private static void requireSame(ChangeStream stream, ReturnStart start) {
    if (!stream.id().equals(start.streamId())) {
      throw Problem.of(
              EngineProblem.STREAM_CHANGED,
              "the stream of the target's changes is another one than when clients were moved",
              "its topic was deleted or created again, so changes may be missing between the two",
              "the way back is lost: compare sources and target before anybody writes to a source"
                  + " again")
          .with("before", start.streamId())
          .with("now", stream.id())
          .raise();
    }
  }

  /** Coming back after a failure must not take the source away from a newer owner. */
  private void requireStillOurs(Held as) {
    Held before = held;
    if (before == null
        || before.turn() != as.turn()
        || !before.direction().equals(as.direction())) {
      return;
    }
    long stored = legacy.state().map(ReverseState::epoch).orElse(before.epoch());
    if (stored > before.epoch()) {
      throw new OwnershipLostException("the way back of " + source + " has epoch " + stored);
    }
  }

  private void advance(Owned now) {
    StreamBatch batch = open().poll(options.patience());
    if (batch.transactions().isEmpty()) {
      return;
    }
    movedAt = clock.instant();
    try {
      now.state = now.applier.apply(now.state, batch);
    } catch (OwnershipLostException e) {
      if (current() && heading.now().equals(held == null ? null : held.direction())) {
        throw e;
      }
      held = null;
      reset();
      return;
    }
    long changes = batch.transactions().stream().mapToLong(each -> each.changes().size()).sum();
    counters.reached(now.state, changes);
  }

  ReturnStatus status() {
    return counters.status(source, clock);
  }

  @Override
  public Optional<Problem> trouble() {
    Duration silent = Duration.between(movedAt, clock.instant());
    return silent.compareTo(options.silence()) < 0
        ? Optional.empty()
        : Optional.of(
            Problem.of(
                EngineProblem.TARGET_SILENT,
                "nothing has arrived from the target's log for " + silent.toSeconds() + " s",
                "marks are written into it all the time; its connector may be failing and trying"
                    + " again by itself, or wait for its slot",
                "nothing is lost: look into the log of Kafka Connect"));
  }

  @Override
  public void reset() {
    Owned now = owned;
    ChangeStream open = stream;
    owned = null;
    stream = null;
    search = null;
    try {
      if (now != null) {
        now.applier.close();
      }
    } finally {
      if (open != null) {
        open.close();
      }
    }
  }
}
