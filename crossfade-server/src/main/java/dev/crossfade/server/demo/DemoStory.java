package dev.crossfade.server.demo;

import dev.crossfade.embedded.demo.DemoCompany;
import dev.crossfade.embedded.demo.DemoSpecification;
import dev.crossfade.oracle.reader.ProductionReader;
import dev.crossfade.oracle.workload.LiveWriter;
import dev.crossfade.oracle.workload.Workload;
import dev.crossfade.server.output.Console;
import dev.crossfade.server.output.Words;
import dev.crossfade.server.progress.Progress;
import dev.crossfade.server.run.DataFolder;
import dev.crossfade.server.run.ReportBuilder;
import dev.crossfade.server.run.ReportEnd;
import dev.crossfade.server.run.Stopping;
import dev.crossfade.server.wiring.Connected;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** The demonstration from beginning to end, told as it happens. */
public final class DemoStory {
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
      Outcome outcome = new DemoStory(options, console, narrator, folder).stoppable(stopping);
      if (outcome == Outcome.PROVEN && options.ending() == DemoOptions.Ending.PROVE_AND_EXIT) {
        folder.clearServices();
      }
      return outcome;
    }
  }

  private Outcome stoppable(Stopping stopping) throws Exception {
    try {
      return play(stopping);
    } catch (RuntimeException e) {
      stopping.mustBeProblem(e);
      throw e;
    }
  }

  private Outcome play(Stopping stopping) throws Exception {
    if (folder.used() && !folder.movedIn()) {
      startAfresh("The company of last time had not moved in completely; beginning again in ");
    } else if (folder.used() && options.ending() == DemoOptions.Ending.PROVE_AND_EXIT) {
      startAfresh("Clearing away an earlier demonstration in ");
    }
    narrator.chapter(
        "Two live systems and an empty one",
        "A CRM in PostgreSQL, an advertising database in MariaDB, and a PostgreSQL to move to,"
            + " all real servers.");
    try (DemoServices services = DemoServices.start(folder.path())) {
      moveIn(services);
      Map<String, String> environment = new HashMap<>(console.environment());
      environment.putAll(services.environment());
      DemoSpecification.writeTo(folder.specification());
      narrator.fact("Specification: " + folder.specification());
      narrator.fact("Its variables: . " + folder.writeEnvironment(services.environment()));
      return withLiveLoad(services, environment, stopping);
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
      DemoServices services, Map<String, String> environment, Stopping stopping) throws Exception {
    narrator.chapter(
        "The company works",
        "From now on it inserts, updates and deletes, "
            + options.writesPerSecond()
            + " writes a second. Each acknowledged write goes into a journal.");
    DemoTrial trial = new DemoTrial(services.trial(folder.journal()));
    Workload workload =
        Workload.standard(services.crmForOracle(), services.adsForOracle(), folder.journal())
            .at(options.writesPerSecond());
    try (Connected connected = Connected.open(folder.specification(), environment);
        LiveWriter writer = LiveWriter.start(workload);
        ProductionReader reader =
            ProductionReader.start(trial.trial().production(), folder.journal())) {
      ReportBuilder report = ReportBuilder.begin("demo", connected, Clock.systemUTC().instant());
      DemoMigration migration =
          new DemoMigration(options, console, narrator, folder, trial, report);
      try {
        Outcome outcome = migration.carryOut(connected, writer, reader, stopping);
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
