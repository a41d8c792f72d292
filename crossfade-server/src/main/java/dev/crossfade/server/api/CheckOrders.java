package dev.crossfade.server.api;

import dev.crossfade.codec.spec.SpecificationLoader;
import dev.crossfade.core.check.Check;
import dev.crossfade.core.check.CheckGraph;
import dev.crossfade.core.check.PlannedChecks;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.server.ApiProblem;
import dev.crossfade.server.ServerProblem;
import dev.crossfade.server.answer.Flaws;
import dev.crossfade.server.check.StoredChecks;
import dev.crossfade.server.store.Documents.Document;
import dev.crossfade.server.store.Operations.Operation;
import dev.crossfade.server.wiring.Connected;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks checks because somebody wants to know, one migration at a time. Thread-safe. */
final class CheckOrders implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CheckOrders.class);
  private static final int MOST_WAITING = 10;
  private static final Duration LONGEST = Duration.ofHours(6);

  private final Works works;
  private final Clerk clerk;
  private final ReleasedSecrets released;
  private final Map<String, String> environment;
  private final ThreadPoolExecutor threads;

  CheckOrders(Works works, Clerk clerk, ReleasedSecrets released, Map<String, String> environment) {
    this.works = works;
    this.clerk = clerk;
    this.released = released;
    this.environment = Map.copyOf(environment);
    this.threads =
        new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(MOST_WAITING),
            task -> {
              Thread thread = new Thread(task, "checks");
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
  }

  /** All checks of a migration. */
  static CheckGraph graph(Document document) {
    return PlannedChecks.of(
        SpecificationLoader.load(document.files(), document.environment()).spec());
  }

  /** Makes sure that there is a check of this name. */
  static Check mustKnow(Document document, String check) {
    return graph(document).checks().stream()
        .filter(each -> each.id().equals(check))
        .findFirst()
        .orElseThrow(() -> Flaws.notFound("check of this name"));
  }

  private static CheckGraph wanted(Document document, CheckResource.CheckWish wish) {
    CheckGraph all = graph(document);
    List<String> checks = wish.checks() == null ? List.of() : wish.checks();
    checks.forEach(each -> mustKnow(document, each));
    Set<String> meant = new LinkedHashSet<>(checks);
    @Nullable String entity = wish.entity();
    if (entity != null) {
      all.checks().stream()
          .filter(each -> each.entity().equals(entity))
          .forEach(each -> meant.add(each.id()));
      if (meant.size() == checks.size()) {
        throw Flaws.notFound("entity of this name with checks");
      }
    }
    return meant.isEmpty() ? all : all.only(meant);
  }

  /** Begins to ask. */
  Operation order(Document document, CheckResource.CheckWish wish, String actor) {
    CheckGraph graph = wanted(document, wish);
    clerk.act(
        document.name(), actor, Map.of("act", "check", "checks", (long) graph.checks().size()));
    Operation operation = works.begin("check", document.name(), actor, LONGEST);
    try {
      threads.execute(() -> ask(document, graph, operation.id()));
    } catch (RejectedExecutionException e) {
      works.failed(operation.id(), List.of(busy().problem()));
      throw busy();
    }
    return operation;
  }

  private void ask(Document document, CheckGraph graph, String id) {
    try {
      works.succeeded(id, asked(document, graph));
    } catch (ProblemException e) {
      works.failed(id, e.problems());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException | LinkageError e) {
      LOG.atError().setCause(e).addKeyValue("operation", id).log("checks failed unexpectedly");
      works.failed(id, List.of(internal()));
    }
  }

  private Object asked(Document document, CheckGraph graph)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("crossfade-checks-");
    try {
      SpecificationFolder.lay(document, folder);
      Map<String, String> variables =
          SpecificationFolder.variables(document, released, environment);
      try (Connected connected = Connected.open(folder, variables, released::read)) {
        return StoredChecks.onDemand(connected, graph);
      }
    } finally {
      SpecificationFolder.delete(folder);
    }
  }

  private static ProblemException busy() {
    return Problem.of(
            ApiProblem.BUSY,
            "Too many checks are being asked.",
            "One migration is under way and " + MOST_WAITING + " wait.",
            "Ask again in a minute.")
        .raise();
  }

  private static Problem internal() {
    return Problem.of(
        ServerProblem.INTERNAL,
        "The checks failed in a way that Crossfade does not know.",
        "This is a fault of Crossfade.",
        "Report it with the server's log.");
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
