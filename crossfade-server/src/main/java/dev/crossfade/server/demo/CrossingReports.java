package dev.crossfade.server.demo;

import dev.crossfade.oracle.client.ClientJudgement;
import dev.crossfade.server.report.Report;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Moves of clients in the words of the report: the second of three goes back. */
final class CrossingReports {

  private static final int BACK = 1;

  private CrossingReports() {}

  /** Those to the new stack; absent when none came there. */
  static Report.@Nullable Cutover there(List<Crossed> crossings) {
    List<Crossed> there = new ArrayList<>(crossings);
    if (there.size() > BACK) {
      there.remove(BACK);
    }
    there.removeIf(each -> !each.across());
    return there.stream()
        .max(Comparator.comparingLong(Crossed::writePauseMillis))
        .map(
            longest ->
                new Report.Cutover(
                    longest.writePauseMillis(),
                    longest.withinGoal(),
                    longest.stepMillis(),
                    there.size()))
        .orElse(null);
  }

  /** The one to the legacy stack; absent when it was not made. */
  static Report.@Nullable Rollback back(List<Crossed> crossings, ClientJudgement judged) {
    if (crossings.size() <= BACK || !crossings.get(BACK).across()) {
      return null;
    }
    Crossed back = crossings.get(BACK);
    return new Report.Rollback(
        judged.lostInAll(), back.writePauseMillis(), back.withinGoal(), back.stepMillis());
  }
}
