package dev.crossfade.server.run;

import dev.crossfade.core.compare.Verdict;
import dev.crossfade.engine.run.RunProgress;
import dev.crossfade.engine.stream.StreamStatus;
import dev.crossfade.server.report.Machine;
import dev.crossfade.server.report.Report;
import dev.crossfade.server.wiring.Connected;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers a report while a command runs. Not thread-safe. */
public final class ReportBuilder {
  private final String command;
  private final String migration;
  private @Nullable String version;
  private final Report.Origin specification;
  private final Instant started;
  private List<Report.PhaseTime> phases = List.of();
  private Report.@Nullable Backfill backfill;
  private Report.@Nullable Seam seam;
  private Report.@Nullable Stream stream;
  private Report.@Nullable Verify verify;
  private Report.@Nullable Writes writes;
  private @Nullable List<Report.Proof> oracles;
  private Report.@Nullable Gateway gateway;
  private Report.@Nullable Cutover cutover;
  private Report.@Nullable Rollback rollback;
  private List<Report.Trouble> troubles = List.of();
  private long quarantined;
  private List<String> reasons = List.of();

  private ReportBuilder(
      String command,
      String migration,
      @Nullable String version,
      Report.Origin specification,
      Instant started) {
    this.command = command;
    this.migration = migration;
    this.version = version;
    this.specification = specification;
    this.started = started;
  }

  /** Begins the report of a command. */
  public static ReportBuilder begin(String command, Connected connected, Instant now) {
    return new ReportBuilder(
        command,
        connected.spec().name(),
        connected.compiled().version(),
        new Report.Origin(connected.contentHash(), connected.gitCommit()),
        now);
  }

  /** The same of a migration that somebody else carries out, who says later by which mappings. */
  public static ReportBuilder begin(
      String command, String migration, Report.Origin specification, Instant now) {
    return new ReportBuilder(command, migration, null, specification, now);
  }

  /** By which mappings it is carried out. */
  public void mappingVersion(String hash) {
    version = hash;
  }

  /** Takes over what a run has done. */
  public void take(
      Timeline timeline, RunProgress progress, Report.@Nullable Lag lag, List<Verdict> verdicts) {
    phases = timeline.phases(Instant.now());
    backfill = timeline.backfill();
    seam = timeline.seam();
    stream =
        new Report.Stream(
            progress.streams().values().stream().mapToLong(StreamStatus::applied).sum(), lag);
    quarantined = progress.quarantined();
    verdicts(verdicts);
  }

  /** Takes over what somebody else has done. */
  public void take(
      List<Report.PhaseTime> times,
      Report.@Nullable Backfill copied,
      Report.@Nullable Seam published,
      Report.Stream followed) {
    phases = List.copyOf(times);
    backfill = copied;
    seam = published;
    stream = followed;
  }

  /** Takes over a verification; nothing compared is no verification. */
  public void verdicts(List<Verdict> verdicts) {
    verify = verdicts.isEmpty() ? null : Proofs.verify(verdicts);
  }

  /** Number of rows in quarantine at the end. */
  public void quarantined(long rows) {
    quarantined = rows;
  }

  /** What became of journalled writes, and what the oracles say. */
  public void judged(Report.Writes fate, List<Report.Proof> proofs) {
    writes = fate;
    oracles = List.copyOf(proofs);
  }

  /** What clients saw, and how they were moved there and back. */
  public void moved(
      Report.Gateway seen, Report.@Nullable Cutover there, Report.@Nullable Rollback back) {
    gateway = seen;
    cutover = there;
    rollback = back;
  }

  /** What did not work for some time. */
  public void troubles(List<Report.Trouble> met) {
    troubles = List.copyOf(met);
  }

  /** Why it is not proven. */
  public void reasons(List<String> why) {
    reasons = List.copyOf(why);
  }

  /** The report as of now. */
  public Report build(boolean proven, Instant now) {
    return new Report(
        Report.VERSION,
        command,
        migration,
        version,
        specification,
        started.truncatedTo(ChronoUnit.MILLIS).toString(),
        now.truncatedTo(ChronoUnit.MILLIS).toString(),
        proven,
        Machine.here(),
        phases,
        backfill,
        seam,
        stream,
        verify,
        writes,
        oracles,
        gateway,
        cutover,
        rollback,
        troubles,
        quarantined,
        reasons);
  }
}
