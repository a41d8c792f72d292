package dev.crossfade.core.phase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.phase.SignOffStanding.State;
import dev.crossfade.core.problem.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What several people have to agree to before a gate opens. */
class SignOffTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final SignOffDemand TWO =
      new SignOffDemand(2, Duration.ofHours(24), "spec-1", List.of("PUBLISH lead"));

  private MigrationState state = MigrationState.draft("unify");
  private SignOffDemand demand = TWO;
  private Instant now = START;
  private int ids;
  private String seen = "";

  private void decide(Command command, Facts facts) {
    state = state.after(Decider.decide(state, command, facts, now).events());
  }

  private void look() {
    decide(new Command.Look(), new Facts(1, 0, Set.of(), demand));
  }

  private void ask(Trigger what) {
    person(new Command.Ask(what));
  }

  private void person(Command command) {
    decide(command, Facts.onRecord(state, demand));
  }

  private String request(String account) {
    String id = "s" + ++ids;
    person(new Command.Request(new Signer(account, null), id, "ready"));
    seen = state.signOffs().current().orElseThrow().basis();
    return id;
  }

  private void approve(String account, String id) {
    approve(new Signer(account, now), id, basis());
  }

  /** Asks for it, and has as many agree as have to. */
  private void signed() {
    String id = request("ann");
    approve("bob", id);
    approve("cid", id);
    assertThat(standing()).isEqualTo(State.SIGNED);
  }

  private void approve(Signer signer, String id, String basis) {
    person(new Command.Approve(signer, id, basis, "looked at it"));
  }

  private String basis() {
    return seen;
  }

  private State standing() {
    return SignOffStanding.before(state, demand, now).orElseThrow().state();
  }

  private void go(Phase phase) {
    for (int i = 0; i < 50 && state.phase() != phase; i++) {
      step("ok");
    }
    assertThat(state.phase()).isEqualTo(phase);
  }

  private void step(String result) {
    look();
    state
        .here()
        .current()
        .ifPresent(
            step -> {
              Order order = new Order("unify", state.here().number(), step.kind(), step.attempts());
              decide(
                  new Command.Report(order, new Outcome.Done<>(result)),
                  new Facts(1, 0, Set.of(), demand));
            });
  }

  private void beforePublishing() {
    ask(Trigger.START);
    go(Phase.SYNCING);
    step("ok");
    look();
    assertThat(state.phase()).isEqualTo(Phase.SYNCING);
    assertThat(state.here().current()).isEmpty();
  }

  private void live() {
    SignOffDemand strict = demand;
    demand = SignOffDemand.NONE;
    ask(Trigger.START);
    go(Phase.LIVE);
    demand = strict;
  }

  private void refused(PhaseProblem code, Runnable act) {
    MigrationState before = state;
    assertThatThrownBy(act::run).hasMessageContaining(code.text());
    assertThat(state).isEqualTo(before);
  }

  @Test
  void nothing_is_published_before_two_others_have_agreed() {
    beforePublishing();
    assertThat(standing()).isEqualTo(State.NOT_REQUESTED);

    String id = request("ann");
    look();
    approve("bob", id);
    look();
    assertThat(state.phase()).isEqualTo(Phase.SYNCING);
    assertThat(standing()).isEqualTo(State.WAITING);
    approve("cid", id);
    assertThat(standing()).isEqualTo(State.SIGNED);
    look();

    assertThat(state.phase()).isEqualTo(Phase.PUBLISHING);
    assertThat(state.signOffs().current()).as("used up").isEmpty();
  }

  /** They agreed to what the checks had found; now something else would be published. */
  @Test
  void a_check_that_is_answered_for_later_voids_what_was_signed() {
    beforePublishing();
    signed();
    person(new Command.Override("contact/references", "dan", "people who left"));
    look();
    assertThat(state.phase()).isEqualTo(Phase.SYNCING);
    assertThat(standing()).isEqualTo(State.VOID);
    signed();
  }

  @Test
  void who_asks_cannot_agree_and_nobody_counts_twice() {
    beforePublishing();
    String id = request("ann");
    refused(PhaseProblem.SIGNS_TWICE, () -> approve("ann", id));
    approve("bob", id);
    refused(PhaseProblem.SIGNS_TWICE, () -> approve("bob", id));
    look();

    assertThat(state.phase()).isEqualTo(Phase.SYNCING);
  }

  @Test
  void programs_and_people_who_signed_in_long_ago_cannot_agree() {
    beforePublishing();
    String id = request("ann");
    refused(PhaseProblem.NOT_A_PERSON, () -> approve(new Signer("bob", null), id, basis()));
    Instant old = now.minus(SignOffRules.FRESH).minusMillis(1);
    refused(PhaseProblem.NOT_FRESH, () -> approve(new Signer("bob", old), id, basis()));
    approve(new Signer("bob", now.minus(SignOffRules.FRESH)), id, basis());

    assertThat(state.signOffs().current().orElseThrow().signers()).containsExactly("bob");
  }

  @Test
  void it_is_for_what_was_seen_only() {
    beforePublishing();
    String id = request("ann");
    refused(PhaseProblem.SIGN_OFF_GONE, () -> approve(new Signer("bob", now), id, "another"));
    refused(PhaseProblem.SIGN_OFF_GONE, () -> approve("bob", "unknown"));
  }

  @Test
  void it_runs_out() {
    beforePublishing();
    String id = request("ann");
    approve("bob", id);
    approve("cid", id);
    now = START.plus(Duration.ofHours(24));
    look();
    assertThat(state.phase()).isEqualTo(Phase.SYNCING);
    assertThat(standing()).isEqualTo(State.EXPIRED);
    refused(PhaseProblem.SIGN_OFF_GONE, () -> approve("dan", id));
    now = START.plus(Duration.ofHours(24)).minusMillis(1);
    look();

    assertThat(state.phase()).isEqualTo(Phase.PUBLISHING);
  }

  @Test
  void a_change_of_specification_plan_or_number_voids_it() {
    beforePublishing();
    String id = request("ann");
    approve("bob", id);
    approve("cid", id);
    for (SignOffDemand other :
        List.of(
            new SignOffDemand(2, TWO.good(), "spec-2", TWO.steps()),
            new SignOffDemand(2, TWO.good(), "spec-1", List.of("PUBLISH lead, contact")),
            new SignOffDemand(1, TWO.good(), "spec-1", TWO.steps()))) {
      demand = other;
      look();
      assertThat(state.phase()).isEqualTo(Phase.SYNCING);
      assertThat(standing()).isEqualTo(State.VOID);
      refused(PhaseProblem.SIGN_OFF_GONE, () -> approve("dan", id));
    }
    demand = TWO;
    look();

    assertThat(state.phase()).isEqualTo(Phase.PUBLISHING);
  }

  @Test
  void a_new_verification_voids_what_was_agreed_to_about_the_end() {
    live();
    refused(PhaseProblem.NOT_SIGNED_OFF, () -> ask(Trigger.COMPLETE));
    ask(Trigger.VERIFY);
    step("lead EQUAL");
    look();
    signed();
    ask(Trigger.VERIFY);
    step("lead EQUAL");
    look();

    assertThat(standing()).isEqualTo(State.VOID);
    refused(PhaseProblem.NOT_SIGNED_OFF, () -> ask(Trigger.COMPLETE));
  }

  @Test
  void a_pause_does_not_void_it() {
    live();
    String id = request("ann");
    approve("bob", id);
    ask(Trigger.PAUSE);
    step("nothing moves");
    ask(Trigger.RESUME);
    look();
    approve("cid", id);
    ask(Trigger.COMPLETE);

    assertThat(state.phase()).isEqualTo(Phase.COMPLETED);
  }

  @Test
  void one_gate_is_not_signed_by_what_was_about_another() {
    beforePublishing();
    signed();
    SignOffDemand strict = demand;
    demand = SignOffDemand.NONE;
    go(Phase.LIVE);
    demand = strict;

    refused(PhaseProblem.NOT_SIGNED_OFF, () -> ask(Trigger.COMPLETE));
  }

  @Test
  void revoked_is_revoked_and_a_new_request_begins_anew() {
    beforePublishing();
    String first = request("ann");
    approve("bob", first);
    approve("cid", first);
    person(new Command.Revoke(new Signer("dan", null), first, "wait"));
    look();
    assertThat(state.phase()).isEqualTo(Phase.SYNCING);
    refused(PhaseProblem.SIGN_OFF_GONE, () -> approve("eve", first));
    String second = request("ann");
    approve("bob", second);
    String third = request("bob");
    look();
    assertThat(state.phase()).isEqualTo(Phase.SYNCING);
    refused(PhaseProblem.SIGNS_TWICE, () -> approve("bob", third));
    refused(PhaseProblem.SIGN_OFF_GONE, () -> approve("ann", second));
  }

  @Test
  void there_is_nothing_to_sign_far_from_a_gate_or_where_nobody_asks_for_it() {
    ask(Trigger.START);
    look();
    refused(PhaseProblem.NOTHING_TO_SIGN, () -> request("ann"));
    demand = SignOffDemand.NONE;
    go(Phase.LIVE);
    refused(PhaseProblem.NOTHING_TO_SIGN, () -> request("ann"));
    ask(Trigger.COMPLETE);

    assertThat(state.phase()).isEqualTo(Phase.COMPLETED);
  }

  private static SignOffDemand spec(int required, String specification) {
    return new SignOffDemand(required, TWO.good(), specification, TWO.steps());
  }

  private void describe(SignOffDemand next) {
    decide(new Command.Describe(), Facts.onRecord(state, next));
  }

  @Test
  void who_has_not_read_the_latest_specification_opens_no_gate() {
    beforePublishing();
    signed();
    describe(spec(2, "spec-2"));
    look();
    assertThat(state.phase()).isEqualTo(Phase.SYNCING);
    assertThat(standing()).isEqualTo(State.VOID);
    refused(PhaseProblem.NOT_SIGNED_OFF, () -> request("ann"));

    demand = spec(2, "spec-2");
    signed();
    SignOffDemand latest = demand;
    demand = TWO;
    look();
    assertThat(state.phase()).as("signed, but not for this owner").isEqualTo(Phase.SYNCING);
    demand = latest;
    look();
    assertThat(state.phase()).isEqualTo(Phase.PUBLISHING);
  }

  @Test
  void who_knows_of_no_sign_offs_opens_no_gate_once_they_are_wanted() {
    demand = SignOffDemand.NONE;
    ask(Trigger.START);
    go(Phase.SYNCING);
    describe(TWO);
    step("ok");
    look();
    assertThat(state.phase()).isEqualTo(Phase.SYNCING);
    assertThat(state.here().current()).isEmpty();
    demand = TWO;
    signed();
    look();

    assertThat(state.phase()).isEqualTo(Phase.PUBLISHING);
  }

  @Test
  void what_was_void_once_stays_void() {
    beforePublishing();
    signed();
    describe(spec(2, "spec-2"));
    describe(TWO);
    look();
    assertThat(state.phase()).isEqualTo(Phase.SYNCING);
    assertThat(standing()).isEqualTo(State.VOID);
    signed();
    describe(TWO);
    look();

    assertThat(state.phase()).as("the same once more changes nothing").isEqualTo(Phase.PUBLISHING);
  }

  @Test
  void behind_a_gate_the_specification_stays_what_was_signed() {
    beforePublishing();
    signed();
    look();
    refused(PhaseProblem.NOT_IN_THIS_PHASE, () -> describe(spec(2, "spec-2")));
    ask(Trigger.PAUSE);
    refused(PhaseProblem.NOT_IN_THIS_PHASE, () -> describe(spec(2, "spec-2")));
    ask(Trigger.STOP);
    refused(PhaseProblem.NOT_IN_THIS_PHASE, () -> describe(spec(2, "spec-2")));
    ask(Trigger.START);
    go(Phase.LIVE);
    describe(spec(2, "spec-2"));
    demand = spec(2, "spec-2");
    signed();
    ask(Trigger.COMPLETE);

    refused(PhaseProblem.NOT_IN_THIS_PHASE, () -> describe(spec(2, "spec-3")));
  }

  @Test
  void where_nobody_has_to_agree_nothing_is_said_of_specifications() {
    demand = SignOffDemand.NONE;
    ask(Trigger.START);
    go(Phase.PUBLISHING);
    MigrationState before = state;
    describe(SignOffDemand.NONE);

    assertThat(state).isEqualTo(before);
  }

  @Test
  void a_flag_keeps_the_gate_closed_whatever_was_signed() {
    beforePublishing();
    signed();
    decide(new Command.Look(), new Facts(1, 0, Set.of(Flag.GAP), demand));

    assertThat(state.phase()).isEqualTo(Phase.SYNCING);
  }
}
