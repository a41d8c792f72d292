package dev.crossfade.server.run;

import dev.crossfade.core.check.Check;
import dev.crossfade.core.check.CheckGraph;
import dev.crossfade.core.check.CheckKind;
import dev.crossfade.core.check.CheckResult;
import dev.crossfade.core.check.CheckRun;
import dev.crossfade.core.check.CheckTrigger;
import dev.crossfade.core.check.Freshness;
import dev.crossfade.core.check.PlannedChecks;
import dev.crossfade.core.spec.EntitySpec;
import dev.crossfade.server.check.CheckReport;
import dev.crossfade.server.check.CheckReport.Masking;
import dev.crossfade.server.check.StoredChecks;
import dev.crossfade.server.output.Console;
import dev.crossfade.server.progress.Progress;
import dev.crossfade.server.progress.ProgressDisplay;
import dev.crossfade.server.wiring.CheckWiring;
import dev.crossfade.server.wiring.Connected;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Asks checks, whether or not a run follows. */
public final class CheckWork {

  private CheckWork() {}

  /**
   * What is asked.
   *
   * @param entity only checks of this entity; null for all
   * @param nodes only these checks and what they need; empty for all
   * @param due only checks whose result is stale
   * @param trigger why
   */
  public record Wish(@Nullable String entity, List<String> nodes, Due due, CheckTrigger trigger) {
    public Wish {
      nodes = List.copyOf(nodes);
    }
  }

  /** Which checks are asked. */
  public enum Due {
    ALL,
    STALE
  }

  /**
   * What came of it.
   *
   * @param report on what was asked
   * @param leftOut why something was not asked
   */
  public record Result(CheckReport report, List<String> leftOut) {
    public Result {
      leftOut = List.copyOf(leftOut);
    }
  }

  /** Asks. */
  public static Result run(Path folder, Path data, Wish wish, Masking masking, Console console)
      throws InterruptedException {
    try (Stopping stopping = Stopping.listen();
        Connected connected = Connected.open(folder, console.environment());
        ProgressDisplay display = ProgressDisplay.on(console, Clock.systemUTC())) {
      connected.mustHave(wish.entity());
      CheckGraph graph = graph(connected, wish);
      List<EntitySpec> entities =
          connected.spec().entities().stream()
              .filter(each -> !graph.of(each.name()).isEmpty())
              .toList();
      List<String> leftOut = new ArrayList<>();
      connected
          .plan()
          .leftOut()
          .forEach(left -> leftOut.add(left.entity() + " was left out: " + left.why().what()));
      Ask ask = new Ask(connected, graph, wish, display);
      CheckRun run =
          new Followed(connected, data, entities)
              .during(
                  stopping,
                  (kafka, names, stopped) -> {
                    leftOut.addAll(stopped);
                    return ask.about(names);
                  });
      return new Result(StoredChecks.report(connected, run, masking), leftOut);
    }
  }

  private static CheckGraph graph(Connected connected, Wish wish) {
    CheckGraph all = PlannedChecks.of(connected.spec());
    if (!wish.nodes().isEmpty()) {
      return all.only(new LinkedHashSet<>(wish.nodes()));
    }
    Set<String> wanted = new LinkedHashSet<>();
    Map<String, CheckResult> latest = connected.target().checks().latest();
    for (Check check : all.checks()) {
      boolean about = wish.entity() == null || check.entity().equals(wish.entity());
      boolean due =
          wish.due() == Due.ALL
              || Freshness.due(check, latest.get(check.id()), Clock.systemUTC().instant());
      if (check.kind() == CheckKind.REPORT || (about && due)) {
        wanted.add(check.id());
      }
    }
    return all.only(wanted);
  }

  /** Asks about entities whose sources are followed, and about none in particular. */
  private record Ask(Connected connected, CheckGraph graph, Wish wish, ProgressDisplay display) {

    CheckRun about(List<String> entities) throws InterruptedException {
      Set<String> ids = new LinkedHashSet<>();
      graph.checks().stream()
          .filter(check -> check.entity().isEmpty() || entities.contains(check.entity()))
          .forEach(check -> ids.add(check.id()));
      CheckGraph asked = graph.only(ids);
      AtomicInteger done = new AtomicInteger();
      Consumer<CheckResult> told =
          result ->
              display.show(
                  new Progress(
                      "checking",
                      done.incrementAndGet(),
                      asked.checks().size(),
                      " checks",
                      result.check(),
                      null));
      return CheckWiring.runner(connected)
          .run(
              UUID.randomUUID().toString(),
              wish.trigger(),
              connected.compiled().version(),
              asked,
              told);
    }
  }
}
