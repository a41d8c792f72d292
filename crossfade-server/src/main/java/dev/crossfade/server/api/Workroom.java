package dev.crossfade.server.api;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.server.ServerProblem;
import dev.crossfade.server.store.Documents.Document;
import dev.crossfade.server.store.Operations.Operation;
import dev.crossfade.server.wiring.Connected;
import dev.crossfade.server.wiring.Recall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out one kind of operation beside everything else, a few at a time. Thread-safe. */
final class Workroom implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Workroom.class);

  private final Terms terms;
  private final Works works;
  private final ReleasedSecrets released;
  private final Map<String, String> environment;
  private final Set<String> here = ConcurrentHashMap.newKeySet();
  private final ThreadPoolExecutor threads;

  /**
   * What is done, and how much of it.
   *
   * @param kind of the operations
   * @param subject of a sentence about one of them
   * @param atOnce how many are under way at the most
   * @param waiting how many wait at the most
   * @param longest how long one may take
   * @param busy what is told to whoever comes when no more may wait
   */
  record Terms(
      String kind, String subject, int atOnce, int waiting, Duration longest, Problem busy) {}

  /** What is done with everything that a specification names. */
  @FunctionalInterface
  interface Work {
    /** The result of the operation, as a document. */
    Object on(Connected connected) throws InterruptedException;
  }

  /** What is done with a specification alone; whatever it names may be away. */
  @FunctionalInterface
  interface LaidWork {
    /** The result of the operation, as a document. */
    Object on(Recall.Meant laid) throws InterruptedException;
  }

  /** The same of what may also be refused, or lead to a wish. */
  @FunctionalInterface
  interface Errand {
    /**
     * How it ended.
     *
     * @param operation its id
     */
    WorkEnd on(Connected connected, String operation) throws InterruptedException;
  }

  Workroom(Terms terms, Works works, ReleasedSecrets released, Map<String, String> environment) {
    this.terms = terms;
    this.works = works;
    this.released = released;
    this.environment = Map.copyOf(environment);
    this.threads =
        new ThreadPoolExecutor(
            terms.atOnce(),
            terms.atOnce(),
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(terms.waiting()),
            task -> {
              Thread thread = new Thread(task, terms.kind());
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
  }

  /** Begins an operation, whose end is put on record whatever it is. */
  Operation begin(Document document, String actor, Work work) {
    return send(document, actor, (connected, id) -> new WorkEnd.Done(work.on(connected)));
  }

  /** The same of what connects to nothing by itself. */
  Operation beginLaid(Document document, String actor, LaidWork work) {
    return take(document, actor, (laid, id, end) -> end.accept(new WorkEnd.Done(work.on(laid))));
  }

  /** The same of an errand. */
  Operation send(Document document, String actor, Errand errand) {
    return take(
        document,
        actor,
        (laid, id, end) -> {
          try (Connected connected =
              Connected.open(laid.folder(), laid.environment(), laid.files())) {
            end.accept(errand.on(connected, id));
          }
        });
  }

  private Operation take(Document document, String actor, Stay stay) {
    Operation operation = works.begin(terms.kind(), document.name(), actor, terms.longest());
    here.add(operation.id());
    try {
      threads.execute(() -> carryOut(document, operation.id(), stay));
    } catch (RejectedExecutionException e) {
      here.remove(operation.id());
      works.failed(operation.id(), List.of(terms.busy()));
      throw terms.busy().raise();
    }
    return operation;
  }

  /** Whether an operation is under way here, or waits. */
  boolean has(String operation) {
    return here.contains(operation);
  }

  /** What fails once the end is on record changes nothing about it. */
  private void carryOut(Document document, String id, Stay stay) {
    AtomicBoolean recorded = new AtomicBoolean();
    try {
      inFolder(
          document,
          laid ->
              stay.with(
                  laid,
                  id,
                  end -> {
                    works.ended(id, end);
                    recorded.set(true);
                    if (end instanceof WorkEnd.Asked asked) {
                      asked.then().run();
                    }
                  }));
    } catch (ProblemException e) {
      failed(id, recorded, e, e.problems());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException | LinkageError e) {
      failed(id, recorded, e, List.of(internal()));
    } finally {
      here.remove(id);
    }
  }

  private void failed(String id, AtomicBoolean recorded, Throwable error, List<Problem> problems) {
    if (recorded.get() || !(error instanceof ProblemException)) {
      LOG.atError()
          .setCause(error)
          .addKeyValue("kind", terms.kind())
          .addKeyValue("operation", id)
          .log(recorded.get() ? "what follows an operation failed" : "an operation failed");
    }
    if (!recorded.get()) {
      works.failed(id, problems);
    }
  }

  /** What is done in such a folder, which tells how it ended before it lets anything go. */
  @FunctionalInterface
  private interface Stay {
    void with(Recall.Meant laid, String operation, Consumer<WorkEnd> end)
        throws InterruptedException;
  }

  /** What is done in a folder that holds a specification as long as that takes. */
  @FunctionalInterface
  private interface Visit {
    void to(Recall.Meant laid) throws InterruptedException;
  }

  private void inFolder(Document document, Visit visit) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("crossfade-" + terms.kind() + "-");
    try {
      SpecificationFolder.lay(document, folder);
      Map<String, String> variables =
          SpecificationFolder.variables(document, released, environment);
      visit.to(new Recall.Meant(folder, variables, released::read));
    } finally {
      SpecificationFolder.delete(folder);
    }
  }

  private Problem internal() {
    return Problem.of(
        ServerProblem.INTERNAL,
        terms.subject() + " failed in a way that Crossfade does not know.",
        "This is a fault of Crossfade.",
        "Report it with the server's log.");
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
