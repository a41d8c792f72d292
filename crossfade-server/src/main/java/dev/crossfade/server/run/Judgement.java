package dev.crossfade.server.run;

import dev.crossfade.core.compare.Verdict;
import dev.crossfade.core.plan.LeftOut;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.server.view.VerifyView;
import dev.crossfade.server.wiring.Until;
import java.util.ArrayList;
import java.util.List;

/** Whether a run reached what was wished of it. */
final class Judgement {

  private Judgement() {}

  /** Why not everything is published and equal; empty when it is. */
  static List<String> reasons(
      Until wish, List<Problem> problems, List<LeftOut> leftOut, List<Verdict> verdicts) {
    List<String> reasons = new ArrayList<>();
    problems.forEach(problem -> reasons.add(ReportEnd.reason(problem)));
    leftOut.forEach(left -> reasons.add(left.entity() + " was left out: " + left.why().what()));
    if (wish != Until.PUBLISHED) {
      Verdict.Result result = new VerifyView("", "", verdicts).result();
      if (result != Verdict.Result.EQUAL) {
        reasons.add(verdicts.isEmpty() ? "not verified" : "the verdict is " + result);
      }
    }
    return reasons;
  }
}
