package dev.crossfade.engine.check;

import dev.crossfade.core.check.Agenda;
import dev.crossfade.core.check.Check;
import dev.crossfade.core.check.CheckGraph;
import dev.crossfade.core.check.CheckKind;
import dev.crossfade.core.check.CheckResult;
import dev.crossfade.core.check.CheckRun;
import dev.crossfade.core.check.CheckTrigger;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Runs a graph of checks: a few nodes at a time, each as soon as what it waits for has ended. A
 * node that fails, or about which nothing can be found out, stops nobody but those that need it.
 */
public final class CheckRunner {

  private final CheckParties parties;
  private final CheckDesk.Depth depth;

  public CheckRunner(CheckParties parties) {
    this(parties, CheckDesk.Depth.WHOLE);
  }

  CheckRunner(CheckParties parties, CheckDesk.Depth depth) {
    this.parties = parties;
    this.depth = depth;
  }

  /** The same where everything can be asked. */
  public CheckRun run(
      String id,
      CheckTrigger trigger,
      String mappingVersion,
      CheckGraph graph,
      Consumer<CheckResult> told)
      throws InterruptedException {
    return run(id, trigger, mappingVersion, graph, Map.of(), told);
  }

  /**
   * Runs, and keeps the results if they are about the mappings by which rows are written.
   *
   * @param id of the run
   * @param unasked why nodes of the graph cannot be asked; nothing is known of them then
   * @param told each result as soon as it is there, on one thread
   */
  public CheckRun run(
      String id,
      CheckTrigger trigger,
      String mappingVersion,
      CheckGraph graph,
      Map<String, String> unasked,
      Consumer<CheckResult> told)
      throws InterruptedException {
    CheckRun run = asked(id, trigger, mappingVersion, graph, unasked, told);
    record(run);
    return run;
  }

  /** Keeps results if they are about the mappings by which rows are written. */
  void record(CheckRun run) {
    if (kept()) {
      parties.target().checks().record(run);
    }
  }

  /** The same, of which nothing is kept yet. */
  CheckRun asked(
      String id,
      CheckTrigger trigger,
      String mappingVersion,
      CheckGraph graph,
      Map<String, String> unasked,
      Consumer<CheckResult> told)
      throws InterruptedException {
    Instant began = parties.clock().instant();
    CheckDesk desk = new CheckDesk(parties, depth);
    Map<String, CheckResult> results = new TreeMap<>();
    unasked.forEach((check, why) -> tell(CheckResult.unasked(check, why, began), results, told));
    ExecutorService threads = Executors.newFixedThreadPool(parties.settings().parallel());
    try {
      CompletionService<CheckResult> asked = new ExecutorCompletionService<>(threads);
      Set<String> running = new HashSet<>();
      while (results.size() < graph.checks().size()) {
        begin(graph, desk, results, running, asked, told);
        if (!running.isEmpty()) {
          CheckResult result = asked.take().get();
          running.remove(result.check());
          tell(result, results, told);
        }
      }
    } catch (ExecutionException e) {
      throw interrupted(e);
    } finally {
      threads.shutdownNow();
    }
    List<CheckResult> ordered =
        graph.checks().stream().map(check -> results.get(check.id())).toList();
    Instant ended = parties.clock().instant();
    return new CheckRun(id, trigger, mappingVersion, desk.asOf(), began, ended, ordered);
  }

  /** Whether results are kept. */
  public boolean kept() {
    return parties.verifier().inUse();
  }

  private void begin(
      CheckGraph graph,
      CheckDesk desk,
      Map<String, CheckResult> results,
      Set<String> running,
      CompletionService<CheckResult> asked,
      Consumer<CheckResult> told) {
    Agenda agenda = Agenda.of(graph, results, running);
    agenda
        .skip()
        .forEach(
            (check, because) ->
                tell(
                    CheckResult.skipped(check, because, parties.clock().instant()), results, told));
    Map<String, CheckResult> before = Map.copyOf(results);
    for (Check check : agenda.start()) {
      running.add(check.id());
      var unused = asked.submit(() -> ask(check, graph, desk, before));
    }
  }

  private static void tell(
      CheckResult result, Map<String, CheckResult> results, Consumer<CheckResult> told) {
    results.put(result.check(), result);
    told.accept(result);
  }

  private CheckResult ask(
      Check check, CheckGraph graph, CheckDesk desk, Map<String, CheckResult> before)
      throws InterruptedException {
    Instant began = parties.clock().instant();
    List<Check> others =
        graph.checks().stream().filter(each -> each.kind() != CheckKind.REPORT).toList();
    Finding found;
    try {
      found = desk.ask(check, others, before);
    } catch (ProblemException e) {
      Problem problem = e.problem();
      found = Finding.error(problem.code().text() + " " + problem.what() + ": " + problem.why());
    } catch (RuntimeException e) {
      found = Finding.error(e.getClass().getSimpleName() + ": " + e.getMessage());
    }
    Duration took = Duration.between(began, parties.clock().instant());
    return found.result(check.id(), began, took);
  }

  private static InterruptedException interrupted(ExecutionException e) {
    if (e.getCause() instanceof InterruptedException interrupted) {
      return interrupted;
    }
    throw e.getCause() instanceof RuntimeException failure
        ? failure
        : new IllegalStateException(e.getCause());
  }
}
