package dev.crossfade.server.run;

import dev.crossfade.core.compare.Verdict;
import dev.crossfade.core.plan.LeftOut;
import dev.crossfade.core.plan.Plan;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.spec.EntitySpec;
import dev.crossfade.engine.run.RunProgress;
import dev.crossfade.server.ServerProblem;
import dev.crossfade.server.audit.AuditKeeping;
import dev.crossfade.server.output.Console;
import dev.crossfade.server.output.Ink;
import dev.crossfade.server.output.Words;
import dev.crossfade.server.progress.Progress;
import dev.crossfade.server.progress.ProgressDisplay;
import dev.crossfade.server.view.VerifyView;
import dev.crossfade.server.wiring.Acting;
import dev.crossfade.server.wiring.Audits;
import dev.crossfade.server.wiring.Connected;
import dev.crossfade.server.wiring.Evolver;
import dev.crossfade.server.wiring.LiveRun;
import dev.crossfade.server.wiring.RouteSigning;
import dev.crossfade.server.wiring.Transport;
import dev.crossfade.server.wiring.Until;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code crossfade run}: one process that carries a migration out and shows how far it is. */
public final class ForegroundRun {
  private static final Duration NEWS = Duration.ofMinutes(1);

  /**
   * What the user asked for.
   *
   * @param folder of the specification
   * @param data folder of services and log
   * @param until when to end
   * @param report where the report goes, if anywhere
   * @param routeKey file of the key that signs route records; null for the one in the data folder
   */
  public record Wishes(
      Path folder, Path data, Until until, @Nullable Path report, @Nullable Path routeKey) {}

  private final Wishes wishes;
  private final Console console;
  private final Clock clock = Clock.systemUTC();
  private final Timeline timeline = new Timeline();
  private final MarkLag lag = new MarkLag();
  private final RunStory story;
  private final ProgressDisplay display;
  private final Difficulties difficulties;
  private List<Verdict> verdicts = List.of();

  private ForegroundRun(Wishes wishes, Console console) {
    this.wishes = wishes;
    this.console = console;
    this.display = ProgressDisplay.on(console, clock);
    this.story = new RunStory(display, timeline);
    this.difficulties = new Difficulties(console, clock, display::say);
  }

  /**
   * Runs until what was wished for is reached or the process is asked to stop.
   *
   * @return whether all of it was reached and proven
   */
  public static boolean start(Wishes wishes, Console console) throws InterruptedException {
    return new ForegroundRun(wishes, console).run();
  }

  private boolean run() throws InterruptedException {
    try (Stopping stopping = Stopping.listen();
        DataFolder folder = DataFolder.claim(wishes.data())) {
      finishEvolving();
      return opened(stopping);
    }
  }

  private boolean opened(Stopping stopping) throws InterruptedException {
    try (Connected connected = Connected.open(wishes.folder(), console.environment());
        display) {
      announce(connected);
      ReportBuilder report = ReportBuilder.begin("run", connected, clock.instant());
      return reported(connected, stopping, report);
    }
  }

  private boolean reported(Connected connected, Stopping stopping, ReportBuilder report)
      throws InterruptedException {
    try {
      boolean proven = carryOut(connected, stopping, report) == Ending.PROVEN;
      if (proven) {
        ReportEnd.proven(report, wishes.report());
      } else {
        ReportEnd.notProven(report, wishes.report());
      }
      return proven;
    } catch (InterruptedException | RuntimeException e) {
      report.troubles(difficulties.report());
      ReportEnd.failed(report, wishes.report(), e, stopping);
      if (e instanceof RuntimeException end) {
        stopping.mustBeProblem(end);
      }
      throw e;
    }
  }

  /** How it ended. */
  private enum Ending {
    PROVEN,
    NOT_PROVEN,
    /** Somebody decided something that only a run begun anew goes by. */
    OUTDATED
  }

  private Ending carryOut(Connected connected, Stopping stopping, ReportBuilder report)
      throws InterruptedException {
    display.say("Starting Kafka and change capture; log: " + wishes.data() + "/crossfade.log");
    try (Transport transport = Transport.open(connected.kafka(), wishes.data())) {
      Ending ending = carryOut(connected, transport, stopping, report);
      while (ending == Ending.OUTDATED && !stopping.asked()) {
        display.say("Going on by what was decided meanwhile");
        finishEvolving();
        try (Connected anew = Connected.open(wishes.folder(), console.environment())) {
          announce(anew);
          ending = carryOut(anew, transport, stopping, report);
        }
      }
      if (ending == Ending.OUTDATED) {
        stopping.noticed();
      }
      return ending;
    }
  }

  private Ending carryOut(
      Connected connected, Transport transport, Stopping stopping, ReportBuilder report)
      throws InterruptedException {
    Acting acting = new Acting(story);
    try (AuditKeeping keeping = Audits.keep(connected, wishes.data(), acting::acted);
        LiveRun run =
            LiveRun.start(connected, transport, wishes.until(), acting, signing(connected));
        Evolver evolver =
            Evolver.start(connected, run::mayAct, console.environment(), display::say)) {
      stopping.whenAsked(run::stop);
      boolean reached = untilReached(run, connected);
      if (stopping.asked()) {
        stopping.noticed();
      } else if (run.outdated()) {
        return Ending.OUTDATED;
      }
      RunProgress end = run.progress();
      report.take(timeline, end, lag.summary(), verdicts);
      report.troubles(difficulties.report());
      boolean proven = reached & judged(connected, end.problems(), report);
      return proven ? Ending.PROVEN : Ending.NOT_PROVEN;
    }
  }

  private void finishEvolving() throws InterruptedException {
    Evolver.finish(wishes.folder(), console.environment(), display::say);
  }

  private RouteSigning signing(Connected connected) {
    return RouteSigning.ofRun(connected, wishes.data(), wishes.routeKey());
  }

  private boolean untilReached(LiveRun run, Connected connected) throws InterruptedException {
    if (!run.awaitLive(this::show)) {
      return false;
    }
    if (wishes.until() == Until.PUBLISHED) {
      return true;
    }
    verify(run, connected);
    while (wishes.until() == Until.FOREVER && run.follow(NEWS.toMillis(), this::show)) {
      tellUnasked(run.comparedUnasked());
    }
    return true;
  }

  private void show(RunProgress progress) {
    lag.look(progress.streams().values());
    story.tell();
    difficulties.look(progress);
    display.show(RunProgressView.of(progress));
  }

  private void verify(LiveRun run, Connected connected) throws InterruptedException {
    verdicts =
        run.verify(
            rows -> {
              RunProgress progress = run.progress();
              lag.look(progress.streams().values());
              difficulties.look(progress);
              display.show(
                  new Progress(
                      "verifying",
                      rows,
                      -1,
                      " rows read",
                      RunProgressView.trouble(progress),
                      null));
            });
    tell(verdicts);
    List<String> followed = run.followed();
    for (String entity : Judgement.unheard(entities(connected), verdicts)) {
      String why = followed.contains(entity) ? "it is not published yet" : "its source has stopped";
      display.say(console.paint(Ink.BAD, "not compared: " + entity + ", " + why));
    }
  }

  private void tell(List<Verdict> found) {
    VerifyView view = new VerifyView("", wishes.folder().toString(), found);
    view.lines(console).forEach(display::say);
  }

  /** Of entities that were compared again though nobody asked. */
  private void tellUnasked(List<Verdict> found) {
    if (!found.isEmpty()) {
      List<String> names = found.stream().map(Verdict::entity).toList();
      List<Verdict> all = new ArrayList<>(verdicts);
      all.removeIf(each -> names.contains(each.entity()));
      all.addAll(found);
      verdicts = all;
      tell(found);
    }
  }

  private static List<String> entities(Connected connected) {
    return connected.spec().entities().stream().map(EntitySpec::name).toList();
  }

  /** Whether everything of the folder is published and equal; else the reasons are reported. */
  private boolean judged(Connected connected, List<Problem> problems, ReportBuilder report) {
    List<String> reasons =
        Judgement.reasons(
            wishes.until(), problems, connected.plan().leftOut(), entities(connected), verdicts);
    reasons.forEach(reason -> display.say(console.paint(Ink.WARN, "not proven: " + reason)));
    report.reasons(reasons);
    return reasons.isEmpty();
  }

  private void announce(Connected connected) {
    Plan plan = connected.ahead();
    if (plan.blocked()) {
      List<Problem> problems = new ArrayList<>();
      plan.leftOut().forEach(left -> problems.add(left.why()));
      problems.add(
          Problem.of(
              ServerProblem.PLAN_BLOCKED,
              "Nothing of migration " + plan.migration() + " can go ahead.",
              "Each of its entities is held up by one of the problems above.",
              "Put one of them right and start again."));
      throw new ProblemException(problems);
    }
    display.say(
        console.paint(
            Ink.STRONG,
            "Migration "
                + plan.migration()
                + ": "
                + Words.count(plan.entities().size(), "table")
                + ", about "
                + Words.count(plan.historyRows(), "row")
                + " of history to copy"));
    for (LeftOut left : plan.leftOut()) {
      display.say(console.paint(Ink.WARN, "left out: " + left.entity() + ": " + left.why().what()));
      display.say("  fix: " + left.why().fix());
    }
    for (Problem note : connected.notes()) {
      display.say(console.paint(Ink.FAINT, "note: " + note.what()));
    }
  }
}
