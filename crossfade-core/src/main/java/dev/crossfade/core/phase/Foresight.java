package dev.crossfade.core.phase;

import dev.crossfade.core.problem.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a migration does from where it is: the decisions of {@link Decider} themselves, played to
 * their end with every step done, every flag lowered and everybody agreed, for somebody who asks
 * that it goes on and then for a verdict. Nothing else knows which steps there are and in which
 * order. Pure.
 */
public final class Foresight {

  /** The phases in which changes of the sources go to production. */
  private static final Set<Phase> FOLLOWING =
      EnumSet.of(Phase.LIVE, Phase.VERIFYING, Phase.RELOADING);

  /** Later than whatever a step waits for. */
  private static final Instant AT_LAST = Instant.MAX;

  private final Set<StepKind> ahead = new LinkedHashSet<>();
  private final SignOffDemand agreed;
  private final Range range;
  private MigrationState state;

  private Foresight(MigrationState state, Range range) {
    this.state = state;
    this.agreed = agreed(state);
    this.range = range;
  }

  /** How far is looked. */
  private enum Range {
    NEXT,
    END
  }

  /**
   * The kinds of steps that lie ahead, in the order in which they are begun; the one that is under
   * way is the first. {@link StepKind#FOLLOW}, which is no step of a phase, stands where production
   * begins to follow the sources, or goes on to.
   *
   * @param newcomers whether the specification has entities that are not live
   */
  public static List<StepKind> of(MigrationState state, boolean newcomers) {
    Foresight foresight = new Foresight(state, Range.END);
    foresight.play(newcomers);
    return List.copyOf(foresight.ahead);
  }

  /** The kind of step that is ordered next, or under way; empty where nothing is left to do. */
  public static Optional<StepKind> next(MigrationState state) {
    Foresight foresight = new Foresight(state, Range.NEXT);
    foresight.play(false);
    return foresight.ordered().findFirst();
  }

  private Stream<StepKind> ordered() {
    return ahead.stream().filter(kind -> kind != StepKind.FOLLOW);
  }

  private boolean enough() {
    return range == Range.NEXT && ordered().findAny().isPresent();
  }

  /** Everybody whose specification counts has agreed. */
  private static SignOffDemand agreed(MigrationState state) {
    String specification =
        state.signOffs().described().map(Event.Described::specification).orElse("");
    return new SignOffDemand(0, Duration.ZERO, specification, List.of());
  }

  private void play(boolean newcomers) {
    Optional<Trigger> onward = Onward.from(state.phase(), newcomers);
    settle(new Command.Look(), state.flags());
    settle(new Command.Look(), Set.of());
    onward.filter(this::possible).ifPresent(this::ask);
    if (newcomers && !ahead.contains(StepKind.PUBLISH)) {
      Onward.from(state.phase(), true).filter(this::possible).ifPresent(this::ask);
    }
    if (possible(Trigger.VERIFY)) {
      settle(new Command.Ask(Trigger.VERIFY), Set.of());
    }
  }

  private boolean possible(Trigger what) {
    return PhaseTable.MIGRATION.row(state.phase(), what).isPresent();
  }

  /** Production follows again once that is done. */
  private void ask(Trigger onward) {
    ahead.remove(StepKind.FOLLOW);
    settle(new Command.Ask(onward), Set.of());
  }

  /** Goes on until nothing is ordered any more. */
  private void settle(Command first, Set<Flag> flags) {
    if (enough()) {
      return;
    }
    Facts facts = new Facts(1, 0, flags, agreed);
    Optional<Order> order = decide(first, facts);
    while (order.isPresent() && !enough()) {
      order = decide(new Command.Report(order.get(), new Outcome.Done<>("")), facts);
    }
  }

  private Optional<Order> decide(Command command, Facts facts) {
    Decision decision = Decider.decide(state, command, facts, AT_LAST);
    state = state.after(decision.events());
    Optional<Order> ordered = Optional.empty();
    for (Effect effect : decision.effects()) {
      if (effect instanceof Effect.Follow && FOLLOWING.contains(state.phase())) {
        ahead.add(StepKind.FOLLOW);
      } else if (effect instanceof Effect.Perform perform) {
        ordered = Optional.of(perform.order());
      } else if (effect instanceof Effect.Probe probe) {
        ordered = Optional.of(probe.order());
      }
    }
    ordered.ifPresent(order -> ahead.add(order.kind()));
    return ordered;
  }
}
