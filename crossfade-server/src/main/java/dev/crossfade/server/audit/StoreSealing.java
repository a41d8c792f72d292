package dev.crossfade.server.audit;

import dev.crossfade.core.problem.ProblemException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signs the audit log of a server's control store every minute and at the end, whether or not it
 * carries a migration out: accounts and specifications change without one.
 */
public final class StoreSealing implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StoreSealing.class);
  private static final long MINUTE = 60;

  private final StoreAudit audit;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread daemon = new Thread(work, "audit-store");
            daemon.setDaemon(true);
            return daemon;
          });

  private StoreSealing(StoreAudit audit) {
    this.audit = audit;
  }

  /** Begins. */
  public static StoreSealing start(StoreAudit audit) {
    StoreSealing sealing = new StoreSealing(audit);
    var unused =
        sealing.thread.scheduleWithFixedDelay(sealing::seal, MINUTE, MINUTE, TimeUnit.SECONDS);
    return sealing;
  }

  private void seal() {
    try {
      audit.seal();
    } catch (ProblemException e) {
      LOG.warn(
          "audit log not signed, tried again: code={} problem={}",
          e.problem().code().text(),
          e.problem().what());
    } catch (RuntimeException e) {
      LOG.warn("audit log not signed, tried again", e);
    }
  }

  /** Ends after a last checkpoint. */
  @Override
  public void close() {
    thread.shutdownNow();
    seal();
  }
}
