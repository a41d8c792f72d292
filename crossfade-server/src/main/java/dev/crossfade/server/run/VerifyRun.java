package dev.crossfade.server.run;

import dev.crossfade.core.compare.Verdict;
import dev.crossfade.core.phase.EntityState;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.spec.EntitySpec;
import dev.crossfade.engine.run.RunListener;
import dev.crossfade.engine.run.Until;
import dev.crossfade.server.ServerProblem;
import dev.crossfade.server.output.Console;
import dev.crossfade.server.progress.Progress;
import dev.crossfade.server.progress.ProgressDisplay;
import dev.crossfade.server.report.Report;
import dev.crossfade.server.view.VerifyView;
import dev.crossfade.server.wiring.Connected;
import dev.crossfade.server.wiring.LiveRun;
import dev.crossfade.server.wiring.Transport;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** {@code crossfade verify}: compares production with the sources, whether or not a run follows. */
public final class VerifyRun {
  private static final long SIGN_OF_LIFE_MILLIS = 3_500;

  /**
   * What came of it.
   *
   * @param view the verdicts
   * @param report the same with everything about this command
   * @param reasons why not everything that was asked for is proven; empty when it is
   */
  public record Result(VerifyView view, Report report, List<String> reasons) {}

  private VerifyRun() {}

  /**
   * Compares one entity or (null) all. A verdict about live data needs somebody who follows the
   * sources; if no run does, this process does it meanwhile.
   */
  public static Result of(Path folder, Path data, @Nullable String entity, Console console)
      throws InterruptedException {
    Instant started = Clock.systemUTC().instant();
    try (Stopping stopping = Stopping.listen();
        Connected connected = Connected.open(folder, console.environment());
        ProgressDisplay display = ProgressDisplay.on(console, Clock.systemUTC())) {
      connected.mustHave(entity);
      mustBePublished(connected);
      List<String> names =
          entity == null
              ? connected.spec().entities().stream().map(EntitySpec::name).toList()
              : List.of(entity);
      LongConsumer show =
          rows -> display.show(new Progress("verifying", rows, -1, " rows read", "", null));
      List<Verdict> verdicts =
          followed(connected)
              ? LiveRun.verify(connected, names, show)
              : following(connected, data, names, show, stopping);
      ReportBuilder report = ReportBuilder.begin("verify", connected, started);
      report.verdicts(verdicts);
      report.quarantined(connected.target().quarantine().open());
      VerifyView view = new VerifyView(connected.spec().name(), folder.toString(), verdicts);
      List<String> reasons = reasons(connected, entity, view);
      report.reasons(reasons);
      return new Result(
          view, report.build(reasons.isEmpty(), Clock.systemUTC().instant()), reasons);
    }
  }

  /** Why not all that was asked for is proven: an entity that is left out was not compared. */
  private static List<String> reasons(
      Connected connected, @Nullable String entity, VerifyView view) {
    List<String> reasons = new ArrayList<>();
    if (entity == null) {
      connected
          .plan()
          .leftOut()
          .forEach(left -> reasons.add(left.entity() + " was left out: " + left.why().what()));
    }
    if (!view.equal()) {
      reasons.add("the verdict is " + view.result());
    }
    return reasons;
  }

  private static List<Verdict> following(
      Connected connected, Path data, List<String> names, LongConsumer show, Stopping stopping)
      throws InterruptedException {
    try (DataFolder folder = DataFolder.claim(data);
        Transport transport = Transport.open(connected.spec().kafka(), data);
        LiveRun run = LiveRun.start(connected, transport, Until.VERIFIED, RunListener.SILENT)) {
      stopping.whenAsked(run::stop);
      return run.awaitLive(progress -> {}) ? LiveRun.verify(connected, names, show) : List.of();
    }
  }

  private static void mustBePublished(Connected connected) {
    Map<String, EntityState> states = connected.target().progress().entityStates();
    boolean live =
        connected.spec().entities().stream()
            .allMatch(each -> states.get(each.name()) == EntityState.LIVE);
    if (!live) {
      throw Problem.of(
              ServerProblem.NOT_PUBLISHED,
              "Migration " + connected.spec().name() + " is not published yet.",
              "Only production can be compared with the sources.",
              "Start or continue it: crossfade run " + connected.folder())
          .raise();
    }
  }

  /** Whether marks arrive in every stream, that is, some process follows the sources. */
  private static boolean followed(Connected connected) throws InterruptedException {
    Map<String, Long> before = connected.appliedMarks();
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(SIGN_OF_LIFE_MILLIS);
    while (System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(100);
      Map<String, Long> now = connected.appliedMarks();
      if (now.entrySet().stream()
          .allMatch(e -> e.getValue() > before.getOrDefault(e.getKey(), 0L))) {
        return true;
      }
    }
    return false;
  }
}
