package dev.crossfade.engine.preflight;

import dev.crossfade.core.cutover.CrossingReport;
import dev.crossfade.core.cutover.CutoverStep;
import dev.crossfade.core.traffic.Side;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What steps took that every move of clients has, as far as attempts have measured it. */
final class MeasuredSteps {

  private static final Set<CutoverStep> FIXED =
      EnumSet.of(
          CutoverStep.COMPARE,
          CutoverStep.READY,
          CutoverStep.SWITCH,
          CutoverStep.OPEN,
          CutoverStep.RELEASE);

  private MeasuredSteps() {}

  /**
   * Those of a move to a side.
   *
   * @param across the last one that came across to it and was measured
   * @param latest the latest of all; that it went back may be since comparing took too long
   * @return empty when nothing was measured
   */
  static Map<CutoverStep, Duration> of(
      Side to, Optional<CrossingReport> across, Optional<CrossingReport> latest) {
    Map<CutoverStep, Duration> steps = new EnumMap<>(CutoverStep.class);
    across.ifPresent(each -> steps.putAll(each.steps()));
    steps.keySet().retainAll(FIXED);
    latest
        .filter(each -> !each.across() && each.passage().to() == to)
        .map(each -> each.steps().get(CutoverStep.COMPARE))
        .ifPresent(took -> steps.merge(CutoverStep.COMPARE, took, MeasuredSteps::longer));
    return steps;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
