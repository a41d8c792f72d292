package dev.crossfade.server.demo;

import dev.crossfade.oracle.Trial;
import dev.crossfade.oracle.check.Judgement;
import dev.crossfade.oracle.check.Oracles;
import dev.crossfade.oracle.check.Quiescence;
import dev.crossfade.oracle.check.Verdict;
import dev.crossfade.oracle.check.Writes;
import dev.crossfade.oracle.reader.Lag;
import dev.crossfade.oracle.reader.ReaderReport;
import dev.crossfade.server.report.Report;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The independent judgement of the demonstration, in the words of the report.
 *
 * @param trial what is judged
 */
record DemoTrial(Trial trial) {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** What each oracle proves, for people. */
  private static final Map<String, String> MEANINGS =
      Map.of(
          "O1", "O1 sums over accounts hold in every snapshot",
          "O2", "O2 every acknowledged text arrived once and in order",
          "O3", "O3 counters never go back and end at the last acknowledged value",
          "O4", "O4 sets are equal, and what was deleted stays deleted",
          "O6", "O6 fingerprints of all rows are equal, with the mapping written a second time",
          "journal", "append-only rows of the journal are there exactly once",
          "reader", "an independent reader saw no contradiction while it happened");

  /** Waits until production shows the last write. */
  boolean drained() throws Exception {
    return Quiescence.await(trial, PATIENCE);
  }

  /** Asks all oracles. */
  Judgement judge(ReaderReport seen) throws Exception {
    return Oracles.judge(trial, seen);
  }

  static Report.Writes writes(Judgement judgement) {
    Writes writes = judgement.writes();
    return new Report.Writes(
        writes.acknowledged(), writes.lost(), writes.duplicated(), writes.reordered());
  }

  static Report.@Nullable Lag lag(ReaderReport seen) {
    Lag lag = seen.total();
    return lag.count() == 0
        ? null
        : new Report.Lag(lag.p50Millis(), lag.p99Millis(), lag.maxMillis(), lag.count(), "writes");
  }

  /** One proof per oracle over all its subjects. */
  static List<Report.Proof> proofs(Judgement judgement) {
    Map<String, List<Verdict>> byOracle = new LinkedHashMap<>();
    judgement
        .verdicts()
        .forEach(v -> byOracle.computeIfAbsent(v.oracle(), name -> new ArrayList<>()).add(v));
    List<Report.Proof> proofs = new ArrayList<>();
    byOracle.forEach((oracle, verdicts) -> proofs.add(proof(oracle, verdicts)));
    return proofs;
  }

  private static Report.Proof proof(String oracle, List<Verdict> verdicts) {
    long checked = verdicts.stream().mapToLong(Verdict::checked).sum();
    List<String> wrong = new ArrayList<>();
    verdicts.stream()
        .filter(verdict -> !verdict.green())
        .forEach(verdict -> wrong.add(verdict.subject() + ": " + verdict.evidence()));
    String detail = "%,d checked".formatted(checked) + (wrong.isEmpty() ? "" : "; " + wrong);
    return new Report.Proof(MEANINGS.getOrDefault(oracle, oracle), wrong.isEmpty(), detail);
  }
}
