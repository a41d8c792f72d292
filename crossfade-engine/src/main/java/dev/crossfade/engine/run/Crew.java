package dev.crossfade.engine.run;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.spec.Throttle;
import dev.crossfade.engine.Guarded;
import dev.crossfade.engine.HistoryEnd;
import dev.crossfade.engine.Mappings;
import dev.crossfade.engine.Mappings.Numbered;
import dev.crossfade.engine.Work;
import dev.crossfade.engine.backfill.BackfillPlanner;
import dev.crossfade.engine.backfill.BackfillWorker;
import dev.crossfade.engine.backfill.ChunkDone;
import dev.crossfade.engine.backfill.Rehearsal;
import dev.crossfade.engine.backfill.Restraint;
import dev.crossfade.engine.capture.CaptureWatch;
import dev.crossfade.engine.capture.IdentityGuard;
import dev.crossfade.engine.capture.LogWatch;
import dev.crossfade.engine.drift.HeldGate;
import dev.crossfade.engine.drift.HistoryStops;
import dev.crossfade.engine.publish.Admission;
import dev.crossfade.engine.publish.PublishCoordinator;
import dev.crossfade.engine.publish.Published;
import dev.crossfade.engine.run.RunEvent.ChunkLoaded;
import dev.crossfade.engine.run.RunEvent.EntitiesPublished;
import dev.crossfade.engine.run.RunEvent.HistoryPlanned;
import dev.crossfade.engine.stream.HeartbeatLoop;
import dev.crossfade.engine.stream.SharedStream;
import dev.crossfade.engine.stream.StreamFollower;
import dev.crossfade.engine.stream.StreamLoop;
import dev.crossfade.engine.stream.TurningStream;
import dev.crossfade.engine.stream.Turns;
import dev.crossfade.engine.throttle.Pace;
import dev.crossfade.engine.throttle.ThrottleLoop;
import dev.crossfade.spi.source.CaptureRequest;
import dev.crossfade.spi.source.StreamRota;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Starts the loops of a run. */
final class Crew {

  private final RunInputs inputs;
  private final Startup startup;
  private final Runner runner;
  private final ProgressBoard board;
  private final Consumer<RunEvent> events;
  private final BiConsumer<Work, Problem> onFailure;
  private final SourceFailure onSourceFailure;
  private volatile @Nullable Rehearsal rehearsal;
  private volatile @Nullable StreamRota rota;
  private volatile boolean left;
  private final Turns turns = new Turns();
  private final Map<String, BiConsumer<String, Problem>> stopping = new ConcurrentHashMap<>();

  Crew(
      RunInputs inputs,
      Runner runner,
      ProgressBoard board,
      Consumer<RunEvent> events,
      BiConsumer<Work, Problem> onFailure,
      SourceFailure onSourceFailure) {
    this.inputs = inputs;
    this.startup = new Startup(inputs);
    this.runner = runner;
    this.board = board;
    this.events = events;
    this.onFailure = onFailure;
    this.onSourceFailure = onSourceFailure;
  }

  void listen(Mappings mappings, Map<String, CaptureRequest> requests) {
    requests.forEach((source, request) -> listen(mappings, source, request));
  }

  private void listen(Mappings mappings, String source, CaptureRequest request) {
    StreamFollower loop = new TurningStream(follower(mappings, source), turns);
    board.stream(loop);
    IdentityGuard guard = startup.guard(mappings, source);
    Duration heartbeat = inputs.options().heartbeat();
    together(
        loop,
        List.of(
            loop,
            new HeartbeatLoop(source, startup.database(source), heartbeat),
            new CaptureWatch(source, startup.captureOf(source), request, guard),
            new LogWatch(source, guard),
            flow(loop)));
  }

  /** By which it is told that changes go another way. */
  Turns turns() {
    return turns;
  }

  /** Watches whether tables stay what they are. */
  void watch(Mappings mappings) {
    start(new DriftWatch(inputs, mappings), onFailure);
  }

  private StreamFollower follower(Mappings mappings, String source) {
    StreamRota shared = rota;
    return shared == null
        ? new StreamLoop(
            source,
            inputs.sources(),
            startup.captureOf(source)::openStream,
            inputs.target(),
            mappings,
            inputs.options(),
            inputs.spec().settings().streamBatchChanges())
        : new SharedStream(
            inputs.spec().name(),
            source,
            inputs.sources(),
            startup.captureOf(source)::openStream,
            inputs.target(),
            mappings,
            inputs.options(),
            inputs.spec().settings().streamBatchChanges(),
            shared,
            inputs.clock());
  }

  /** Offers work to others, if that is wanted, before anything is begun that they may help with. */
  void share(Mappings mappings, Collection<String> sources) {
    Sharing sharing = inputs.sharing();
    if (sharing != null) {
      inputs.target().offer().make(mappings.version());
      if (rota == null) {
        rota = sharing.open(sources);
      }
      if (left) {
        leave();
      }
    }
  }

  /**
   * Leaves the streams to others, also those that a step which is under way still wants to share.
   */
  void leave() {
    left = true;
    StreamRota shared = rota;
    if (shared != null) {
      shared.close();
    }
    endRehearsal();
  }

  private void endRehearsal() {
    Rehearsal trying = rehearsal;
    if (trying != null) {
      trying.end();
    }
  }

  private FlowWatch flow(StreamFollower loop) {
    String source = loop.source();
    List<String> reasons = List.of(loop.name(), "capture-" + source, "heartbeat-" + source);
    return new FlowWatch(
        loop,
        inputs.options().silence(),
        inputs.clock(),
        () -> board.troubles().anyFailing(reasons));
  }

  /** Tasks of one source: when one of them cannot go on, none does, and the stream shows why. */
  private void together(StreamFollower loop, List<Work> tasks) {
    AtomicBoolean followed = new AtomicBoolean(true);
    BiConsumer<String, Problem> stop =
        (task, problem) -> {
          if (followed.getAndSet(false)) {
            loop.stopped(problem);
            onSourceFailure.stopped(loop.source(), task, problem);
          }
        };
    stopping.put(loop.source(), stop);
    for (Work task : tasks) {
      start(
          new SourceTask(task, followed::get),
          (work, problem) -> stop.accept(work.name(), problem));
    }
  }

  /** A source whose history is not read is not followed either. */
  private void stop(String source, Problem problem) {
    BiConsumer<String, Problem> stop = stopping.get(source);
    if (stop != null) {
      stop.accept("history-" + source, problem);
    }
  }

  /** Tries the way of history while nothing else can be done; not with sources to be spared. */
  void rehearse(Mappings mappings) {
    boolean done =
        new HistoryEnd(inputs.target().progress(), mappings.sourceTables().keySet()).reached();
    if (rehearsal == null && !done && inputs.spec().settings().throttle().equals(Throttle.NONE)) {
      Rehearsal trying = new Rehearsal(inputs.sources(), inputs.target(), mappings, inputs.clock());
      rehearsal = trying;
      if (left) {
        trying.end();
      }
      start(trying, onFailure);
    }
  }

  /**
   * Cuts history into chunks, and copies those that are cut.
   *
   * @param planned the mappings whose history it is
   */
  void copy(Mappings mappings, Mappings planned) {
    endRehearsal();
    Restraint restraint = new Restraint(paces(mappings), new HistoryStops(this::stop));
    start(
        new BackfillPlanner(
            inputs.sources(),
            inputs.target(),
            planned,
            inputs.spec().settings().chunkRows(),
            this::planned,
            restraint),
        onFailure);
    for (int i = 1; i <= inputs.spec().settings().workers(); i++) {
      BackfillWorker worker =
          new BackfillWorker(
              "backfill-" + i,
              inputs.sources(),
              inputs.target(),
              mappings,
              inputs.options(),
              inputs.clock(),
              board.meter(),
              done -> events.accept(loaded(mappings, done)),
              restraint);
      start(worker, onFailure);
      start(worker.lifeline(), onFailure);
    }
  }

  /** Starts what watches the sources, if they are to be spared. */
  private Map<String, Pace> paces(Mappings mappings) {
    Throttle throttle = inputs.spec().settings().throttle();
    Map<String, Pace> paces = new HashMap<>();
    if (!throttle.equals(Throttle.NONE)) {
      inputs
          .sources()
          .forEach(
              (name, source) -> {
                ThrottleLoop loop =
                    new ThrottleLoop(
                        name,
                        source,
                        new HistoryEnd(
                            inputs.target().progress(), mappings.sourceTables().keySet()),
                        throttle,
                        System::nanoTime);
                paces.put(name, loop.pace());
                start(loop, onFailure);
              });
    }
    return paces;
  }

  private void planned(Numbered numbered) {
    board.planned(numbered.number());
    events.accept(new HistoryPlanned(numbered.entity(), numbered.mapping().spec().label()));
  }

  private static RunEvent loaded(Mappings mappings, ChunkDone done) {
    String label = mappings.byNumber(done.mapping()).mapping().spec().label();
    return new ChunkLoaded(done.entity(), label, done.rows(), done.refused());
  }

  /**
   * Finishes entities as their history comes, and publishes all once that is wanted.
   *
   * @param gate whether it is
   * @param admission which of them may be published
   */
  PublishCoordinator publish(Mappings mappings, BooleanSupplier gate, Admission admission) {
    PublishCoordinator coordinator =
        new PublishCoordinator(
            inputs.sources(),
            inputs.target(),
            mappings,
            inputs.options(),
            inputs.clock(),
            gate,
            new HeldGate(admission, mappings, inputs.target()),
            done -> events.accept(published(done)));
    start(coordinator, onFailure);
    return coordinator;
  }

  private static RunEvent published(Published done) {
    return new EntitiesPublished(done.release(), done.entities(), done.seamChanges());
  }

  /** Starts what goes on beside the streams. */
  void start(Work work) {
    start(work, onFailure);
  }

  private void start(Work work, BiConsumer<Work, Problem> failure) {
    runner.start(new Guarded(work, board.troubles(), failure));
  }
}
