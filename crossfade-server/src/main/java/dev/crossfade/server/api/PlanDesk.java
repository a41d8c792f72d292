package dev.crossfade.server.api;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.server.ApiProblem;
import dev.crossfade.server.ServerProblem;
import dev.crossfade.server.store.Documents.Document;
import dev.crossfade.server.store.Operations.Operation;
import dev.crossfade.server.view.PlanView;
import dev.crossfade.server.wiring.Connected;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes plans beside everything else, a few at a time: each reads every database of a migration.
 */
final class PlanDesk implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PlanDesk.class);
  private static final int AT_ONCE = 2;
  private static final int MOST_WAITING = 20;
  private static final Duration LONGEST = Duration.ofMinutes(15);

  private final Works works;
  private final Clerk clerk;
  private final ReleasedSecrets released;
  private final Map<String, String> environment;
  private final ThreadPoolExecutor threads;

  PlanDesk(Works works, Clerk clerk, ReleasedSecrets released, Map<String, String> environment) {
    this.works = works;
    this.clerk = clerk;
    this.released = released;
    this.environment = Map.copyOf(environment);
    this.threads =
        new ThreadPoolExecutor(
            AT_ONCE,
            AT_ONCE,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(MOST_WAITING),
            task -> {
              Thread thread = new Thread(task, "plan");
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
  }

  /** Begins to make a plan. */
  Operation order(Document document, String actor) {
    clerk.act(document.name(), actor, Map.of("act", "plan", "contentHash", document.contentHash()));
    Operation operation = works.begin(Works.PLAN, document.name(), actor, LONGEST);
    try {
      threads.execute(() -> make(document, operation.id()));
    } catch (RejectedExecutionException e) {
      works.failed(operation.id(), List.of(busy().problem()));
      throw busy();
    }
    return operation;
  }

  private void make(Document document, String id) {
    try {
      works.succeeded(id, plan(document));
    } catch (ProblemException e) {
      works.failed(id, e.problems());
    } catch (IOException | RuntimeException | LinkageError e) {
      LOG.atError().setCause(e).addKeyValue("operation", id).log("a plan failed unexpectedly");
      works.failed(id, List.of(internal()));
    }
  }

  private Object plan(Document document) throws IOException {
    Path folder = Files.createTempDirectory("crossfade-plan-");
    try {
      SpecificationFolder.lay(document, folder);
      Map<String, String> variables =
          SpecificationFolder.variables(document, released, environment);
      try (Connected connected = Connected.open(folder, variables, released::read)) {
        return new PlanView(connected.plan(), document.name()).document();
      }
    } finally {
      SpecificationFolder.delete(folder);
    }
  }

  private static ProblemException busy() {
    return Problem.of(
            ApiProblem.BUSY,
            "Too many plans are being made.",
            AT_ONCE + " are under way and " + MOST_WAITING + " wait.",
            "Ask again in a minute.")
        .raise();
  }

  private static Problem internal() {
    return Problem.of(
        ServerProblem.INTERNAL,
        "The plan failed in a way that Crossfade does not know.",
        "This is a fault of Crossfade.",
        "Report it with the server's log.");
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
