package dev.crossfade.server.demo;

import dev.crossfade.core.compare.Verdict;
import dev.crossfade.engine.run.RunProgress;
import dev.crossfade.oracle.check.Judgement;
import dev.crossfade.oracle.reader.ProductionReader;
import dev.crossfade.oracle.reader.ReaderReport;
import dev.crossfade.oracle.workload.LiveWriter;
import dev.crossfade.server.output.Console;
import dev.crossfade.server.output.Words;
import dev.crossfade.server.progress.Progress;
import dev.crossfade.server.report.Report;
import dev.crossfade.server.run.Difficulties;
import dev.crossfade.server.run.ReportBuilder;
import dev.crossfade.server.run.ReportEnd;
import dev.crossfade.server.run.RunProgressView;
import dev.crossfade.server.run.Stopping;
import dev.crossfade.server.run.Timeline;
import dev.crossfade.server.view.VerifyView;
import dev.crossfade.server.wiring.Connected;
import dev.crossfade.server.wiring.LiveRun;
import dev.crossfade.server.wiring.Transport;
import dev.crossfade.server.wiring.Until;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The migration of the demo company: the same run as {@code crossfade run}, with a story. */
final class DemoMigration {
  private static final long VERIFY_EVERY_MILLIS = 60_000;
  private static final long TURN_MILLIS = 500;

  private final DemoOptions options;
  private final Console console;
  private final Narrator narrator;
  private final DemoFolder folder;
  private final DemoTrial trial;
  private final ReportBuilder report;
  private final Difficulties difficulties;
  private final Timeline timeline = new Timeline();
  private final List<String> reasons = new ArrayList<>();

  DemoMigration(
      DemoOptions options,
      Console console,
      Narrator narrator,
      DemoFolder folder,
      DemoTrial trial,
      ReportBuilder report) {
    this.options = options;
    this.console = console;
    this.narrator = narrator;
    this.folder = folder;
    this.trial = trial;
    this.report = report;
    this.difficulties = new Difficulties(console, Clock.systemUTC(), narrator::fact);
  }

  /** What did not work for some time. */
  List<Report.Trouble> troubles() {
    return difficulties.report();
  }

  /** Migrates, and proves it if that was asked for. */
  Outcome carryOut(
      Connected connected, LiveWriter writer, ProductionReader reader, Stopping stopping)
      throws Exception {
    narrator.chapter(
        "The logs are captured first",
        "Debezium on Kafka Connect reads both logs from here on, so history can be copied at"
            + " leisure: nothing can be missed.");
    try (Transport transport = Transport.open(connected.spec().kafka(), folder.path());
        LiveRun run = LiveRun.start(connected, transport, wish(), timeline)) {
      stopping.whenAsked(run::stop);
      if (!run.awaitLive(this::show)) {
        return stopped(stopping);
      }
      tellPublished(connected);
      verify(run, "While the company goes on working");
      boolean going =
          options.ending() == DemoOptions.Ending.STAY_UP
              ? stayUp(run, writer, reader)
              : stream(run, transport, writer, reader);
      if (!going) {
        return stopped(stopping);
      }
      boolean proven = prove(connected, run, writer, reader);
      if (!proven && stopping.asked()) {
        return stopped(stopping);
      }
      return proven ? Outcome.PROVEN : Outcome.NOT_PROVEN;
    }
  }

  private Until wish() {
    return options.ending() == DemoOptions.Ending.STAY_UP ? Until.FOREVER : Until.VERIFIED;
  }

  private Outcome stopped(Stopping stopping) {
    stopping.noticed();
    narrator.fact("Stopped; what is there stays where it is.");
    reasons.add(0, ReportEnd.STOPPED);
    report.reasons(reasons);
    return Outcome.STOPPED;
  }

  private void show(RunProgress progress) {
    difficulties.look(progress);
    narrator.show(RunProgressView.of(progress));
  }

  private void tellPublished(Connected connected) {
    Report.Backfill backfill = timeline.backfill();
    Report.Seam seam = timeline.seam();
    narrator.chapter(
        "Published, all tables at once",
        "Readers of the unified database saw nothing before and see everything now; the old"
            + " systems never stopped.");
    if (backfill != null) {
      narrator.fact(
          Words.count(backfill.rows(), "row")
              + " of history copied through the mapping in "
              + seconds(backfill.seconds())
              + ", "
              + Words.rate(backfill.rowsPerSecond()));
    }
    if (seam != null) {
      narrator.fact(
          Words.count(seam.changes(), "change")
              + " made meanwhile were held and applied in order; the seam took "
              + seconds(seam.seconds()));
    }
    long parked = connected.target().quarantine().open();
    narrator.fact(
        Words.count(parked, "row")
            + " in quarantine: data the specification refuses, on purpose; the rest flows.");
  }

  private List<Verdict> verify(LiveRun run, String why) throws InterruptedException {
    narrator.chapter(
        "Verify every row",
        why + ", the sources are read and mapped again and" + " compared with production.");
    List<Verdict> verdicts =
        run.verify(
            rows -> {
              difficulties.look(run.progress());
              narrator.show(new Progress("verifying", rows, -1, " rows read", "", null));
            });
    VerifyView view = new VerifyView("", folder.specification().toString(), verdicts);
    view.lines(console).forEach(narrator::fact);
    return verdicts;
  }

  private boolean stayUp(LiveRun run, LiveWriter writer, ProductionReader reader)
      throws InterruptedException {
    narrator.chapter(
        "Live",
        "Production follows the sources until you press Ctrl-C. In another terminal: . "
            + folder.path().resolve("environment.sh")
            + " && ./crossfade status "
            + folder.specification());
    while (run.follow(VERIFY_EVERY_MILLIS, progress -> live(progress, writer, reader))) {
      verify(run, "Once a minute");
    }
    return false;
  }

  private void live(RunProgress progress, LiveWriter writer, ProductionReader reader) {
    difficulties.look(progress);
    Progress moment = RunProgressView.of(progress);
    Report.Lag lag = DemoTrial.lag(reader.report());
    String detail =
        Words.count(writer.tally().acknowledged(), "write")
            + " acknowledged"
            + (lag == null
                ? ""
                : ", visible after %.0f ms (p50), %.0f ms (p99)".formatted(lag.p50(), lag.p99()));
    narrator.show(new Progress(moment.title(), moment.done(), -1, moment.unit(), detail, null));
  }

  /** Lets the company work for as long as the proof demands; false when stopped. */
  private boolean stream(
      LiveRun run, Transport transport, LiveWriter writer, ProductionReader reader)
      throws InterruptedException {
    narrator.chapter(
        "Live",
        "Changes go straight to production now. At least "
            + Words.time(options.stream())
            + (options.leastWrites() > 0
                ? " and " + Words.count(options.leastWrites(), "write")
                : "")
            + " are journalled and judged.");
    long begin = System.nanoTime();
    long writes = writer.tally().acknowledged();
    boolean killed = options.fault() == DemoOptions.Fault.NONE;
    while (!enough(begin, writer.tally().acknowledged() - writes)) {
      if (!run.follow(TURN_MILLIS, progress -> live(progress, writer, reader))) {
        return false;
      }
      if (!killed && elapsed(begin).compareTo(options.stream().dividedBy(3)) > 0) {
        killed = true;
        long pid = transport.kill();
        narrator.fact("kill -9 of Kafka and Connect (process " + pid + "), on purpose");
      }
    }
    return true;
  }

  private boolean enough(long begin, long writes) {
    return elapsed(begin).compareTo(options.stream()) >= 0 && writes >= options.leastWrites();
  }

  private static Duration elapsed(long begin) {
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private boolean prove(
      Connected connected, LiveRun run, LiveWriter writer, ProductionReader reader)
      throws Exception {
    narrator.chapter(
        "The proof",
        "The company stops. Everything it was told to be saved must be in production, once and in"
            + " order.");
    writer.close();
    demand(trial.drained(), "production shows the last acknowledged write");
    RunProgress end = run.progress();
    List<Verdict> verdicts = verify(run, "Now that nobody writes");
    reader.close();
    ReaderReport seen = reader.report();
    Judgement judgement = trial.judge(seen);
    report.take(timeline, end, DemoTrial.lag(seen), verdicts);
    report.quarantined(connected.target().quarantine().open());
    report.judged(DemoTrial.writes(judgement), DemoTrial.proofs(judgement));
    tellProof(verdicts, judgement, LagDemand.on(seen.total(), options.fault()));
    run.progress().problems().forEach(problem -> demand(false, ReportEnd.reason(problem)));
    report.reasons(reasons);
    return reasons.isEmpty();
  }

  private void tellProof(List<Verdict> verdicts, Judgement judgement, LagDemand lag) {
    Verdict.Result result = new VerifyView("", "", verdicts).result();
    demand(result == Verdict.Result.EQUAL, "verdict " + result);
    Report.Writes writes = DemoTrial.writes(judgement);
    demand(
        writes.lost() == 0,
        Words.count(writes.acknowledged(), "write")
            + " acknowledged, "
            + Words.count(writes.lost())
            + " lost");
    demand(writes.duplicated() == 0, Words.count(writes.duplicated()) + " duplicated");
    demand(writes.reordered() == 0, Words.count(writes.reordered()) + " reordered");
    DemoTrial.proofs(judgement)
        .forEach(proof -> demand(proof.passed(), proof.name() + " (" + proof.detail() + ")"));
    demand(lag.holds(), lag.what());
  }

  private void demand(boolean holds, String what) {
    narrator.proof(holds, what);
    if (!holds) {
      reasons.add(what);
    }
  }

  private static String seconds(double seconds) {
    return Words.time(Duration.ofMillis((long) (seconds * 1000)));
  }
}
