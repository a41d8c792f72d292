package dev.crossfade.server.run;

import dev.crossfade.core.compare.Verdict;
import dev.crossfade.core.plan.LeftOut;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.server.view.VerifyView;
import dev.crossfade.server.wiring.Until;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether a run reached what was wished of it. */
final class Judgement {

  private Judgement() {}

  /**
   * Why not everything is published and equal; empty when it is.
   *
   * @param entities of the specification, by name
   */
  static List<String> reasons(
      Until wish,
      List<Problem> problems,
      List<LeftOut> leftOut,
      List<String> entities,
      List<Verdict> verdicts) {
    List<String> reasons = new ArrayList<>();
    problems.forEach(problem -> reasons.add(ReportEnd.reason(problem)));
    leftOut.forEach(left -> reasons.add(left.entity() + " was left out: " + left.why().what()));
    if (wish != Until.PUBLISHED) {
      Verdict.Result result = new VerifyView("", "", verdicts).result();
      if (result != Verdict.Result.EQUAL) {
        reasons.add(verdicts.isEmpty() ? "not verified" : "the verdict is " + result);
      }
      if (!verdicts.isEmpty()) {
        unheard(entities, verdicts).forEach(name -> reasons.add(name + " was not compared"));
      }
    }
    return reasons;
  }

  /** Entities of which there is no verdict. */
  static List<String> unheard(List<String> entities, List<Verdict> verdicts) {
    Set<String> compared = verdicts.stream().map(Verdict::entity).collect(Collectors.toSet());
    return entities.stream().filter(entity -> !compared.contains(entity)).toList();
  }
}
