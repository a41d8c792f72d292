package dev.crossfade.core.phase;

import dev.crossfade.core.phase.PhaseTable.Row;
import dev.crossfade.core.phase.PhaseTable.Way;
import dev.crossfade.core.phase.StepKind.End;
import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.Outcome;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One decision about a migration. Pure: the same state, command, facts and time give the same
 * decision, and nothing happens by deciding.
 */
public final class Decider {

  private static final PhaseTable TABLE = PhaseTable.MIGRATION;

  private final Facts facts;
  private final Instant now;
  private final List<Event> events = new ArrayList<>();
  private MigrationState state;

  private Decider(MigrationState state, Facts facts, Instant now) {
    this.state = state;
    this.facts = facts;
    this.now = now;
  }

  /**
   * What is to be recorded and done.
   *
   * @throws ProblemException when somebody asks for something that is not possible now
   */
  public static Decision decide(MigrationState state, Command command, Facts facts, Instant now) {
    Decider decider = new Decider(state, facts, now);
    decider.flags();
    decider.take(command);
    if (!facts.owner()) {
      return new Decision(decider.events, List.of());
    }
    decider.advance();
    return new Decision(decider.events, decider.effects());
  }

  private void record(Event event) {
    events.add(event);
    state = state.after(event);
  }

  private void flags() {
    for (Flag flag : Flag.values()) {
      boolean raised = facts.flags().contains(flag);
      if (raised != state.flags().contains(flag)) {
        record(raised ? new Event.Raised(flag) : new Event.Lowered(flag));
      }
    }
  }

  private void take(Command command) {
    if (command instanceof Command.Ask ask) {
      ask(ask.what());
    } else if (command instanceof Command.Report report) {
      report(report);
    } else if (command instanceof Command.Break broken) {
      broke(broken);
    } else if (command instanceof Command.Request request) {
      record(signOffs().request(request));
    } else if (command instanceof Command.Approve approve) {
      record(signOffs().approve(approve));
    } else if (command instanceof Command.Revoke revoke) {
      record(signOffs().revoke(revoke));
    } else if (command instanceof Command.Describe) {
      describe();
    } else if (command instanceof Command.Override override) {
      override(override);
    } else if (command instanceof Command.Extend extend) {
      extend(extend);
    }
  }

  private void override(Command.Override override) {
    boolean known =
        state.signOffs().overridden().stream()
            .anyMatch(each -> each.check().equals(override.check()));
    if (!known) {
      record(new Event.CheckOverridden(override.check(), override.by(), override.reason()));
    }
  }

  private void extend(Command.Extend extend) {
    Phase phase = state.interrupted().map(Visit::phase).orElse(state.phase());
    if (phase != Phase.WINDOW && phase != Phase.WINDOW_VERIFYING) {
      throw Problem.of(
              PhaseProblem.NOT_IN_THIS_PHASE,
              "there is no way back of " + state.migration() + " to be kept open",
              "it is " + state.phase(),
              "extend the window while it is open")
          .raise();
    }
    record(new Event.WindowExtended(extend.hours(), extend.by(), extend.reason()));
  }

  private SignOffRules signOffs() {
    return new SignOffRules(state, facts.demand(), now);
  }

  /** What people agreed to is carried out as it is, once the gate has opened for it. */
  private void describe() {
    SignOffDemand demand = facts.demand();
    Optional<Event.Described> latest = state.signOffs().described();
    Event.Described next = new Event.Described(demand.specification(), demand.required());
    boolean unsaid = demand.required() == 0 && latest.isEmpty();
    if (unsaid || latest.equals(Optional.of(next))) {
      return;
    }
    Phase phase = state.interrupted().map(Visit::phase).orElse(state.phase());
    if (TABLE.gated(phase)) {
      throw agreed(phase);
    }
    record(next);
  }

  private ProblemException agreed(Phase phase) {
    return Problem.of(
            PhaseProblem.NOT_IN_THIS_PHASE,
            state.migration() + " cannot have another specification now",
            "what was signed off is being carried out, or was: it went on to " + phase,
            phase == Phase.COMPLETED ? "describe a new migration" : "let it go on until it is LIVE")
        .raise();
  }

  private void ask(Trigger what) {
    Row row =
        TABLE
            .row(state.phase(), what)
            .filter(each -> what.asked())
            .orElseThrow(() -> refused(what));
    if (row.way() == Way.GATE && !state.flags().isEmpty()) {
      throw closed(what);
    } else if (row.way() == Way.GATE && !signOffs().open(row.to())) {
      throw signOffs().shut(row.to());
    }
    enter(row);
  }

  private ProblemException refused(Trigger what) {
    return Problem.of(
            PhaseProblem.NOT_IN_THIS_PHASE,
            state.migration() + " cannot " + what + " while it is " + state.phase(),
            state.trouble().isEmpty() ? "it is not in a phase that allows it" : state.trouble(),
            "possible now: " + TABLE.askable(state.phase()))
        .raise();
  }

  private ProblemException closed(Trigger what) {
    return Problem.of(
            PhaseProblem.GATE_CLOSED,
            state.migration() + " cannot " + what + ": the gate is closed",
            "raised: " + state.flags(),
            "put right what raised the flag, then ask again")
        .raise();
  }

  private void enter(Row row) {
    Phase next = row.to();
    if (row.way() == Way.BACK) {
      next = state.interrupted().map(Visit::phase).orElse(Phase.DRAFT);
    }
    record(new Event.Entered(next, row.by()));
  }

  /** What is reported about another attempt or another visit changes nothing any more. */
  private void report(Command.Report report) {
    Order order = report.order();
    Optional<StepState> found =
        order.visit() == state.here().number() ? state.here().step(order.kind()) : Optional.empty();
    found
        .filter(step -> step.attempts() == order.attempt())
        .filter(step -> step.status() != StepState.Status.DONE)
        .filter(step -> step.status() != StepState.Status.OPEN)
        .ifPresent(step -> settle(step, report.outcome()));
  }

  private void settle(StepState step, Outcome<String> outcome) {
    if (outcome instanceof Outcome.Done<String> done) {
      record(new Event.Done(step.kind(), step.attempts(), done.value()));
    } else if (outcome instanceof Outcome.NotDone<String> notDone) {
      undone(step, notDone.why());
    } else if (step.status() != StepState.Status.UNSETTLED) {
      String why = ((Outcome.Unknown<String>) outcome).why().what();
      record(new Event.Unsettled(step.kind(), step.attempts(), why));
    }
  }

  private void undone(StepState step, Problem why) {
    boolean read = step.status() == StepState.Status.UNSETTLED;
    Instant again = read ? now : now.plus(Patience.after(step.attempts()));
    String text = why.code().text() + " " + why.what();
    record(new Event.Undone(step.kind(), step.attempts(), text, again));
    End end = read ? End.READ : End.REPORTED;
    if (step.kind().fails(end, why.code().kind())) {
      TABLE.row(state.phase(), Trigger.FAILURE).ifPresent(this::enter);
    }
  }

  private void broke(Command.Break broken) {
    boolean ours = broken.visit() == state.here().number() && state.phase().follows();
    // whoever moves clients sees for himself that streams do not go on, and goes back
    if (ours && !state.phase().crosses() && broken.problem().code().kind() != Kind.TRANSIENT) {
      String why = broken.problem().code().text() + " " + broken.problem().what();
      record(new Event.Broke(why));
      TABLE.row(state.phase(), Trigger.FAILURE).ifPresent(this::enter);
    }
  }

  /** Goes on as far as nothing has to happen out there first. */
  private void advance() {
    Optional<StepState> current = state.here().current();
    while (current.isEmpty()) {
      Optional<Row> row = TABLE.row(state.phase(), Trigger.FINISHED).filter(this::open);
      if (row.isEmpty()) {
        return;
      }
      enter(row.get());
      current = state.here().current();
    }
    begin(current.get());
  }

  private boolean open(Row row) {
    return row.way() != Way.GATE || (state.flags().isEmpty() && signOffs().open(row.to()));
  }

  private void begin(StepState step) {
    if (inherited(step)) {
      String why = "whoever was the owner when it was asked for is not any more";
      record(new Event.Unsettled(step.kind(), step.attempts(), why));
    } else if (step.status() == StepState.Status.OPEN) {
      Optional<Row> blocked = TABLE.row(state.phase(), Trigger.BLOCKED);
      if (blocked.isPresent() && !state.flags().isEmpty()) {
        enter(blocked.get());
      } else if (!now.isBefore(step.notBefore())) {
        record(new Event.Begun(step.kind(), step.attempts() + 1, facts.epoch()));
      }
    } else if (step.status() == StepState.Status.BEGUN && step.epoch() != facts.epoch()) {
      String why = "whoever began it under epoch " + step.epoch() + " is not the owner any more";
      record(new Event.Unsettled(step.kind(), step.attempts(), why));
    }
  }

  /**
   * Clients are moved by the owner who was asked, or by nobody: another one, who may come hours
   * later, ends what he finds.
   */
  private boolean inherited(StepState step) {
    return state.phase().crosses()
        && state.here().number() == facts.found()
        && step.status() == StepState.Status.OPEN
        && !step.kind().removes();
  }

  private List<Effect> effects() {
    List<Effect> effects = new ArrayList<>();
    int visit = state.here().number();
    if (state.phase().follows()) {
      effects.add(new Effect.Follow(visit));
    }
    state
        .here()
        .current()
        .ifPresent(
            step -> {
              Order order = new Order(state.migration(), visit, step.kind(), step.attempts());
              if (step.status() == StepState.Status.BEGUN) {
                effects.add(new Effect.Perform(order));
              } else if (step.status() == StepState.Status.UNSETTLED) {
                effects.add(new Effect.Probe(order));
              }
            });
    return effects;
  }
}
