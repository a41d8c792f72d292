package dev.crossfade.engine.run;

import dev.crossfade.core.phase.EntityState;
import dev.crossfade.core.phase.Event.CheckOverridden;
import dev.crossfade.core.phase.StepKind;
import dev.crossfade.core.problem.Outcome;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.engine.EngineProblem;
import dev.crossfade.engine.HistoryEnd;
import dev.crossfade.engine.Mappings;
import dev.crossfade.engine.Mappings.Numbered;
import dev.crossfade.engine.Pause;
import dev.crossfade.engine.Renewals;
import dev.crossfade.engine.Task;
import dev.crossfade.engine.check.CheckParties;
import dev.crossfade.engine.check.CheckSettings;
import dev.crossfade.engine.check.StagingGate;
import dev.crossfade.engine.publish.PublishCoordinator;
import dev.crossfade.engine.run.Agenda.Ordered;
import dev.crossfade.engine.verify.Verifier;
import dev.crossfade.engine.verify.VerifySettings;
import dev.crossfade.mapping.WayBack;
import dev.crossfade.spi.check.InquiryLimits;
import dev.crossfade.spi.target.ProgressStore;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What each kind of step is here. What it is about is taken from the plan. All of them may be done
 * again: what is done is found done in the target.
 */
final class Steps {

  /** Heartbeats between two looks at what is held. */
  private static final int GATE_RESTS = 10;

  /** One that may lag behind the sources, and one that does not. */
  private static final int GATE_LOOKS = 2;

  /** Rests for which it waits for the streams. */
  private static final int GATE_PATIENCE = 3;

  private final RunInputs inputs;
  private final Footing footing;
  private final Streams streams;
  private final Crew crew;
  private final ProgressBoard board;
  private final Verification verification;
  private final Supplier<@Nullable Problem> broken;
  private final Supplier<List<CheckOverridden>> overridden;
  private final AtomicBoolean copying = new AtomicBoolean();
  private final AtomicBoolean gate = new AtomicBoolean();
  private final CrossingSteps crossing;
  private final Agenda agenda;
  private volatile @Nullable PublishCoordinator publishing;

  /**
   * @param broken why nothing can go on, if that is so
   * @param overridden checks that keep nothing from being published
   * @param crossing how clients are moved
   * @param agenda the plan
   */
  Steps(
      RunInputs inputs,
      Footing footing,
      Streams streams,
      Crew crew,
      ProgressBoard board,
      Verification verification,
      Supplier<@Nullable Problem> broken,
      Supplier<List<CheckOverridden>> overridden,
      CrossingSteps crossing,
      Agenda agenda) {
    this.inputs = inputs;
    this.footing = footing;
    this.streams = streams;
    this.crew = crew;
    this.board = board;
    this.verification = verification;
    this.broken = broken;
    this.overridden = overridden;
    this.crossing = crossing;
    this.agenda = agenda;
  }

  /** Doing it; what is not foreseen as the next step is not done. */
  Task task(StepKind kind) {
    Ordered ordered = agenda.ordered(kind);
    if (ordered.planned()) {
      return task(kind, ordered);
    }
    return () -> {
      throw notPlanned(kind.name()).raise();
    };
  }

  private Task task(StepKind kind, Ordered ordered) {
    return switch (kind) {
      case PREPARE_TARGET -> () -> done(footing.mappings().all().size() + " mappings");
      case OPEN_LOG -> this::open;
      case START_CAPTURE -> () -> done(String.join(", ", footing.captured().keySet()));
      case COPY_HISTORY -> () -> copied(ordered) ? done("history is in staging") : null;
      case APPLY_HELD -> () -> apply(ordered);
      case PUBLISH -> () -> publish(ordered);
      case VERIFY ->
          new Verifying(
              verification,
              () -> streams.listening() && renewed(),
              inputs.spec().entities(),
              WayBack.lost(inputs.compiled()));
      case RELOAD -> () -> notOffered();
      case ARM_RETURN, CROSS, CROSS_BACK, RETIRE_RETURN -> crossing.task(kind);
      case RETIRE_CAPTURE -> new CaptureRetirement(inputs);
      case FOLLOW, REST -> throw new IllegalArgumentException(kind + " is no work of a shift");
    };
  }

  /** Reading whether it has happened; nobody is doing it any more. */
  Task reading(StepKind kind) {
    return switch (kind) {
      case COPY_HISTORY -> () -> historyComplete() ? done("history is in staging") : undone(kind);
      case PUBLISH, APPLY_HELD -> () -> live(entities()) ? done("all is live") : undone(kind);
      case ARM_RETURN, CROSS, CROSS_BACK -> crossing.reading(kind);
      default -> () -> undone(kind);
    };
  }

  private static Outcome<String> done(String what) {
    return new Outcome.Done<>(what);
  }

  /** What can be repeated without effect need not be looked for. */
  private static Outcome<String> undone(StepKind kind) {
    return new Outcome.NotDone<>(
        Problem.of(
            EngineProblem.NOT_COMMITTED,
            "step " + kind + " was interrupted before it was done",
            "its end was not known",
            "nothing to do, it is done again"));
  }

  private Outcome<String> notOffered() {
    return new Outcome.NotDone<>(EngineProblem.reloadNotOffered(inputs.spec().name()));
  }

  private Outcome<String> open() {
    crew.rehearse(footing.mappings());
    return done(String.join(", ", footing.logs().keySet()));
  }

  private void requireWhole() {
    Problem why = broken.get();
    if (why != null) {
      throw why.raise();
    }
  }

  /** Copies what is not in staging yet, and finishes entities on the way. */
  private boolean copied(Ordered ordered) {
    requireWhole();
    if (!streams.listening() || !streams.hearing().complete()) {
      return false;
    }
    boolean complete = historyComplete();
    Mappings planned = complete || copying.get() ? footing.mappings() : toCopy(ordered);
    if (copying.compareAndSet(false, true)) {
      if (!complete) {
        crew.copy(footing.mappings(), planned);
      }
      publishing = crew.publish(footing.mappings(), gate::get, admission());
    }
    return complete;
  }

  /** The mappings whose history is in the plan; that of all others has to be there. */
  private Mappings toCopy(Ordered ordered) {
    Set<String> labels = ordered.subjects(StepKind.COPY_HISTORY);
    Mappings planned =
        footing.mappings().only(each -> labels.contains(each.mapping().spec().label()));
    Set<Integer> others = new HashSet<>(footing.mappings().sourceTables().keySet());
    others.removeAll(planned.sourceTables().keySet());
    if (!new HistoryEnd(inputs.target().progress(), others).reached()) {
      throw notPlanned("history of more than " + labels).raise();
    }
    return planned;
  }

  private Problem notPlanned(String what) {
    return EngineProblem.notPlanned(inputs.spec().name(), what);
  }

  private StagingGate admission() {
    Duration rest = inputs.options().heartbeat().multipliedBy(GATE_RESTS);
    return new StagingGate(
        new CheckParties(
            inputs.spec(),
            inputs.sources(),
            inputs.target(),
            new Verifier(
                inputs.compiled(),
                inputs.sources(),
                inputs.target(),
                VerifySettings.DEFAULTS,
                inputs.clock(),
                Pause.REAL),
            new CheckSettings(
                1, InquiryLimits.DEFAULTS, GATE_LOOKS, rest.multipliedBy(GATE_PATIENCE)),
            inputs.clock()),
        inputs.compiled().version(),
        rest,
        overridden);
  }

  private boolean historyComplete() {
    Mappings mappings = footing.mappings();
    return new HistoryEnd(inputs.target().progress(), mappings.sourceTables().keySet()).reached();
  }

  private @Nullable Outcome<String> apply(Ordered ordered) {
    if (!copied(ordered)) {
      return null;
    }
    // it may have been open before, and closed again behind it
    gate.set(false);
    Quarantines.requireFew(inputs, inputs.target().quarantine().open());
    PublishCoordinator coordinator = publishing;
    return coordinator != null && coordinator.caughtUp() ? done("held changes are applied") : null;
  }

  private @Nullable Outcome<String> publish(Ordered ordered) {
    if (!copied(ordered)) {
      return null;
    }
    Quarantines.requireFew(inputs, inputs.target().quarantine().open());
    gate.set(true);
    if (!live(ordered.subjects(StepKind.PUBLISH))) {
      return null;
    }
    board.refresh(inputs.target(), footing.mappings());
    return done("all is live");
  }

  /** Whether production has all rows as the mappings are now. */
  private boolean renewed() {
    ProgressStore progress = inputs.target().progress();
    return footing.mappings().renewed().stream()
        .noneMatch(each -> Renewals.open(each.number(), progress));
  }

  private Set<String> entities() {
    return footing.mappings().all().stream().map(Numbered::entity).collect(Collectors.toSet());
  }

  private boolean live(Set<String> entities) {
    Map<String, EntityState> states = inputs.target().progress().entityStates();
    return entities.stream().allMatch(entity -> states.get(entity) == EntityState.LIVE);
  }
}
