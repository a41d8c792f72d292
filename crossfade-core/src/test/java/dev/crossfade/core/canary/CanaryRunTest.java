package dev.crossfade.core.canary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.audit.CanonicalText;
import dev.crossfade.core.audit.JsonText;
import dev.crossfade.core.canary.CanaryPlan.Limits;
import dev.crossfade.core.canary.CanaryRun.Mode;
import dev.crossfade.core.canary.Decision.Action;
import dev.crossfade.core.canary.Judgement.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a canary does, judgement for judgement. */
class CanaryRunTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant LATER = START.plusSeconds(61);
  private static final CanaryPlan PLAN =
      new CanaryPlan(
          List.of(5, 25, 50, 100),
          Duration.ofMinutes(1),
          new Limits(Duration.ofSeconds(10), 100, 10, 25, 980, 2));

  private final CanaryRun begun = CanaryRun.begin(PLAN, START, "begun");

  @ParameterizedTest
  @CsvSource({
    // answers, micros and failures on the new stack, then of the baseline
    "200, 1000, 0, 200, 1000, 0, PASS",
    "200, 1500, 0, 200, 1000, 0, FAIL", // half as slow again
    "200, 1130, 0, 200, 1000, 0, PASS", // slower for sure, but less than a quarter
    "200,  500, 0, 200, 1000, 0, PASS", // faster
    " 99, 9000, 0, 200, 1000, 0, UNKNOWN",
    "200, 1000, 0,  99, 1000, 0, UNKNOWN",
    "  0,    0, 0,   0,    0, 0, UNKNOWN",
    "198, 1000, 2, 200, 1000, 0, PASS", // the limit
    "197, 1000, 3, 200, 1000, 0, FAIL", // beyond it
    "195, 1000, 5, 195, 1000, 5, BOTH_FAIL",
    "100, 1000,100, 195, 1000, 5, FAIL", // both, but one of them much more
    "  0,    0,200, 200, 1000, 0, FAIL",
    "9920, 1000, 80, 9990, 1000, 10, FAIL", // within the limit, and worse than the baseline
  })
  void the_judge(int fresh, long micros, int failed, int base, long usual, int broken, Verdict v) {
    Judgement found =
        begun.judge(Counts.tally(fresh, micros, failed), Counts.tally(base, usual, broken));

    assertThat(found.verdict()).as(found.why()).isEqualTo(v);
  }

  @Test
  void where_everybody_reads_from_the_new_stack_errors_alone_are_judged() {
    CanaryRun last = begun.promoted(START, "").promoted(START, "").promoted(START, "");

    assertThat(last.judge(Counts.tally(200, 9000, 0), Tally.NONE).verdict())
        .isEqualTo(Verdict.PASS);
    assertThat(last.judge(Counts.tally(190, 9000, 10), Tally.NONE).verdict())
        .isEqualTo(Verdict.FAIL);
    assertThat(last.judge(Tally.NONE, Tally.NONE).verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void a_finding_names_number_and_limit() {
    assertThat(begun.judge(Counts.tally(190, 1000, 10), Counts.tally(200, 1000, 0)).why())
        .contains("10 of 200 requests failed (5.0 %, limit 1.0 %)");
    assertThat(begun.judge(Counts.tally(200, 2000, 0), Counts.tally(200, 1000, 0)).why())
        .contains("times as long (limit 1.25)");
  }

  private static Judgement finding(Verdict verdict) {
    return new Judgement(verdict, "reason");
  }

  @Test
  void passing_grows_it_once_the_step_has_lasted() {
    assertThat(begun.decide(finding(Verdict.PASS), START.plusSeconds(59)))
        .isEqualTo(new Decision(Action.WAIT, begun));
    CanaryRun run = begun;
    for (int percent : new int[] {25, 50, 100}) {
      Decision decision = run.decide(finding(Verdict.PASS), run.since().plusSeconds(60));
      assertThat(decision.action()).isEqualTo(Action.ADVANCE);
      run = decision.next();
      assertThat(run.percent()).isEqualTo(percent);
    }
    Decision last = run.decide(finding(Verdict.PASS), run.since().plusSeconds(60));
    assertThat(last.action()).isEqualTo(Action.DONE);
    assertThat(last.next().percent()).isEqualTo(100);
  }

  private CanaryRun passing(CanaryRun from, int times) {
    CanaryRun run = from;
    for (int i = 0; i < times; i++) {
      run = run.decide(finding(Verdict.PASS), run.since().plusSeconds(60)).next();
    }
    return run;
  }

  @Test
  void what_somebody_lets_pass_is_not_judged() {
    CanaryRun judged = passing(begun, 4);
    assertThat(judged.judgedThrough()).isTrue();
    assertThat(judged.unjudged()).isEmpty();
    assertThat(passing(begun, 3).judgedThrough()).as("not yet").isFalse();

    CanaryRun once = passing(passing(begun, 1).promoted(LATER, "by ann"), 2);
    assertThat(once.mode()).isEqualTo(Mode.DONE);
    assertThat(once.judgedThrough()).isFalse();
    assertThat(once.unjudged()).containsExactly("25 % promoted by ann");
    assertThat(CanaryRun.of(reread(once))).isEqualTo(once);
    CanaryRun last = passing(begun, 3).promoted(LATER, "by bob");
    assertThat(last.held("by cid").unjudged()).containsExactly("100 % promoted by bob");
    assertThat(once.steppedBack("by ann").unjudged()).hasSize(1);
  }

  @Test
  void a_record_of_a_version_that_kept_no_names_is_read() {
    CanaryRun judged = passing(begun, 4);
    assertThat(judged.fields())
        .containsOnlyKeys(List.of("plan", "step", "mode", "failures", "since", "why"));
    Map<String, Object> old = new HashMap<>(passing(begun, 3).promoted(LATER, "by ann").fields());
    old.remove("byHand");

    CanaryRun read = CanaryRun.of(JsonText.object(CanonicalText.of(old)));

    assertThat(read.fields()).isEqualTo(old);
    assertThat(read.judgedThrough()).isFalse();
    assertThat(read.unjudged()).containsExactly("100 % promoted by ann");
  }

  @Test
  void failing_steps_it_back_when_it_is_so_in_a_row() {
    CanaryRun once = begun.decide(finding(Verdict.FAIL), LATER).next();
    assertThat(once.percent()).isEqualTo(5);
    CanaryRun well = once.decide(finding(Verdict.PASS), START.plusSeconds(1)).next();
    assertThat(well.failures()).isZero();

    Decision twice = once.decide(finding(Verdict.FAIL), LATER);

    assertThat(well.decide(finding(Verdict.FAIL), LATER).action()).isEqualTo(Action.WAIT);
    assertThat(twice.action()).isEqualTo(Action.STEP_BACK);
    assertThat(twice.next().percent()).isZero();
    assertThat(twice.next().why()).isEqualTo("failed 2 of 2 times in a row at 5 %: reason");
  }

  @Test
  void no_data_is_no_pass_and_no_failure() {
    CanaryRun once = begun.decide(finding(Verdict.FAIL), LATER).next();

    assertThat(begun.decide(finding(Verdict.UNKNOWN), LATER).next()).isEqualTo(begun);
    assertThat(once.decide(finding(Verdict.UNKNOWN), LATER).next()).isEqualTo(once);
  }

  @Test
  void where_both_fail_a_human_decides() {
    Decision decision = begun.decide(finding(Verdict.BOTH_FAIL), LATER);

    assertThat(decision.action()).isEqualTo(Action.HOLD);
    assertThat(decision.next().percent()).isEqualTo(5);
    assertThat(decision.next().decide(finding(Verdict.PASS), LATER).action())
        .isEqualTo(Action.WAIT);
  }

  @Test
  void one_that_is_held_does_not_grow_but_steps_back() {
    CanaryRun held = begun.held("by somebody");

    assertThat(held.decide(finding(Verdict.PASS), LATER).next()).isEqualTo(held);
    CanaryRun once = held.decide(finding(Verdict.FAIL), LATER).next();
    assertThat(once.decide(finding(Verdict.FAIL), LATER).action()).isEqualTo(Action.STEP_BACK);
    assertThat(held.resumed(LATER, "").decide(finding(Verdict.PASS), LATER).action())
        .isEqualTo(Action.WAIT);
  }

  @Test
  void whatever_is_found_the_share_only_grows_until_it_is_nothing() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      CanaryRun run = begun;
      for (int i = 0; i < 60; i++) {
        Verdict verdict = Verdict.values()[random.nextInt(Verdict.values().length)];
        CanaryRun next =
            run.decide(finding(verdict), run.since().plusSeconds(random.nextInt(90))).next();
        boolean ended = !run.live();
        assertThat(next.percent() == 0 || next.percent() >= run.percent())
            .as("seed %d", seed)
            .isTrue();
        assertThat(!ended || next.equals(run)).as("seed %d", seed).isTrue();
        boolean grew = next.percent() > run.percent();
        assertThat(!grew || verdict == Verdict.PASS).as("seed %d", seed).isTrue();
        assertThat(CanaryRun.of(reread(next))).isEqualTo(next);
        run = next;
      }
    }
  }

  private static Map<?, ?> reread(CanaryRun run) {
    return JsonText.object(CanonicalText.of(run.fields()));
  }

  @Test
  void a_plan_that_is_none_is_refused() {
    assertThatThrownBy(() -> new CanaryPlan(List.of(25, 5), Duration.ZERO, PLAN.limits()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Limits(Duration.ofSeconds(1), 5, 10, 25, 980, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(begun.mode()).isEqualTo(Mode.RUNNING);
  }
}
