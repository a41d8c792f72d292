package dev.crossfade.engine.run;

import dev.crossfade.core.cutover.Direction;
import dev.crossfade.core.phase.MigrationState;
import dev.crossfade.core.phase.Order;
import dev.crossfade.core.problem.Outcome;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.engine.EngineProblem;
import dev.crossfade.engine.Guarded;
import dev.crossfade.engine.Task;
import dev.crossfade.engine.Work;
import dev.crossfade.engine.cutover.CrossingInputs;
import dev.crossfade.engine.cutover.Mandate;
import dev.crossfade.engine.cutover.Transit;
import dev.crossfade.engine.run.RunEvent.ProblemFound;
import dev.crossfade.spi.target.ProgressStore;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All that one process does for a migration from when it begins until it lets go: the streams, and
 * the steps that are ordered meanwhile. What it achieved is in the target; the next one goes on.
 */
final class Shift {

  private static final String DO = "do ";

  private final RunInputs inputs;
  private final Runner runner;
  private final ProgressBoard board;
  private final Consumer<RunEvent> events;
  private final Crew crew;
  private final Steps steps;
  private final Streams streams;
  private final Map<String, Job> jobs = new ConcurrentHashMap<>();
  private final AtomicReference<@Nullable Problem> broken = new AtomicReference<>();

  /** Why no source is followed any more. */
  private final AtomicReference<@Nullable Problem> silent = new AtomicReference<>();

  private volatile boolean overtaken;

  /**
   * @param journal what is decided, as this process saw it last
   */
  Shift(
      RunInputs inputs,
      Runners runners,
      ProgressBoard board,
      Verification verification,
      Supplier<MigrationState> journal,
      Mandate mandate,
      Consumer<RunEvent> events) {
    this.inputs = inputs;
    this.runner = new NamedRunner(runners.open(this::died), board.troubles());
    this.board = board;
    this.events = events;
    board.begin();
    this.crew = new Crew(inputs, runner, board, events, this::failed, this::sourceStopped);
    Agenda agenda = new Agenda(inputs, journal);
    Footing footing = new Footing(new Startup(inputs), agenda.sources());
    CrossingSteps crossing =
        new CrossingSteps(inputs.spec().name(), transit(footing, mandate).orElse(null));
    this.streams = new Streams(inputs, footing, crew, board, events, crossing);
    this.steps =
        new Steps(
            inputs,
            footing,
            streams,
            crew,
            board,
            verification,
            this::hindrance,
            () -> journal.get().signOffs().overridden(),
            crossing,
            agenda);
  }

  private Optional<Transit> transit(Footing footing, Mandate mandate) {
    CrossingInputs by = inputs.crossing();
    return by == null
        ? Optional.empty()
        : Optional.of(
            new Transit(
                new Transit.Around(
                    inputs.spec(),
                    inputs.target(),
                    () -> footing.captured().keySet(),
                    mandate,
                    crew.turns(),
                    this::hindrance,
                    inputs.clock(),
                    by.nanos()),
                by));
  }

  /** Begins a step, or looks how it is. */
  Optional<Outcome<String>> perform(Order order) {
    return job(DO + order.id() + "#" + order.attempt(), order, () -> steps.task(order.kind()));
  }

  /** Whether some attempt at a step is under way, or was ended by a failure of something else. */
  boolean doing(Order order) {
    String id = DO + order.id() + "#";
    return jobs.keySet().stream().anyMatch(each -> each.startsWith(id));
  }

  /** Begins to read whether a step has happened, or looks how far that is. */
  Optional<Outcome<String>> probe(Order order) {
    String id = "read " + order.id() + "#" + order.attempt();
    Optional<Outcome<String>> end = job(id, order, () -> steps.reading(order.kind()));
    end.ifPresent(known -> jobs.remove(id));
    return end;
  }

  /** Makes what there is to do when it is asked for first. */
  private interface Making {
    Task task();
  }

  private Optional<Outcome<String>> job(String id, Order order, Making making) {
    Job known = jobs.get(id);
    if (known == null) {
      known = new Job(name(order), making.task(), inputs.clock());
      jobs.put(id, known);
      Job begun = known;
      start(begun, (work, problem) -> failed(begun, work, problem));
    }
    return known.end();
  }

  private static String name(Order order) {
    return order.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private void failed(Job job, Work work, Problem problem) {
    if (!takenOver(problem)) {
      tell(work.name(), problem);
      job.failed(problem);
    }
  }

  /** Lets the streams run; why they cannot, if they cannot. */
  Optional<Problem> follow() {
    if (streams.begin()) {
      start(streams, this::failed);
    }
    return Optional.ofNullable(hindrance());
  }

  /**
   * While the target takes the writes nothing waits for the sources' streams, and what brings
   * changes back must not end with them: there the alarms say it.
   */
  private @Nullable Problem hindrance() {
    Problem whole = broken.get();
    Problem sources = silent.get();
    return whole != null || sources == null || guarding() ? whole : sources;
  }

  private boolean guarding() {
    return Direction.of(inputs.target().progress().fact(ProgressStore.DIRECTION)).way()
        == Direction.Way.RETURN;
  }

  private void start(Work work, BiConsumer<Work, Problem> onFailure) {
    runner.start(new Guarded(work, board.troubles(), onFailure));
  }

  private void failed(Work work, Problem problem) {
    if (!takenOver(problem)) {
      tell(work.name(), problem);
      broken.compareAndSet(null, problem);
    }
  }

  /** The others go on, if there are any. */
  private void sourceStopped(String source, String task, Problem problem) {
    if (takenOver(problem)) {
      return;
    }
    tell(task, problem);
    streams.raiseAlarm(source, problem);
    if (!board.anyStreamFollowing(inputs.clock())) {
      silent.compareAndSet(null, problem);
    }
  }

  private boolean takenOver(Problem problem) {
    boolean ours = problem.code() != EngineProblem.OWNERSHIP_LOST;
    overtaken |= !ours;
    return !ours;
  }

  private void tell(String task, Problem problem) {
    if (!board.problems().contains(problem)) {
      board.problem(problem);
      events.accept(new ProblemFound(task, problem));
    }
  }

  /** Something died of what nobody expects; who moved clients may have left them anywhere. */
  void died(Work work, Throwable death) {
    Problem problem =
        Problem.of(
            EngineProblem.UNEXPECTED,
            work.name() + " died of " + death.getClass().getSimpleName(),
            String.valueOf(death.getMessage()),
            "nothing is lost: start again");
    Job.called(jobs.values(), work.name()).ifPresent(job -> job.died(problem));
    failed(work, problem);
  }

  /** Whether a target refused this process for somebody who acts under a later epoch. */
  boolean overtaken() {
    return overtaken;
  }

  /** Sources whose streams have not been heard yet. */
  List<String> unheard() {
    return streams.hearing().open();
  }

  /** Asks what is under way to come to where it may be left. */
  void windDown() {
    jobs.values().forEach(Job::windDown);
  }

  /** Whether nobody is worse off when everything ends as it is. */
  boolean mayBeLeft() {
    return jobs.values().stream().allMatch(Job::mayBeLeft);
  }

  /** Ends everything; false while something is stuck. */
  boolean end() {
    // first: others follow the streams while what is under way ends, and the target lets one apply
    crew.leave();
    return runner.stop();
  }

  /** Whether nothing of it is under way any more; does not wait. */
  boolean ended() {
    return runner.ended();
  }
}
