package dev.crossfade.server.worker;

import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.kafka.KafkaAccess;
import dev.crossfade.server.steward.Household.House;
import dev.crossfade.spi.journal.ControlStore;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Helps with every migration that was begun in a control store. Thread-safe. */
final class Helpers implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Helpers.class);
  private static final long ROUND_MILLIS = 2_000;
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final House house;
  private final @Nullable KafkaAccess servers;
  private final Map<String, Helper> helpers = new HashMap<>();
  private final ScheduledExecutorService rounds =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread daemon = new Thread(work, "helpers");
            daemon.setDaemon(true);
            return daemon;
          });

  Helpers(House house, @Nullable KafkaAccess servers) {
    this.house = house;
    this.servers = servers;
    var unused = rounds.scheduleWithFixedDelay(this::round, 0, ROUND_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void round() {
    try (ControlStore control = house.control().get()) {
      control.journal().migrations().forEach(this::help);
    } catch (ProblemException e) {
      LOG.debug("the migrations are not known for the moment", e);
    } catch (RuntimeException e) {
      LOG.warn("the migrations are not known for the moment", e);
    }
  }

  private synchronized void help(String migration) {
    if (!rounds.isShutdown() && !helpers.containsKey(migration)) {
      Helper helper = new Helper(migration, house, servers);
      helpers.put(migration, helper);
      helper.start();
    }
  }

  /** Chunks and batches under way are ended or given back; others go on at once. */
  @Override
  public void close() {
    List<Helper> all;
    synchronized (this) {
      rounds.shutdownNow();
      all = List.copyOf(helpers.values());
    }
    all.forEach(Helper::end);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    all.forEach(helper -> helper.await(Duration.ofNanos(deadline - System.nanoTime())));
  }
}
