package dev.crossfade.server.run;

import dev.crossfade.core.compare.Coverage;
import dev.crossfade.core.compare.Verdict;
import dev.crossfade.server.report.Report;
import dev.crossfade.server.view.VerifyView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Verdicts as parts of a report. */
public final class Proofs {
  private static final String FULL = "full";
  private static final String UPKEEP = "upkeep";

  private Proofs() {}

  /** The comparison of all entities as one. */
  public static Report.Verify verify(List<Verdict> verdicts) {
    Instant from =
        verdicts.stream().map(Verdict::startedAt).min(Instant::compareTo).orElse(Instant.EPOCH);
    Instant to =
        verdicts.stream().map(Verdict::finishedAt).max(Instant::compareTo).orElse(Instant.EPOCH);
    return new Report.Verify(
        new VerifyView("", "", verdicts).result().name(),
        verdicts.stream().mapToLong(Verdict::rowsCompared).sum(),
        verdicts.stream().mapToLong(Verdict::mismatchCount).sum(),
        verdicts.stream().mapToLong(Verdict::unsettled).sum(),
        verdicts.stream().mapToLong(Verdict::parked).sum(),
        verdicts.stream().mapToLong(Verdict::refused).sum(),
        verdicts.stream().allMatch(verdict -> verdict.coverage().full()) ? FULL : UPKEEP,
        Duration.between(from, to).toMillis() / 1000.0,
        verdicts.stream().map(Proofs::entity).toList());
  }

  private static Report.EntityVerdict entity(Verdict verdict) {
    Coverage coverage = verdict.coverage();
    String why = coverage instanceof Coverage.Full full ? full.because() : "";
    return new Report.EntityVerdict(
        verdict.entity(),
        verdict.result().name(),
        verdict.rowsCompared(),
        verdict.mismatchCount(),
        verdict.parked(),
        verdict.refused(),
        coverage.full() ? FULL : UPKEEP,
        coverage instanceof Coverage.Upkeep upkeep ? upkeep.fullPass().toString() : null,
        why.isEmpty() ? null : why);
  }
}
