package dev.crossfade.core.phase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.Outcome;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemCode;
import dev.crossfade.core.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is decided while clients are moved: nothing is begun again, and nobody leaves half-way. */
class CrossingDecisionTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private MigrationState state = MigrationState.draft("unify");
  private SignOffDemand demand = SignOffDemand.NONE;
  private Decision last = new Decision(List.of(), List.of());
  private long epoch = 1;
  private int found;

  private record Code(int number, Kind kind) implements ProblemCode {}

  private static Problem problem(Kind kind) {
    return Problem.of(new Code(9999, kind), "it did not work", "a test", "nothing");
  }

  private void decide(Command command) {
    last = Decider.decide(state, command, new Facts(epoch, found, Set.of(), demand), NOW);
    state = state.after(last.events());
  }

  private void person(Command command) {
    Decision asked = Decider.decide(state, command, Facts.onRecord(state, demand), NOW);
    state = state.after(asked.events());
  }

  private void look() {
    decide(new Command.Look());
  }

  private Order order() {
    StepState step = state.here().current().orElseThrow();
    return new Order("unify", state.here().number(), step.kind(), step.attempts());
  }

  private void report(Outcome<String> outcome) {
    decide(new Command.Report(order(), outcome));
  }

  private void done(StepKind kind) {
    look();
    assertThat(order().kind()).isEqualTo(kind);
    report(new Outcome.Done<>("ok"));
  }

  private void live() {
    state =
        state
            .after(new Event.Entered(Phase.PREPARING, Trigger.START))
            .after(new Event.Entered(Phase.LIVE, Trigger.FINISHED));
  }

  private void cutOver() {
    live();
    person(new Command.Ask(Trigger.CUT_OVER));
    done(StepKind.ARM_RETURN);
    look();
    assertThat(order().kind()).isEqualTo(StepKind.CROSS);
  }

  private void window() {
    cutOver();
    report(new Outcome.Done<>("across"));
    assertThat(state.phase()).isEqualTo(Phase.WINDOW);
  }

  @Test
  void clients_go_there_and_back_and_there_again() {
    window();
    person(new Command.Ask(Trigger.ROLL_BACK));
    done(StepKind.CROSS_BACK);
    done(StepKind.RETIRE_RETURN);
    assertThat(state.phase()).isEqualTo(Phase.LIVE);
    person(new Command.Ask(Trigger.CUT_OVER));
    done(StepKind.ARM_RETURN);
    done(StepKind.CROSS);
    assertThat(state.phase()).isEqualTo(Phase.WINDOW);
    assertThat(last.effects()).containsExactly(new Effect.Follow(state.here().number()));
  }

  @Test
  void who_went_back_is_not_sent_again_even_if_that_might_help() {
    cutOver();
    report(new Outcome.NotDone<>(problem(Kind.TRANSIENT)));
    assertThat(state.phase()).isEqualTo(Phase.LIVE);
    assertThat(state.trouble()).contains("CF-9999");
    assertThat(last.effects()).containsExactly(new Effect.Follow(state.here().number()));
  }

  @Test
  void who_was_interrupted_is_read_and_not_sent_again() {
    cutOver();
    epoch = 2;
    look();
    assertThat(last.effects()).contains(new Effect.Probe(order()));
    report(new Outcome.NotDone<>(problem(Kind.TRANSIENT)));
    assertThat(state.phase()).isEqualTo(Phase.LIVE);
  }

  private void anotherOwner() {
    epoch++;
    found = state.here().number();
    look();
    assertThat(last.effects()).contains(new Effect.Probe(order()));
  }

  @Test
  void who_was_asked_for_under_another_owner_is_not_sent() {
    live();
    person(new Command.Ask(Trigger.CUT_OVER));
    anotherOwner();
    assertThat(order().kind()).isEqualTo(StepKind.ARM_RETURN);
    report(new Outcome.NotDone<>(problem(Kind.OPERATOR)));
    assertThat(state.phase()).isEqualTo(Phase.LIVE);
  }

  @Test
  void who_was_about_to_arm_the_way_back_is_not_sent() {
    live();
    person(new Command.Ask(Trigger.CUT_OVER));
    look();
    anotherOwner();
    report(new Outcome.NotDone<>(problem(Kind.OPERATOR)));
    assertThat(state.phase()).isEqualTo(Phase.LIVE);
  }

  @Test
  void who_had_armed_the_way_back_is_not_sent() {
    live();
    person(new Command.Ask(Trigger.CUT_OVER));
    look();
    state = state.after(new Event.Done(StepKind.ARM_RETURN, 1, "armed"));
    anotherOwner();
    assertThat(order().kind()).isEqualTo(StepKind.CROSS);
    report(new Outcome.NotDone<>(problem(Kind.OPERATOR)));
    assertThat(state.phase()).isEqualTo(Phase.LIVE);
  }

  @Test
  void who_was_to_go_back_under_another_owner_stays() {
    window();
    person(new Command.Ask(Trigger.ROLL_BACK));
    anotherOwner();
    report(new Outcome.NotDone<>(problem(Kind.OPERATOR)));
    assertThat(state.phase()).isEqualTo(Phase.WINDOW);
  }

  @Test
  void what_a_later_owner_is_asked_for_he_does() {
    live();
    epoch = 2;
    found = state.here().number();
    person(new Command.Ask(Trigger.CUT_OVER));
    done(StepKind.ARM_RETURN);
    done(StepKind.CROSS);
    assertThat(state.phase()).isEqualTo(Phase.WINDOW);
  }

  @Test
  void what_is_to_be_cleared_away_is_so_by_whoever_comes() {
    window();
    person(new Command.Ask(Trigger.ROLL_BACK));
    look();
    decide(new Command.Report(order(), new Outcome.Done<>("back")));
    epoch = 2;
    found = state.here().number();
    done(StepKind.RETIRE_RETURN);
    assertThat(state.phase()).isEqualTo(Phase.LIVE);
  }

  @Test
  void who_did_not_get_back_is_where_he_was() {
    window();
    person(new Command.Ask(Trigger.ROLL_BACK));
    look();
    report(new Outcome.NotDone<>(problem(Kind.OPERATOR)));
    assertThat(state.phase()).isEqualTo(Phase.WINDOW);
  }

  /** The clients are back: nothing makes it a window again. */
  @Test
  void what_is_to_be_cleared_away_is_cleared_away_in_the_end() {
    window();
    person(new Command.Ask(Trigger.ROLL_BACK));
    done(StepKind.CROSS_BACK);
    look();
    report(new Outcome.NotDone<>(problem(Kind.ESCALATE)));
    assertThat(state.phase()).isEqualTo(Phase.ROLLBACK);
    assertThat(state.here().current().orElseThrow().kind()).isEqualTo(StepKind.RETIRE_RETURN);
  }

  @Test
  void streams_that_break_do_not_end_it_half_way() {
    cutOver();
    decide(new Command.Break(state.here().number(), problem(Kind.ESCALATE)));
    assertThat(last.events()).isEmpty();
    assertThat(last.effects()).contains(new Effect.Perform(order()));
  }

  @Test
  void who_agreed_may_take_it_back_until_it_is_over() {
    demand = new SignOffDemand(1, Duration.ofHours(1), "spec-1", List.of());
    live();
    state = state.after(new Event.Described("spec-1", 1));
    assertThatThrownBy(() -> person(new Command.Ask(Trigger.CUT_OVER)))
        .isInstanceOf(ProblemException.class);
    person(new Command.Request(new Signer("ann", null), "s1", "ready", Phase.CUTOVER));
    String basis = state.signOffs().current().orElseThrow().basis();
    person(new Command.Approve(new Signer("bob", NOW), "s1", basis, "fine"));
    person(new Command.Ask(Trigger.CUT_OVER));
    done(StepKind.ARM_RETURN);
    assertThat(SignOffStanding.agreed(state, Phase.CUTOVER, demand, NOW)).isTrue();
    person(new Command.Revoke(new Signer("bob", null), "s1", "wait"));
    assertThat(SignOffStanding.agreed(state, Phase.CUTOVER, demand, NOW)).isFalse();
  }

  @Test
  void what_was_agreed_to_is_used_up_when_it_is_over() {
    demand = new SignOffDemand(1, Duration.ofHours(1), "spec-1", List.of());
    live();
    state = state.after(new Event.Described("spec-1", 1));
    person(new Command.Request(new Signer("ann", null), "s1", "ready", Phase.CUTOVER));
    String basis = state.signOffs().current().orElseThrow().basis();
    person(new Command.Approve(new Signer("bob", NOW), "s1", basis, "fine"));
    person(new Command.Ask(Trigger.CUT_OVER));
    done(StepKind.ARM_RETURN);
    look();
    report(new Outcome.NotDone<>(problem(Kind.OPERATOR)));
    assertThat(state.phase()).isEqualTo(Phase.LIVE);
    assertThat(state.signOffs().current()).isEmpty();
  }

  @Test
  void what_was_completed_before_there_was_a_way_back_is_over() {
    state = state.after(new Event.Entered(Phase.COMPLETED, Trigger.COMPLETE));
    Event rest = new Event.Done(StepKind.REST, 1, "nothing moves");
    assertThat(Course.of(state, List.of(rest))).isEqualTo(new Course.Arrived(Phase.COMPLETED));
    state = state.after(new Event.Begun(StepKind.REST, 1, 1));
    state = state.after(new Event.Done(StepKind.REST, 1, "nothing moves"));
    assertThat(state.over()).isTrue();
  }
}
