package dev.crossfade.server.audit;

import dev.crossfade.core.problem.ProblemException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps an audit log beside a run: brings loads into it every few seconds, and signs it now and
 * then and at the end. Data does not wait for it; what cannot be brought waits in the target.
 */
public final class AuditKeeping implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AuditKeeping.class);
  private static final Duration BRING = Duration.ofSeconds(5);
  private static final int BRINGS_PER_SEAL = 12;

  private final MigrationAudit audit;
  private final BooleanSupplier begun;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread daemon = new Thread(work, "audit");
            daemon.setDaemon(true);
            return daemon;
          });
  private int sinceSeal;

  private AuditKeeping(MigrationAudit audit, BooleanSupplier begun) {
    this.audit = audit;
    this.begun = begun;
  }

  /**
   * Begins.
   *
   * @param begun whether there is anything in the target yet
   */
  public static AuditKeeping start(MigrationAudit audit, BooleanSupplier begun) {
    AuditKeeping keeping = new AuditKeeping(audit, begun);
    var unused =
        keeping.thread.scheduleWithFixedDelay(
            keeping::step, BRING.toMillis(), BRING.toMillis(), TimeUnit.MILLISECONDS);
    return keeping;
  }

  private void step() {
    boolean due = ++sinceSeal >= BRINGS_PER_SEAL;
    attempt(due);
    sinceSeal = due ? 0 : sinceSeal;
  }

  private void attempt(boolean seal) {
    try {
      if (!begun.getAsBoolean()) {
        return;
      }
      if (seal) {
        audit.seal();
      } else {
        audit.forward();
        audit.index();
      }
    } catch (ProblemException e) {
      LOG.warn(
          "audit log not kept, tried again: code={} problem={}",
          e.problem().code().text(),
          e.problem().what());
    } catch (RuntimeException e) {
      LOG.warn("audit log not kept, tried again", e);
    }
  }

  /** Ends after a last checkpoint. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(30, TimeUnit.SECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      thread.shutdownNow();
      Thread.currentThread().interrupt();
    }
    attempt(true);
    audit.close();
  }
}
