package dev.crossfade.server.steward;

import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.spec.KafkaSpec;
import dev.crossfade.server.api.SpecificationFolder;
import dev.crossfade.server.audit.AuditKeeping;
import dev.crossfade.server.steward.Household.House;
import dev.crossfade.server.steward.Household.Lent;
import dev.crossfade.server.store.Documents.Document;
import dev.crossfade.server.wiring.Audits;
import dev.crossfade.server.wiring.Connected;
import dev.crossfade.server.wiring.LiveRun;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries one migration out by its journal until it is over or the server ends. Whatever keeps it
 * from that, such as a database that is away or a secret that is missing, is logged and tried
 * again, at once when somebody asks for something.
 */
final class Keeper {

  private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final Duration FIRST = Duration.ofSeconds(2);
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final String migration;
  private final House house;
  private final Function<@Nullable KafkaSpec, Lent> kafka;
  private final Thread thread;
  private final Semaphore asked = new Semaphore(0);
  private volatile boolean ended;

  Keeper(String migration, House house, Function<@Nullable KafkaSpec, Lent> kafka) {
    this.migration = migration;
    this.house = house;
    this.kafka = kafka;
    this.thread = new Thread(this::keep, "steward-" + migration);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Somebody asked for something. */
  void awake() {
    asked.release();
  }

  /** Lets it end; {@link #await} tells when it has. */
  void end() {
    ended = true;
    asked.release();
  }

  void await() {
    try {
      thread.join(PATIENCE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void keep() {
    Duration rest = FIRST;
    while (!ended) {
      try {
        if (carriedOut()) {
          return;
        }
        rest = FIRST;
      } catch (ProblemException e) {
        LOG.atWarn()
            .addKeyValue("migration", migration)
            .addKeyValue("code", e.problem().code().text())
            .log("not carried out, tried again: {}", e.problem().what());
      } catch (IOException | RuntimeException | LinkageError e) {
        LOG.atError().setCause(e).addKeyValue("migration", migration).log("not carried out");
      } catch (InterruptedException e) {
        return;
      }
      pause(rest);
      rest = rest.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : rest.multipliedBy(2);
    }
  }

  /** True when it is over; false when it has to be begun anew. */
  private boolean carriedOut() throws IOException, InterruptedException {
    Optional<Document> document = house.documents().find(migration);
    if (document.isEmpty()) {
      return true;
    }
    Path data = house.data().resolve("migrations").resolve(migration);
    Path folder = data.resolve("specification");
    SpecificationFolder.lay(document.get(), folder);
    Map<String, String> variables =
        SpecificationFolder.variables(document.get(), house.released(), house.environment());
    try (Connected connected = Connected.open(folder, variables);
        Lent lent = kafka.apply(connected.spec().kafka());
        AuditKeeping audit = Audits.keep(connected, house.data(), house.control().get());
        LiveRun run = LiveRun.ofServer(connected, lent.transport(), house.control().get())) {
      LOG.atInfo().addKeyValue("migration", migration).log("looked after");
      while (!ended && !run.over() && !run.dead()) {
        TimeUnit.MILLISECONDS.sleep(LOOK.toMillis());
      }
      return run.over();
    }
  }

  private void pause(Duration rest) {
    try {
      asked.drainPermits();
      boolean somebody = asked.tryAcquire(rest.toMillis(), TimeUnit.MILLISECONDS);
      LOG.debug("tried again: migration={} asked={}", migration, somebody);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
