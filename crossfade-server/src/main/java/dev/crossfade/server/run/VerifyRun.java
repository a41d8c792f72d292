package dev.crossfade.server.run;

import dev.crossfade.core.compare.Verdict;
import dev.crossfade.core.spec.EntitySpec;
import dev.crossfade.server.output.Console;
import dev.crossfade.server.progress.Progress;
import dev.crossfade.server.progress.ProgressDisplay;
import dev.crossfade.server.report.Report;
import dev.crossfade.server.view.VerifyView;
import dev.crossfade.server.wiring.Comparison;
import dev.crossfade.server.wiring.Connected;
import dev.crossfade.server.wiring.Reach;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** {@code crossfade verify}: compares production with the sources, whether or not a run follows. */
public final class VerifyRun {
  /**
   * What came of it.
   *
   * @param view the verdicts
   * @param report the same with everything about this command
   * @param reasons why not everything that was asked for is proven; empty when it is
   */
  public record Result(VerifyView view, Report report, List<String> reasons) {}

  /**
   * What was compared.
   *
   * @param verdicts one per entity
   * @param notCompared why each of the others was left out
   */
  private record Compared(List<Verdict> verdicts, List<String> notCompared) {}

  private VerifyRun() {}

  /**
   * Compares one entity or (null) all. A verdict about live data needs somebody who follows the
   * sources.
   */
  public static Result of(
      Path folder, Path data, @Nullable String entity, Reach reach, Console console)
      throws InterruptedException {
    Instant started = Clock.systemUTC().instant();
    try (Stopping stopping = Stopping.listen();
        Connected connected = Connected.open(folder, console.environment());
        ProgressDisplay display = ProgressDisplay.on(console, Clock.systemUTC())) {
      connected.mustHave(entity);
      List<EntitySpec> entities =
          connected.spec().entities().stream()
              .filter(each -> entity == null || each.name().equals(entity))
              .toList();
      LongConsumer show =
          rows -> display.show(new Progress("verifying", rows, -1, " rows read", "", null));
      Compared compared =
          new Followed(connected, data, entities)
              .during(
                  stopping,
                  (kafka, names, leftOut) ->
                      new Compared(
                          names.isEmpty()
                              ? List.of()
                              : compared(
                                  Comparison.of(connected, reach, kafka, names), show, console),
                          leftOut));
      List<Verdict> verdicts = compared.verdicts();
      ReportBuilder report = ReportBuilder.begin("verify", connected, started);
      report.verdicts(verdicts);
      report.quarantined(connected.target().quarantine().open());
      VerifyView view = new VerifyView(connected.spec().name(), folder.toString(), verdicts);
      List<String> reasons = reasons(connected, entity, compared, view);
      report.reasons(reasons);
      return new Result(
          view, report.build(reasons.isEmpty(), Clock.systemUTC().instant()), reasons);
    }
  }

  private static List<Verdict> compared(Comparison comparison, LongConsumer show, Console console)
      throws InterruptedException {
    List<Verdict> verdicts = comparison.verify(show);
    comparison
        .notInUse()
        .forEach(
            entity ->
                console.say(
                    entity
                        + " was compared by mappings that are not those its rows are written with;"
                        + " that verdict is not kept"));
    return verdicts;
  }

  /** Why not all that was asked for is proven: an entity that is left out was not compared. */
  private static List<String> reasons(
      Connected connected, @Nullable String entity, Compared compared, VerifyView view) {
    List<String> reasons = new ArrayList<>();
    if (entity == null) {
      connected
          .plan()
          .leftOut()
          .forEach(left -> reasons.add(left.entity() + " was left out: " + left.why().what()));
    }
    reasons.addAll(compared.notCompared());
    boolean nothing = view.verdicts().isEmpty() && !compared.notCompared().isEmpty();
    if (!view.equal() && !nothing) {
      reasons.add("the verdict is " + view.result());
    }
    return reasons;
  }
}
