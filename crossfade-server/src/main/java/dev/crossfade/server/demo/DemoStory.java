package dev.crossfade.server.demo;

import dev.crossfade.codec.spec.SpecDocument;
import dev.crossfade.codec.spec.SpecificationLoader;
import dev.crossfade.embedded.demo.DemoCompany;
import dev.crossfade.embedded.demo.DemoSpecification;
import dev.crossfade.oracle.reader.ProductionReader;
import dev.crossfade.oracle.workload.LiveWriter;
import dev.crossfade.oracle.workload.Workload;
import dev.crossfade.server.output.Console;
import dev.crossfade.server.output.Words;
import dev.crossfade.server.progress.Progress;
import dev.crossfade.server.report.Report;
import dev.crossfade.server.run.DataFolder;
import dev.crossfade.server.run.ReportBuilder;
import dev.crossfade.server.run.ReportEnd;
import dev.crossfade.server.run.Stopping;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** The demonstration from beginning to end, told as it happens. */
public final class DemoStory {
  /** Name of the migration. */
  static final String NAME = "unify";

  private final DemoOptions options;
  private final Console console;
  private final Narrator narrator;
  private final DemoFolder folder;

  private DemoStory(DemoOptions options, Console console, Narrator narrator, DemoFolder folder) {
    this.options = options;
    this.console = console;
    this.narrator = narrator;
    this.folder = folder;
  }

  /**
   * Plays it.
   *
   * @return how it ended; the databases are deleted only after everything was proven
   */
  public static Outcome play(DemoOptions options, Console console) throws Exception {
    DemoFolder folder = DemoFolder.at(options.data());
    try (Stopping stopping = Stopping.listen();
        DataFolder claimed = DataFolder.claim(folder.path());
        Narrator narrator = new Narrator(console, Clock.systemUTC())) {
      Outcome outcome =
          new DemoStory(options, console, narrator, folder).stoppable(claimed, stopping);
      if (outcome == Outcome.PROVEN && options.ending() == DemoOptions.Ending.PROVE_AND_EXIT) {
        folder.clearServices();
      }
      return outcome;
    }
  }

  private Outcome stoppable(DataFolder claimed, Stopping stopping) throws Exception {
    try {
      return play(claimed, stopping);
    } catch (RuntimeException e) {
      stopping.mustBeProblem(e);
      throw e;
    }
  }

  private Outcome play(DataFolder claimed, Stopping stopping) throws Exception {
    if (folder.used() && !folder.movedIn()) {
      startAfresh("The company of last time had not moved in completely; beginning again in ");
    } else if (folder.used() && !folder.served()) {
      startAfresh("What is there was begun without a server; beginning again in ");
    } else if (folder.used() && options.ending() == DemoOptions.Ending.PROVE_AND_EXIT) {
      startAfresh("Clearing away an earlier demonstration in ");
    }
    if (!folder.used()) {
      folder.forgetRecords();
    }
    narrator.chapter(
        "Two live systems and an empty one",
        "A CRM in PostgreSQL, an advertising database in MariaDB, and a PostgreSQL to move to,"
            + " all real servers.");
    try (DemoServices services = DemoServices.start(folder.path());
        Opening opening = new Opening(() -> DemoServer.start(folder, claimed, services))) {
      moveIn(services);
      DemoSpecification.writeTo(folder.specification());
      narrator.fact("Specification: " + folder.specification());
      Map<String, String> variables = new HashMap<>(services.environment());
      DemoServer server = opening.await();
      variables.putAll(server.environment());
      narrator.fact("The server: " + server.url());
      narrator.fact("For other terminals: . " + folder.writeEnvironment(variables));
      return withLiveLoad(services, DemoRoles.in(services), server, stopping);
    }
  }

  /** Finds servers that outlived their process, stops them, and deletes what they held. */
  private void startAfresh(String why) {
    narrator.fact(why + folder.path());
    DemoServices.start(folder.path()).close();
    folder.clear();
  }

  private void moveIn(DemoServices services) throws Exception {
    if (folder.movedIn()
        && DemoCompany.livesIn(services.adsForCompany())
        && DemoCompany.livesIn(services.crmForCompany())) {
      narrator.fact("The company of last time is still there; its migration goes on.");
      return;
    }
    folder.forgetWrites();
    DemoCompany company = new DemoCompany(options.seed(), options.rows());
    AtomicLong made = new AtomicLong();
    company.moveIn(
        services.crmForCompany(),
        services.adsForCompany(),
        rows ->
            narrator.show(
                new Progress(
                    "making history", made.addAndGet(rows), company.rows(), " rows", "", null)));
    folder.rememberMovedIn();
    narrator.fact(
        Words.count(company.volumes().crm(), "row")
            + " of history in the CRM, "
            + Words.count(company.volumes().ads(), "row")
            + " in the advertising database, with the mess of real life.");
  }

  private Outcome withLiveLoad(
      DemoServices services, DemoRoles roles, DemoServer server, Stopping stopping)
      throws Exception {
    narrator.chapter(
        "The company works",
        "From now on it inserts, updates and deletes, "
            + options.writesPerSecond()
            + " writes a second. Each acknowledged write goes into a journal.");
    DemoTrial trial = new DemoTrial(roles.trial(folder.journal()));
    Workload workload =
        Workload.standard(trial.trial().crm(), trial.trial().ads(), folder.journal())
            .at(options.writesPerSecond());
    ReportBuilder report = ReportBuilder.begin("demo", NAME, origin(), Clock.systemUTC().instant());
    try (RemoteMigration remote = RemoteMigration.of(server.api(), NAME, folder.specification());
        LiveWriter writer = LiveWriter.start(workload);
        ProductionReader reader =
            ProductionReader.start(trial.trial().production(), folder.journal())) {
      DemoMigration migration =
          new DemoMigration(options, console, narrator, folder, trial, report);
      Backstage backstage = new Backstage(folder, services, roles);
      try {
        DemoMigration.Parties parties =
            new DemoMigration.Parties(server, writer, reader, backstage);
        Outcome outcome = migration.carryOut(remote, parties, stopping);
        report.troubles(migration.troubles());
        report(outcome, report);
        return outcome;
      } catch (Exception e) {
        report.troubles(migration.troubles());
        ReportEnd.failed(report, options.report(), e, stopping);
        throw e;
      }
    }
  }

  private Report.Origin origin() {
    SpecDocument document = SpecificationLoader.load(folder.specification(), null);
    return new Report.Origin(document.contentHash(), document.gitCommit());
  }

  private void report(Outcome outcome, ReportBuilder report) {
    if (outcome == Outcome.PROVEN) {
      ReportEnd.proven(report, options.report());
    } else {
      ReportEnd.notProven(report, options.report());
    }
    if (options.report() != null) {
      narrator.fact("Report: " + options.report());
    }
  }
}
