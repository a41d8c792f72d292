package dev.crossfade.server.worker;

import dev.crossfade.core.phase.SignOffDemand;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.engine.reconcile.Desk;
import dev.crossfade.engine.run.HelperRun;
import dev.crossfade.kafka.KafkaAccess;
import dev.crossfade.server.api.SpecificationFolder;
import dev.crossfade.server.steward.Household.House;
import dev.crossfade.server.store.Documents.Document;
import dev.crossfade.server.wiring.Connected;
import dev.crossfade.server.wiring.LiveHelp;
import dev.crossfade.spi.journal.ControlStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Helps with one migration until it is over or the worker ends. Whatever keeps it from that is
 * logged and tried again.
 */
final class Helper {

  private static final Logger LOG = LoggerFactory.getLogger(Helper.class);
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final int LOOKS_FOR_ANOTHER = 15;

  /** What was read of sources and target may be out of date when nobody wants help for so long. */
  private static final long IDLE = Duration.ofMinutes(1).toNanos();

  private static final long OVER = Duration.ofSeconds(5).toNanos();

  private final String migration;
  private final House house;
  private final @Nullable KafkaAccess servers;
  private final Thread thread;
  private volatile boolean ended;
  private volatile boolean working;
  private int looked;

  /** How helping has ended. */
  private enum End {
    /** The migration is over. */
    OVER,
    /** All has to be looked at anew. */
    ANEW,
    /** It does not work here. */
    BROKEN
  }

  /**
   * @param servers Kafka of the servers, for migrations that name none
   */
  Helper(String migration, House house, @Nullable KafkaAccess servers) {
    this.migration = migration;
    this.house = house;
    this.servers = servers;
    this.thread = new Thread(this::keep, "helper-" + migration);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Lets it end; {@link #await} tells when it has. What only gets ready is broken off. */
  void end() {
    ended = true;
    if (!working) {
      thread.interrupt();
    }
  }

  void await(Duration patience) {
    try {
      thread.join(Math.max(1, patience.toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void keep() {
    MDC.put("migration", migration);
    Duration rest = FIRST;
    while (!ended) {
      try {
        End end = helped();
        if (end == End.OVER) {
          return;
        }
        rest = end == End.ANEW ? FIRST : rest;
      } catch (ProblemException e) {
        tell(e.problem());
      } catch (InterruptedException e) {
        return;
      } catch (Throwable e) {
        LOG.error("not helped", e);
      } finally {
        working = false;
      }
      pause(rest);
      rest = rest.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : rest.multipliedBy(2);
    }
  }

  private static void tell(Problem problem) {
    LOG.atWarn()
        .addKeyValue("code", problem.code().text())
        .log("not helped, tried again: {}; {}", problem.what(), problem.why());
  }

  private void pause(Duration rest) {
    try {
      TimeUnit.MILLISECONDS.sleep(rest.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      ended = true;
    }
  }

  private End helped() throws IOException, InterruptedException {
    Optional<Document> document = house.documents().find(migration);
    if (document.isEmpty() || over()) {
      return End.OVER;
    }
    Path folder = house.data().resolve("migrations").resolve(migration).resolve("specification");
    SpecificationFolder.lay(document.get(), folder);
    Map<String, String> variables =
        SpecificationFolder.variables(document.get(), house.released(), house.environment());
    try (Connected connected = Connected.open(folder, variables, house.released()::read);
        ControlStore control = house.control().get();
        HelperRun run = LiveHelp.start(connected, servers, control)) {
      working = true;
      return watch(run, document.get());
    }
  }

  private End watch(HelperRun run, Document document) throws InterruptedException {
    long begun = System.nanoTime();
    long wanted = begun;
    long asked = begun;
    while (!ended && !run.dead() && !replaced(document) && System.nanoTime() - wanted < IDLE) {
      TimeUnit.MILLISECONDS.sleep(LOOK.toMillis());
      long now = System.nanoTime();
      if (run.helping()) {
        wanted = now;
      } else if (now - asked > OVER) {
        asked = now;
        if (over()) {
          return End.OVER;
        }
      }
    }
    return run.dead() && System.nanoTime() - begun < LONGEST.toNanos() ? End.BROKEN : End.ANEW;
  }

  /** Whether somebody gave the migration another specification; looked at now and then. */
  private boolean replaced(Document document) {
    if (++looked % LOOKS_FOR_ANOTHER != 0) {
      return false;
    }
    try {
      boolean another =
          house
              .documents()
              .find(migration)
              .filter(now -> !now.contentHash().equals(document.contentHash()))
              .isPresent();
      if (another) {
        LOG.info("begins anew: the migration has another specification");
      }
      return another;
    } catch (RuntimeException e) {
      LOG.debug("the specification is not known for the moment", e);
      return false;
    }
  }

  private boolean over() {
    try (ControlStore control = house.control().get()) {
      return new Desk(control.journal(), Clock.systemUTC(), () -> "", SignOffDemand.NONE)
          .read(migration)
          .over();
    }
  }
}
