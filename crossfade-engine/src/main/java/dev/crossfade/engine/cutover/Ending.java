package dev.crossfade.engine.cutover;

import dev.crossfade.core.cutover.CrossingReport;
import dev.crossfade.core.cutover.Passage;
import dev.crossfade.core.cutover.RollbackWindow;
import dev.crossfade.core.cutover.SwitchProof;
import dev.crossfade.core.problem.Outcome;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.traffic.Side;
import dev.crossfade.engine.cutover.Transit.Around;
import dev.crossfade.spi.target.ProgressStore;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is left to do once clients are at rest, and what is told of it. All may be done again. */
final class Ending {

  private final Around around;
  private final ReturnPath back;

  Ending(Around around, ReturnPath back) {
    this.around = around;
    this.back = back;
  }

  /** An attempt is about to be made; refused to whoever does not own the migration any more. */
  void begun() {
    around.target().progress().remember(ProgressStore.CROSSING_PROOF, "");
    around.target().progress().remember(ProgressStore.CROSSING, "");
  }

  /** Of an attempt that this process made; null while something is left to do. */
  @Nullable Outcome<String> of(CrossingReport report) {
    return end(report, CutoverProblem.wentBack(around.spec().name(), report.why()));
  }

  /** Of one that somebody else had made, and this process has ended. */
  @Nullable Outcome<String> found(Side to, Side writes, long epoch) {
    SwitchProof proof = writes == to ? proof() : SwitchProof.NONE;
    CrossingReport report =
        new CrossingReport(
            new Passage(CrossingReport.FOUND, to),
            epoch,
            proof.at().orElseGet(around.clock()::instant),
            null,
            Map.of(),
            writes,
            writes == to ? "" : "whoever made it was interrupted",
            proof);
    return end(report, CutoverProblem.interrupted(around.spec().name()));
  }

  /** What whoever is about to name the other side has proven; stored before he does. */
  void proven(SwitchProof proof) {
    around.target().progress().remember(ProgressStore.CROSSING_PROOF, proof.text());
  }

  /** As it was stored last. */
  SwitchProof proof() {
    return SwitchProof.parse(
        around.target().progress().fact(ProgressStore.CROSSING_PROOF).orElse(""));
  }

  private @Nullable Outcome<String> end(CrossingReport report, Problem otherwise) {
    Side to = report.passage().to();
    ProgressStore progress = around.target().progress();
    progress.remember(ProgressStore.CROSSING, report.text());
    if (report.across()) {
      if (report.pause() != null) {
        progress.remember(ProgressStore.CROSSED_TO + to.word(), report.text());
      }
      progress.remember(ProgressStore.ROLLBACK_WINDOW, to == Side.NEW ? window() : "");
      return new Outcome.Done<>(report.text());
    }
    boolean cleared = to == Side.LEGACY || back.retire() != null;
    return cleared ? new Outcome.NotDone<>(otherwise) : null;
  }

  private String window() {
    Duration length = Duration.ofHours(around.spec().cutover().windowHours());
    return RollbackWindow.begin(length, around.clock().instant()).text();
  }
}
