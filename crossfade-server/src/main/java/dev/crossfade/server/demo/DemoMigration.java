package dev.crossfade.server.demo;

import dev.crossfade.core.compare.Verdict;
import dev.crossfade.core.phase.Phase;
import dev.crossfade.oracle.check.Judgement;
import dev.crossfade.oracle.client.ClientFigures;
import dev.crossfade.oracle.client.LiveClients;
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
import dev.crossfade.server.run.Stopping;
import dev.crossfade.server.view.VerifyView;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The migration of the demo company: a client of the server, with a story. */
final class DemoMigration {
  private static final Duration VERIFY_EVERY = Duration.ofMinutes(1);
  private static final Duration TURN = Duration.ofMillis(500);

  private final DemoOptions options;
  private final Console console;
  private final Narrator narrator;
  private final DemoFolder folder;
  private final DemoTrial trial;
  private final ReportBuilder report;
  private final Difficulties difficulties;
  private final Demands demands;
  private boolean published;

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
    this.demands = new Demands(narrator);
    this.difficulties = new Difficulties(console, Clock.systemUTC(), narrator::fact);
  }

  /** What did not work for some time. */
  List<Report.Trouble> troubles() {
    return difficulties.report();
  }

  /** Who takes part besides the migration. */
  record Parties(
      DemoServer server, LiveWriter writer, ProductionReader reader, Backstage backstage) {}

  /** Migrates, and proves it if that was asked for. */
  Outcome carryOut(RemoteMigration migration, Parties parties, Stopping stopping) throws Exception {
    narrator.chapter(
        "The logs are captured first",
        "Debezium on Kafka Connect reads both logs from here on, so history can be copied at"
            + " leisure: nothing can be missed.");
    boolean staysUp = options.ending() == DemoOptions.Ending.STAY_UP;
    Pursuit pursuit =
        new Pursuit(
            migration,
            staysUp ? Pursuit.Insistence.GO_ON : Pursuit.Insistence.ALL,
            moment -> show(moment, parties));
    stopping.whenAsked(pursuit::stop);
    migration.goOn();
    if (!pursuit.until(Moment::live)) {
      return stopped(stopping);
    }
    published = true;
    tellPublished(migration.look());
    verify(pursuit, "While the company goes on working");
    boolean going = staysUp ? stayUp(migration, pursuit, parties) : stream(pursuit, parties);
    if (!going) {
      return stopped(stopping);
    }
    prove(migration, pursuit, parties);
    if (demands.met()) {
      new Removal(narrator, demands, pursuit, report).carryOut(migration, parties, trial);
    }
    if (!demands.met() && stopping.asked()) {
      return stopped(stopping);
    }
    report.reasons(demands.reasons());
    return demands.met() ? Outcome.PROVEN : Outcome.NOT_PROVEN;
  }

  private Outcome stopped(Stopping stopping) {
    stopping.noticed();
    narrator.fact("Stopped; what is there stays where it is.");
    demands.ended(ReportEnd.STOPPED);
    report.reasons(demands.reasons());
    return Outcome.STOPPED;
  }

  private void show(Moment moment, Parties parties) {
    difficulties.look(moment.troubles(), moment.halts());
    Progress shown = moment.shown();
    narrator.show(shown.title().equals("live") && published ? live(shown, parties) : shown);
  }

  private void tellPublished(Moment moment) {
    Report.Backfill backfill = moment.backfill();
    Report.Seam seam = moment.seam();
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
    narrator.fact(
        Words.count(moment.quarantined(), "row")
            + " in quarantine: data the specification refuses, on purpose; the rest flows.");
  }

  private Optional<List<Verdict>> verify(Pursuit pursuit, String why) throws InterruptedException {
    return verify(pursuit, Phase.LIVE, why);
  }

  private Optional<List<Verdict>> verify(Pursuit pursuit, Phase now, String why)
      throws InterruptedException {
    narrator.chapter(
        "Verify every row",
        why + ", the sources are read and mapped again and compared with production.");
    Optional<List<Verdict>> verdicts = pursuit.verify(now == Phase.WINDOW ? now : Phase.LIVE);
    verdicts.ifPresentOrElse(this::tell, () -> narrator.fact("Not compared to the end."));
    return verdicts;
  }

  private void tell(List<Verdict> verdicts) {
    VerifyView view = new VerifyView("", folder.specification().toString(), verdicts);
    view.lines(console).forEach(narrator::fact);
  }

  private boolean stayUp(RemoteMigration migration, Pursuit pursuit, Parties parties)
      throws Exception {
    narrator.chapter(
        "Live",
        "Production follows the sources until you press Ctrl-C. In another terminal: . "
            + folder.path().resolve("environment.sh")
            + " && ./crossfade migration show "
            + DemoStory.NAME);
    narrator.fact(
        "The server is "
            + parties.server().url()
            + "; that file says so to all commands, with a token of yours.");
    try (DemoTraffic traffic = parties.backstage().open();
        LiveClients clients = Removal.clients(traffic, folder)) {
      narrator.fact(
          "Clients come to "
              + traffic.address()
              + ", the gateway before an old application and a new one: "
              + traffic.file());
      while (pursuit.follow(VERIFY_EVERY)) {
        ClientFigures figures = clients.figures();
        narrator.fact(
            Words.count(figures.requests(), "request")
                + " of clients, "
                + Words.count(figures.failed())
                + " failed");
        verify(pursuit, migration.look().phase(), "Once a minute");
      }
    }
    return false;
  }

  private static Progress live(Progress moment, Parties parties) {
    Report.Lag lag = DemoTrial.lag(parties.reader().report());
    String detail =
        Words.count(parties.writer().tally().acknowledged(), "write")
            + " acknowledged"
            + (lag == null
                ? ""
                : ", visible after %.0f ms (p50), %.0f ms (p99)".formatted(lag.p50(), lag.p99()));
    return new Progress(moment.title(), moment.done(), -1, moment.unit(), detail, null);
  }

  /** Lets the company work for as long as the proof demands; false when stopped. */
  private boolean stream(Pursuit pursuit, Parties parties) throws InterruptedException {
    LiveWriter writer = parties.writer();
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
      if (!pursuit.follow(TURN)) {
        return false;
      }
      if (!killed && elapsed(begin).compareTo(options.stream().dividedBy(3)) > 0) {
        killed = true;
        long pid = parties.server().killKafka();
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

  private void prove(RemoteMigration migration, Pursuit pursuit, Parties parties) throws Exception {
    narrator.chapter(
        "The proof",
        "The company stops. Everything it was told to be saved must be in production, once and in"
            + " order.");
    parties.writer().close();
    demands.that(trial.drained(), "production shows the last acknowledged write");
    List<Verdict> verdicts = verify(pursuit, "Now that nobody writes").orElse(List.of());
    parties.reader().close();
    ReaderReport seen = parties.reader().report();
    Judgement judgement = trial.judge(seen);
    take(migration, DemoTrial.lag(seen), verdicts);
    report.judged(DemoTrial.writes(judgement), DemoTrial.proofs(judgement));
    tellProof(verdicts, judgement, LagDemand.on(seen.total(), options.fault()));
    migration.look().stopped().forEach(reason -> demands.that(false, reason));
  }

  private void take(RemoteMigration migration, Report.@Nullable Lag lag, List<Verdict> verdicts) {
    Moment end = migration.look();
    String version = end.mappingVersion();
    if (version != null) {
      report.mappingVersion(version);
    }
    report.take(
        migration.timeline().phases(Instant.now()),
        end.backfill(),
        end.seam(),
        new Report.Stream(end.applied(), lag));
    report.quarantined(end.quarantined());
    report.verdicts(verdicts);
  }

  private void tellProof(List<Verdict> verdicts, Judgement judgement, LagDemand lag) {
    Verdict.Result result = new VerifyView("", "", verdicts).result();
    demands.that(result == Verdict.Result.EQUAL, "verdict " + result);
    Report.Writes writes = DemoTrial.writes(judgement);
    demands.that(
        writes.lost() == 0,
        Words.count(writes.acknowledged(), "write")
            + " acknowledged, "
            + Words.count(writes.lost())
            + " lost");
    demands.that(writes.duplicated() == 0, Words.count(writes.duplicated()) + " duplicated");
    demands.that(writes.reordered() == 0, Words.count(writes.reordered()) + " reordered");
    DemoTrial.proofs(judgement)
        .forEach(proof -> demands.that(proof.passed(), proof.name() + " (" + proof.detail() + ")"));
    demands.that(lag.holds(), lag.what());
  }

  private static String seconds(double seconds) {
    return Words.time(Duration.ofMillis((long) (seconds * 1000)));
  }
}
