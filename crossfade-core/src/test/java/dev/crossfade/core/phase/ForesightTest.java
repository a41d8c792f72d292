package dev.crossfade.core.phase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.Outcome;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemCode;
import dev.crossfade.core.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What is foreseen is what is decided, wherever a migration is. */
class ForesightTest {

  private static final int SEEDS = 100;
  private static final int COMMANDS = 120;
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private record Code(int number, Kind kind) implements ProblemCode {}

  private static MigrationState after(Event... events) {
    return MigrationState.draft("unify").after(List.of(events));
  }

  private static List<StepKind> ahead(MigrationState state) {
    return Foresight.of(state, false);
  }

  /** Streams are no steps of a phase. */
  private static List<StepKind> ordered(MigrationState state) {
    return ahead(state).stream().filter(kind -> kind != StepKind.FOLLOW).toList();
  }

  @Test
  void a_first_run() {
    assertThat(ahead(MigrationState.draft("unify")))
        .containsExactly(
            StepKind.PREPARE_TARGET,
            StepKind.OPEN_LOG,
            StepKind.START_CAPTURE,
            StepKind.COPY_HISTORY,
            StepKind.APPLY_HELD,
            StepKind.PUBLISH,
            StepKind.FOLLOW,
            StepKind.VERIFY);
  }

  @Test
  void what_is_live_is_followed_and_compared_and_takes_in_newcomers_first() {
    MigrationState live = after(new Event.Entered(Phase.LIVE, Trigger.FINISHED));

    assertThat(ahead(live)).containsExactly(StepKind.FOLLOW, StepKind.VERIFY);
    assertThat(Foresight.of(live, true)).isEqualTo(ahead(MigrationState.draft("unify")));
  }

  @Test
  void what_rests_goes_on_where_it_was() {
    MigrationState paused =
        after(
            new Event.Entered(Phase.SYNCING, Trigger.FINISHED),
            new Event.Begun(StepKind.APPLY_HELD, 1, 1),
            new Event.Entered(Phase.PAUSED, Trigger.PAUSE));

    assertThat(ahead(paused))
        .containsExactly(
            StepKind.REST, StepKind.APPLY_HELD, StepKind.PUBLISH, StepKind.FOLLOW, StepKind.VERIFY);
  }

  /** It is asked for at once when all the rest goes on again. */
  @Test
  void newcomers_of_what_rests_while_it_is_live_are_taken_in() {
    MigrationState paused =
        after(
            new Event.Entered(Phase.LIVE, Trigger.FINISHED),
            new Event.Entered(Phase.PAUSED, Trigger.PAUSE));

    List<StepKind> all = new ArrayList<>(List.of(StepKind.REST));
    all.addAll(ahead(MigrationState.draft("unify")));
    assertThat(Foresight.of(paused, true)).isEqualTo(all);
    assertThat(Foresight.of(paused, false))
        .containsExactly(StepKind.REST, StepKind.FOLLOW, StepKind.VERIFY);
  }

  @Test
  void who_is_moved_is_moved_and_what_is_over_is_over() {
    assertThat(ahead(after(new Event.Entered(Phase.CUTOVER, Trigger.CUT_OVER))))
        .containsExactly(StepKind.ARM_RETURN, StepKind.CROSS, StepKind.VERIFY);
    assertThat(ahead(after(new Event.Entered(Phase.ROLLBACK, Trigger.ROLL_BACK))))
        .containsExactly(
            StepKind.CROSS_BACK, StepKind.RETIRE_RETURN, StepKind.FOLLOW, StepKind.VERIFY);
    assertThat(ahead(after(new Event.Entered(Phase.COMPLETED, Trigger.COMPLETE))))
        .containsExactly(StepKind.RETIRE_RETURN, StepKind.RETIRE_CAPTURE, StepKind.REST);
  }

  /** A gate that is shut now opens one day; what is decided until then comes first. */
  @Test
  void gates_open_once_people_have_agreed_and_flags_are_lowered() {
    MigrationState signed =
        after(
            new Event.Described("spec", 2),
            new Event.Entered(Phase.SYNCING, Trigger.FINISHED),
            new Event.Done(StepKind.APPLY_HELD, 1, ""));
    MigrationState sentBack =
        after(new Event.Entered(Phase.PUBLISHING, Trigger.FINISHED), new Event.Raised(Flag.GAP));

    assertThat(ahead(signed)).startsWith(StepKind.PUBLISH);
    assertThat(ahead(sentBack)).startsWith(StepKind.APPLY_HELD, StepKind.PUBLISH);
  }

  /** From wherever chance leads: what is ordered is what was foreseen first, and then the rest. */
  @Test
  void the_first_that_is_foreseen_is_what_is_decided() {
    Set<Phase> phases = EnumSet.noneOf(Phase.class);
    Set<StepKind> kinds = EnumSet.noneOf(StepKind.class);
    for (int seed = 0; seed < SEEDS; seed++) {
      Chance chance = new Chance(seed);
      for (int i = 0; i < COMMANDS; i++) {
        String moment = "seed " + seed + ", command " + i + ": ";
        MigrationState state = chance.state;
        Supplier<String> where = () -> moment + state;
        holds(chance.state, chance.epoch, where).ifPresent(kinds::add);
        phases.add(chance.state.phase());
        chance.happens();
      }
    }
    assertThat(phases).containsExactlyInAnyOrder(Phase.values());
    assertThat(kinds)
        .containsExactlyInAnyOrderElementsOf(EnumSet.complementOf(EnumSet.of(StepKind.FOLLOW)));
  }

  private static Optional<StepKind> holds(
      MigrationState state, long epoch, Supplier<String> where) {
    List<StepKind> foreseen = ordered(state);
    assertThat(Foresight.next(state)).as(where).isEqualTo(foreseen.stream().findFirst());
    Facts facts = new Facts(epoch, 0, state.flags(), SignOffDemand.NONE);
    Instant later = NOW.plus(Duration.ofDays(2));
    Decision decision = Decider.decide(state, new Command.Look(), facts, later);
    Optional<Order> order = order(decision);
    if (order.isEmpty()) {
      return Optional.empty();
    }
    assertThat(foreseen).as(where).startsWith(order.get().kind());
    MigrationState begun = state.after(decision.events());
    assertThat(ordered(begun)).as(where).isEqualTo(foreseen);
    Command done = new Command.Report(order.get(), new Outcome.Done<>("ok"));
    MigrationState then = begun.after(Decider.decide(begun, done, facts, later).events());
    // whoever has a verdict can have another one
    boolean verdict = order.get().kind() == StepKind.VERIFY;
    List<StepKind> rest = verdict ? foreseen : foreseen.subList(1, foreseen.size());
    assertThat(ordered(then)).as(where).isEqualTo(rest);
    return Optional.of(order.get().kind());
  }

  private static Optional<Order> order(Decision decision) {
    return decision.effects().stream()
        .map(
            effect ->
                effect instanceof Effect.Perform perform
                    ? perform.order()
                    : effect instanceof Effect.Probe probe ? probe.order() : null)
        .filter(java.util.Objects::nonNull)
        .findFirst();
  }

  /** One life of a migration, by dice. */
  private static final class Chance {

    private final Random random;
    private MigrationState state = MigrationState.draft("unify");
    private Instant now = NOW;
    private long epoch = 1;
    private Set<Flag> flags = Set.of();

    Chance(long seed) {
      this.random = new Random(seed);
    }

    void happens() {
      now = now.plusSeconds(random.nextInt(60));
      if (random.nextInt(10) == 0) {
        epoch++;
      }
      if (random.nextInt(6) == 0) {
        flags = random.nextInt(3) == 0 ? Set.of(Flag.GAP) : Set.of();
      }
      try {
        Facts facts = new Facts(epoch, 0, flags, SignOffDemand.NONE);
        state = state.after(Decider.decide(state, command(), facts, now).events());
      } catch (ProblemException e) {
        // somebody was refused
        assertThat(e.problem().code()).isInstanceOf(PhaseProblem.class);
      }
    }

    private Command command() {
      Optional<StepState> current = state.here().current();
      if (current.isPresent() && random.nextInt(3) > 0) {
        StepState step = current.get();
        return new Command.Report(
            new Order("unify", state.here().number(), step.kind(), step.attempts()), outcome());
      } else if (random.nextInt(3) == 0) {
        return new Command.Ask(any(List.copyOf(EnumSet.allOf(Trigger.class))));
      } else if (random.nextInt(20) == 0) {
        return new Command.Break(state.here().number(), problem());
      }
      List<Trigger> possible = new ArrayList<>(PhaseTable.MIGRATION.askable(state.phase()));
      return possible.isEmpty() || random.nextInt(3) > 0
          ? new Command.Look()
          : new Command.Ask(any(possible));
    }

    private Outcome<String> outcome() {
      return switch (random.nextInt(6)) {
        case 0 -> new Outcome.NotDone<>(problem());
        case 1 -> new Outcome.Unknown<>(problem());
        default -> new Outcome.Done<>("ok");
      };
    }

    private Problem problem() {
      Kind kind = any(List.of(Kind.TRANSIENT, Kind.OPERATOR));
      return Problem.of(new Code(9999, kind), "it did not work", "a test", "nothing");
    }

    private <T> T any(List<T> of) {
      return of.get(random.nextInt(of.size()));
    }
  }
}
