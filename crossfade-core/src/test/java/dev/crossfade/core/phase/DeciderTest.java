package dev.crossfade.core.phase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.phase.StepState.Status;
import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.Outcome;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemCode;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is decided, and that nothing happens by deciding. */
class DeciderTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Facts OWNER = new Facts(1, 0, Set.of(), SignOffDemand.NONE);
  private static final Facts NEXT_OWNER = new Facts(2, 0, Set.of(), SignOffDemand.NONE);
  private static final Facts GAP = new Facts(1, 0, Set.of(Flag.GAP), SignOffDemand.NONE);
  private static final Command LOOK = new Command.Look();

  private MigrationState state = MigrationState.draft("unify");
  private Decision last = new Decision(List.of(), List.of());

  private record Code(int number, Kind kind) implements ProblemCode {}

  private static Problem problem(Kind kind) {
    return Problem.of(new Code(9999, kind), "it did not work", "a test", "nothing");
  }

  private void decide(Command command, Facts facts, Instant now) {
    last = Decider.decide(state, command, facts, now);
    state = state.after(last.events());
  }

  private void look() {
    decide(LOOK, OWNER, NOW);
  }

  private void ask(Trigger what) {
    decide(new Command.Ask(what), Facts.onRecord(state, SignOffDemand.NONE), NOW);
  }

  private Order order() {
    StepState step = state.here().current().orElseThrow();
    return new Order("unify", state.here().number(), step.kind(), step.attempts());
  }

  private void report(Outcome<String> outcome) {
    decide(new Command.Report(order(), outcome), OWNER, NOW);
  }

  private void done() {
    report(new Outcome.Done<>("ok"));
  }

  private void go(Phase phase) {
    ask(Trigger.START);
    while (state.phase() != phase) {
      look();
      done();
    }
  }

  private Status status() {
    return state.here().current().orElseThrow().status();
  }

  @Test
  void whoever_only_asks_brings_nothing_about() {
    ask(Trigger.START);

    assertThat(last.events()).containsExactly(new Event.Entered(Phase.PREPARING, Trigger.START));
    assertThat(last.effects()).isEmpty();
    assertThat(status()).isEqualTo(Status.OPEN);
  }

  @Test
  void an_intention_is_recorded_with_the_effect_that_follows_it() {
    ask(Trigger.START);
    look();

    assertThat(last.events()).containsExactly(new Event.Begun(StepKind.PREPARE_TARGET, 1, 1));
    assertThat(last.effects()).containsExactly(new Effect.Perform(order()));
  }

  @Test
  void looking_again_derives_the_same_effect_and_records_nothing() {
    ask(Trigger.START);
    look();
    List<Effect> before = last.effects();
    look();

    assertThat(last.events()).isEmpty();
    assertThat(last.effects()).isEqualTo(before);
  }

  @Test
  void all_steps_one_after_another_lead_to_live() {
    go(Phase.LIVE);

    assertThat(last.effects()).containsExactly(new Effect.Follow(state.here().number()));
    ask(Trigger.VERIFY);
    look();
    done();
    assertThat(state.phase()).isEqualTo(Phase.LIVE);
  }

  @Test
  void what_an_earlier_owner_began_is_read_and_not_begun_again() {
    ask(Trigger.START);
    look();
    Order begun = order();
    decide(LOOK, NEXT_OWNER, NOW);

    assertThat(last.events()).hasSize(1).first().isInstanceOf(Event.Unsettled.class);
    assertThat(last.effects()).containsExactly(new Effect.Probe(begun));
  }

  @Test
  void what_nobody_knows_is_read_until_somebody_does() {
    ask(Trigger.START);
    look();
    report(new Outcome.Unknown<>(problem(Kind.ESCALATE)));
    assertThat(last.effects()).containsExactly(new Effect.Probe(order()));
    report(new Outcome.Unknown<>(problem(Kind.TRANSIENT)));

    assertThat(last.events()).isEmpty();
    assertThat(last.effects()).containsExactly(new Effect.Probe(order()));
    report(new Outcome.NotDone<>(problem(Kind.TRANSIENT)));
    assertThat(last.effects()).containsExactly(new Effect.Perform(order()));
    assertThat(order().attempt()).isEqualTo(2);
  }

  @Test
  void what_passes_is_tried_again_a_little_later() {
    ask(Trigger.START);
    look();
    report(new Outcome.NotDone<>(problem(Kind.TRANSIENT)));
    assertThat(last.effects()).isEmpty();
    look();
    assertThat(last.effects()).isEmpty();

    decide(LOOK, OWNER, NOW.plusMillis(100));
    assertThat(last.effects()).containsExactly(new Effect.Perform(order()));
  }

  @Test
  void what_does_not_pass_fails_and_goes_on_where_it_was_when_tried_again() {
    go(Phase.BACKFILLING);
    int visit = state.here().number();
    report(new Outcome.NotDone<>(problem(Kind.OPERATOR)));
    assertThat(state.phase()).isEqualTo(Phase.FAILED);
    assertThat(state.trouble()).contains("CF-9999");
    assertThat(last.effects()).allMatch(Effect.Perform.class::isInstance);

    ask(Trigger.RETRY);
    assertThat(state.phase()).isEqualTo(Phase.BACKFILLING);
    assertThat(state.here().number()).isEqualTo(visit);
    assertThat(state.trouble()).isEmpty();
  }

  @Test
  void a_pause_leaves_open_what_was_under_way_and_it_is_read_afterwards() {
    go(Phase.BACKFILLING);
    Order under = order();
    ask(Trigger.PAUSE);
    decide(new Command.Report(under, new Outcome.Done<>("late")), OWNER, NOW);
    assertThat(state.phase()).isEqualTo(Phase.PAUSED);
    assertThat(last.effects()).containsExactly(new Effect.Perform(order()));
    assertThat(order().kind()).isEqualTo(StepKind.REST);

    ask(Trigger.RESUME);
    look();
    assertThat(state.phase()).isEqualTo(Phase.BACKFILLING);
    assertThat(last.effects()).contains(new Effect.Probe(under));
  }

  @Test
  void a_stop_of_a_pause_goes_back_to_what_the_pause_interrupted() {
    go(Phase.SYNCING);
    ask(Trigger.PAUSE);
    ask(Trigger.STOP);
    ask(Trigger.START);

    assertThat(state.phase()).isEqualTo(Phase.SYNCING);
  }

  @Test
  void no_gate_opens_while_a_flag_is_raised() {
    go(Phase.SYNCING);
    decide(new Command.Report(order(), new Outcome.Done<>("")), GAP, NOW);
    assertThat(state.flags()).containsExactly(Flag.GAP);
    assertThat(state.phase()).isEqualTo(Phase.SYNCING);

    look();
    assertThat(last.events())
        .startsWith(
            new Event.Lowered(Flag.GAP), new Event.Entered(Phase.PUBLISHING, Trigger.FINISHED));
  }

  @Test
  void a_gate_that_closes_again_sends_back_what_has_not_begun() {
    go(Phase.SYNCING);
    done();
    decide(new Command.Report(order(), new Outcome.NotDone<>(problem(Kind.TRANSIENT))), GAP, NOW);

    assertThat(state.phase()).isEqualTo(Phase.SYNCING);
  }

  @Test
  void a_person_is_refused_with_what_is_possible() {
    ask(Trigger.START);

    assertThatThrownBy(() -> ask(Trigger.RESUME))
        .hasMessageContaining("CF-5051")
        .hasMessageContaining("PREPARING");
    assertThatThrownBy(() -> ask(Trigger.FINISHED)).hasMessageContaining("CF-5051");
    go2live();
    state = state.after(new Event.Raised(Flag.GAP));
    assertThatThrownBy(() -> ask(Trigger.COMPLETE)).hasMessageContaining("CF-5052");
  }

  private void go2live() {
    while (state.phase() != Phase.LIVE) {
      look();
      done();
    }
  }

  @Test
  void what_is_said_about_another_attempt_or_visit_changes_nothing() {
    ask(Trigger.START);
    look();
    Order order = order();
    for (Order other :
        List.of(
            new Order("unify", order.visit() + 1, order.kind(), order.attempt()),
            new Order("unify", order.visit(), order.kind(), order.attempt() + 1),
            new Order("unify", order.visit(), StepKind.OPEN_LOG, 0))) {
      decide(new Command.Report(other, new Outcome.Done<>("")), OWNER, NOW);
      assertThat(last.events()).as(other.toString()).isEmpty();
    }
  }

  @Test
  void streams_that_cannot_go_on_fail_the_migration_once() {
    go(Phase.LIVE);
    Command broken = new Command.Break(state.here().number(), problem(Kind.ESCALATE));
    decide(broken, OWNER, NOW);
    assertThat(state.phase()).isEqualTo(Phase.FAILED);
    assertThat(state.trouble()).contains("CF-9999");
    decide(broken, OWNER, NOW);

    assertThat(last.events()).isEmpty();
  }

  @Test
  void a_verification_that_cannot_be_done_leaves_live_what_is_live() {
    go(Phase.LIVE);
    ask(Trigger.VERIFY);
    look();
    report(new Outcome.NotDone<>(problem(Kind.ESCALATE)));

    assertThat(state.phase()).isEqualTo(Phase.LIVE);
    assertThat(state.trouble()).contains("CF-9999");
    assertThat(last.effects()).containsExactly(new Effect.Follow(state.here().number()));
  }

  @Test
  void completed_is_over_once_everything_rests() {
    go(Phase.LIVE);
    ask(Trigger.COMPLETE);
    assertThat(state.over()).isFalse();
    look();
    done();
    assertThat(order().kind()).isEqualTo(StepKind.RETIRE_CAPTURE);
    assertThat(state.over()).isFalse();
    look();
    done();
    assertThat(state.over()).isFalse();
    look();
    done();

    assertThat(state.over()).isTrue();
    assertThat(last.effects()).isEmpty();
  }
}
