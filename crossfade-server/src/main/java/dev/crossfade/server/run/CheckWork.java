package dev.crossfade.server.run;

import dev.crossfade.core.check.CheckGraph;
import dev.crossfade.core.check.CheckResult;
import dev.crossfade.core.check.CheckRun;
import dev.crossfade.core.check.CheckTrigger;
import dev.crossfade.core.check.Freshness;
import dev.crossfade.core.check.PlannedChecks;
import dev.crossfade.core.spec.EntitySpec;
import dev.crossfade.engine.check.CheckRunner;
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
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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

  /** Asks, and keeps what was found; where nothing is due, tells what was found last. */
  public static CheckReport run(Path folder, Path data, Wish wish, Masking masking, Console console)
      throws InterruptedException {
    try (Stopping stopping = Stopping.listen();
        Connected connected = Connected.open(folder, console.environment());
        ProgressDisplay display = ProgressDisplay.on(console, Clock.systemUTC())) {
      String entity = wish.entity();
      if (entity != null && connected.whole().entity(entity).isEmpty()) {
        connected.mustHave(entity);
      }
      CheckGraph graph = graph(connected, wish);
      if (graph.checks().isEmpty()) {
        console.say("nothing is due: every check has passed not long ago");
        return StoredChecks.latest(connected, entity, masking);
      }
      List<EntitySpec> entities =
          connected.spec().entities().stream()
              .filter(each -> !graph.of(each.name()).isEmpty())
              .toList();
      Ask ask = new Ask(connected, graph, wish, display, console);
      CheckRun run =
          new Followed(connected, data, entities)
              .during(
                  stopping,
                  (kafka, names, stopped) ->
                      ask.but(Unasked.of(connected, entities, names, stopped).nodes(graph)));
      return StoredChecks.report(connected, run, masking);
    }
  }

  private static CheckGraph graph(Connected connected, Wish wish) {
    CheckGraph all = PlannedChecks.of(connected.whole());
    if (!wish.nodes().isEmpty()) {
      return all.only(new LinkedHashSet<>(wish.nodes()));
    }
    Instant now = Clock.systemUTC().instant();
    Map<String, CheckResult> latest =
        wish.due() == Due.ALL ? Map.of() : StoredChecks.latest(connected);
    return Wanted.of(
        all,
        check ->
            (wish.entity() == null || check.entity().equals(wish.entity()))
                && (wish.due() == Due.ALL || Freshness.due(check, latest.get(check.id()), now)));
  }

  /** Asks all nodes of a graph that can be asked. */
  private record Ask(
      Connected connected, CheckGraph graph, Wish wish, ProgressDisplay display, Console console) {

    CheckRun but(Map<String, String> unasked) throws InterruptedException {
      AtomicInteger done = new AtomicInteger();
      Consumer<CheckResult> told =
          result ->
              display.show(
                  new Progress(
                      "checking",
                      done.incrementAndGet(),
                      graph.checks().size(),
                      " checks",
                      result.check(),
                      null));
      CheckRunner runner = CheckWiring.runner(connected);
      if (!runner.kept()) {
        console.say(
            "the mappings of the folder are not those that rows are written with: results are not"
                + " kept");
      }
      return runner.run(
          UUID.randomUUID().toString(),
          wish.trigger(),
          connected.compiled().version(),
          graph,
          unasked,
          told);
    }
  }
}
