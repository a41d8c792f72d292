package dev.crossfade.server.demo;

import dev.crossfade.oracle.Trial;
import dev.crossfade.oracle.client.ClientFigures;
import dev.crossfade.oracle.client.ClientJudgement;
import dev.crossfade.oracle.client.ClientOracle;
import dev.crossfade.oracle.client.ClientPlan;
import dev.crossfade.oracle.client.ClientQuiescence;
import dev.crossfade.oracle.client.LiveClients;
import dev.crossfade.oracle.fence.CompanyPlaces;
import dev.crossfade.oracle.fence.FenceProbe;
import dev.crossfade.oracle.fence.FenceReport;
import dev.crossfade.oracle.fence.ProbedTable;
import dev.crossfade.oracle.fence.Side;
import dev.crossfade.server.output.Words;
import dev.crossfade.server.report.Report;
import dev.crossfade.server.run.ReportBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The company's clients come by a gateway, are moved, and what became of their writes is proven.
 */
final class Removal {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int READS = 120;
  private static final int WRITES = 60;

  private final Narrator narrator;
  private final Demands demands;
  private final Pursuit pursuit;
  private final ReportBuilder report;

  Removal(Narrator narrator, Demands demands, Pursuit pursuit, ReportBuilder report) {
    this.narrator = narrator;
    this.demands = demands;
    this.pursuit = pursuit;
    this.report = report;
  }

  void carryOut(RemoteMigration migration, DemoMigration.Parties parties, DemoTrial trial)
      throws Exception {
    Backstage backstage = parties.backstage();
    Path journal = backstage.folder().clientJournal();
    List<ProbedTable> places = CompanyPlaces.of(backstage.roles().applications());
    try (DemoTraffic traffic = backstage.open();
        LiveClients clients = clients(traffic, backstage.folder())) {
      tellBeginning(traffic);
      demands.that(
          FenceProbe.awaitClosed(places, Side.NEW, PATIENCE),
          "the unified database is closed to applications until they are moved there");
      play(migration, traffic, clients, places, trial.trial(), journal);
    }
  }

  private void play(
      RemoteMigration migration,
      DemoTraffic traffic,
      LiveClients clients,
      List<ProbedTable> places,
      Trial trial,
      Path journal)
      throws Exception {
    try (FenceProbe probe = FenceProbe.start(places)) {
      narrator.fact("A forgotten program tries to write into both, 20 times a second, by itself.");
      ClientStory story =
          new ClientStory(
              narrator,
              demands,
              pursuit,
              new ClientStory.Scenery(traffic, clients, new Crossings(migration, clients)));
      boolean played = story.play();
      clients.close();
      probe.close();
      prove(story, clients.figures(), probe.report(), trial, journal);
      if (!played) {
        demands.ended("the clients' story did not come to its end");
      }
    }
  }

  /** The company's clients begin to ask. */
  static LiveClients clients(DemoTraffic traffic, DemoFolder folder) throws IOException {
    return LiveClients.start(
        ClientPlan.standard(traffic.address(), folder.clientJournal()).at(READS, WRITES));
  }

  private void tellBeginning(DemoTraffic traffic) {
    narrator.chapter(
        "Clients",
        "The company's old application answers from CRM and advertising, a new one says the same from"
            + " the unified database. A gateway stands before both.");
    narrator.fact(
        "From now on %d reads and %d writes a second come to %s, without a pause."
            .formatted(READS, WRITES, traffic.address()));
  }

  private void prove(
      ClientStory story, ClientFigures figures, FenceReport fences, Trial trial, Path journal)
      throws Exception {
    narrator.chapter(
        "The proof of the clients",
        "They stop. Every write that was acknowledged must be in the old databases and in the new"
            + " one.");
    demands.that(
        figures.failed() == 0,
        Words.count(figures.requests(), "request")
            + ", "
            + Words.count(figures.failed())
            + " failed"
            + (figures.failed() == 0 ? "" : ", the first: " + figures.firstFailure()));
    demands.that(ClientQuiescence.await(trial, PATIENCE), "both stacks show the same");
    ClientJudgement judged = ClientOracle.judge(trial, journal);
    tell(judged);
    demands.that(
        fences.together() == 0,
        Words.count(fences.attempts(), "attempt")
            + " to write directly, never accepted by both sides at once"
            + (fences.together() == 0 ? "" : ": " + fences.evidence()));
    report(story.crossings(), figures, judged);
  }

  private void tell(ClientJudgement judged) {
    judged
        .acknowledged()
        .forEach(
            (stack, writes) ->
                demands.that(
                    judged.lost().getOrDefault(stack, 0L) == 0,
                    Words.count(writes, "write")
                        + " acknowledged by the "
                        + stack
                        + " application, "
                        + Words.count(judged.lost().getOrDefault(stack, 0L))
                        + " lost"));
    demands.that(
        judged.green(),
        judged.green()
            ? Words.count(judged.rows(), "row") + " the same in both, no write twice"
            : "the clients' rows: " + judged.evidence());
  }

  private void report(List<Crossed> crossings, ClientFigures figures, ClientJudgement judged) {
    Report.Gateway gateway =
        new Report.Gateway(figures.requests(), figures.failed(), figures.maxStallMillis());
    report.moved(
        gateway, CrossingReports.there(crossings), CrossingReports.back(crossings, judged));
  }
}
