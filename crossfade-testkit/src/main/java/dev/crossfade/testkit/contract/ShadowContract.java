package dev.crossfade.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.crossfade.core.canary.Latencies;
import dev.crossfade.core.shadow.DifferenceBook.Group;
import dev.crossfade.core.shadow.Pace;
import dev.crossfade.core.shadow.ShadowResult;
import dev.crossfade.core.shadow.ShadowResult.Outcome;
import dev.crossfade.core.shadow.ShadowRun;
import dev.crossfade.spi.check.ShadowStore;
import dev.crossfade.spi.target.TargetDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How every target keeps what comparisons of both stacks have found. */
public abstract class ShadowContract extends TargetContract {

  private static final Instant BEGIN = Instant.parse("2026-11-26T00:00:00.123Z");

  private static ShadowResult result(String subject, Outcome outcome) {
    long[] counts = new long[Latencies.BUCKETS];
    counts[9] = 3;
    return new ShadowResult(
        subject,
        outcome,
        List.of(new Group(subject, "n: \"value\" {é}", 2, 10, 1, 10, true)),
        new Pace(Latencies.of(counts), Latencies.NONE),
        10,
        2,
        "it's so",
        List.of("n: value: id='4711'"),
        BEGIN,
        Duration.ofMillis(12));
  }

  private static ShadowRun run(String id, int second, ShadowResult... results) {
    return new ShadowRun(
        id, "v1", BEGIN.plusSeconds(second), BEGIN.plusSeconds(second + 1L), List.of(results));
  }

  @Test
  void runs_are_kept_for_other_processes_without_values_of_rows() {
    ShadowRun first = run("r1", 0, result("b", Outcome.FAILING), result("a", Outcome.MATCH));
    ShadowRun second = run("r2", 9, result("a", Outcome.DIFFERENT));
    target.shadows().record(first);
    target.shadows().record(second);

    try (TargetDatabase again = openAgain(shapes())) {
      ShadowStore shadows = again.shadows();
      assertThat(shadows.runs(5))
          .containsExactly(second.withoutExamples(), first.withoutExamples());
      assertThat(shadows.runs(1)).containsExactly(second.withoutExamples());
      assertThat(shadows.latest().values())
          .extracting(ShadowResult::subject, ShadowResult::outcome)
          .containsExactly(tuple("a", Outcome.DIFFERENT), tuple("b", Outcome.FAILING));
    }
  }

  @Test
  void a_run_that_is_told_again_takes_the_place_of_what_was_told() {
    target.shadows().record(run("r1", 0, result("a", Outcome.UNKNOWN)));
    ShadowRun again = run("r1", 0, result("a", Outcome.MATCH));
    target.shadows().record(again);

    assertThat(target.shadows().runs(5)).containsExactly(again.withoutExamples());
  }

  @Test
  void old_runs_are_forgotten() {
    for (int i = 0; i < ShadowStore.KEPT + 2; i++) {
      target.shadows().record(run("r" + i, i));
    }
    List<ShadowRun> kept = target.shadows().runs(2 * ShadowStore.KEPT);
    assertThat(kept).hasSize(ShadowStore.KEPT);
    assertThat(kept.get(ShadowStore.KEPT - 1).id()).isEqualTo("r2");
  }

  /** Puts two people into production. */
  protected final void publishTwo() {
    TargetKit.publish(target, List.of(TargetKit.person(1, "ann"), TargetKit.person(2, "bob")));
  }
}
