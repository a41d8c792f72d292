package dev.crossfade.server.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.compare.Verdict;
import dev.crossfade.core.plan.LeftOut;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.engine.EngineProblem;
import dev.crossfade.server.wiring.Until;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JudgementTest {
  private static final Problem GAP =
      Problem.of(EngineProblem.LOG_CHANGED, "the log is another one", "lost", "start again");

  private static Verdict verdict(Verdict.Result result) {
    return new Verdict(
        "ad", result, 1, 1, List.of(), 0, 0, 0, Map.of(), "v", Instant.EPOCH, Instant.EPOCH);
  }

  private static List<String> judged(Until wish, Verdict... verdicts) {
    return Judgement.reasons(wish, List.of(), List.of(), List.of("ad"), List.of(verdicts));
  }

  @Test
  void equalRowsAreGood() {
    assertThat(judged(Until.VERIFIED, verdict(Verdict.Result.EQUAL))).isEmpty();
    assertThat(judged(Until.FOREVER, verdict(Verdict.Result.EQUAL))).isEmpty();
  }

  @Test
  void theWorstVerdictDecides() {
    assertThat(
            judged(
                Until.VERIFIED, verdict(Verdict.Result.EQUAL), verdict(Verdict.Result.DIFFERENT)))
        .containsExactly("the verdict is DIFFERENT");
    assertThat(judged(Until.FOREVER, verdict(Verdict.Result.UNKNOWN)))
        .containsExactly("the verdict is UNKNOWN");
  }

  @Test
  void whatWasNotComparedIsNotProvenUnlessOnlyPublishingWasWished() {
    assertThat(judged(Until.VERIFIED)).containsExactly("not verified");
    assertThat(judged(Until.PUBLISHED)).isEmpty();
  }

  @Test
  void problemsAndWhatWasLeftOutAreNamedWhateverTheVerdict() {
    assertThat(
            Judgement.reasons(
                Until.FOREVER,
                List.of(GAP),
                List.of(new LeftOut("contact", "crm", GAP)),
                List.of("ad"),
                List.of(verdict(Verdict.Result.EQUAL))))
        .containsExactly(ReportEnd.reason(GAP), "contact was left out: the log is another one");
  }

  @Test
  void anEntityWithoutVerdictIsNotProven() {
    List<Verdict> one = List.of(verdict(Verdict.Result.EQUAL));
    assertThat(
            Judgement.reasons(
                Until.VERIFIED, List.of(), List.of(), List.of("contact", "ad", "visit"), one))
        .containsExactly("contact was not compared", "visit was not compared");
    assertThat(
            Judgement.reasons(Until.PUBLISHED, List.of(), List.of(), List.of("contact", "ad"), one))
        .as("only publishing was wished")
        .isEmpty();
  }
}
