package dev.crossfade.server.steward;

import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.kafka.KafkaAccess;
import dev.crossfade.server.api.Hindrance;
import dev.crossfade.server.api.ReleasedSecrets;
import dev.crossfade.server.api.Sight;
import dev.crossfade.server.api.Steward;
import dev.crossfade.server.store.Documents;
import dev.crossfade.server.wiring.Transport;
import dev.crossfade.spi.journal.ControlStore;
import dev.crossfade.spi.traffic.RouteStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after the migrations of a server, each in threads of its own. Those whose specification
 * names no Kafka share one that belongs to the server. Thread-safe.
 */
public final class Household implements Steward {

  private static final Logger LOG = LoggerFactory.getLogger(Household.class);
  private static final long ROUND = 5;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final House house;
  private final Means means;
  private final Map<String, Keeper> keepers = new HashMap<>();
  private final Object kafka = new Object();
  private final ScheduledExecutorService rounds =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread daemon = new Thread(work, "steward");
            daemon.setDaemon(true);
            return daemon;
          });
  private @Nullable Transport shared;
  private volatile boolean closed;

  /**
   * What belongs to the server.
   *
   * @param data folder for what migrations need on this machine
   * @param documents their specifications
   * @param control opens the control store once more
   * @param routes opens the store of route records, which is the same
   * @param released what specifications may refer to
   * @param environment variables of the process
   */
  public record House(
      Path data,
      Documents documents,
      Supplier<ControlStore> control,
      Supplier<RouteStore> routes,
      ReleasedSecrets released,
      Map<String, String> environment) {}

  /**
   * What several servers of one control store have in common.
   *
   * @param kafka for migrations that name none; null for an embedded one of this server
   * @param auditKey file of the key that signs the audit log; null for one of this server
   * @param routeKey file of the key that signs route records; null for one of this server
   */
  public record Means(
      @Nullable KafkaAccess kafka, @Nullable Path auditKey, @Nullable Path routeKey) {}

  /** One whose server shares neither Kafka nor key. */
  public Household(House house) {
    this(house, new Means(null, null, null));
  }

  public Household(House house, Means means) {
    this.house = house;
    this.means = means;
  }

  /** Looks after all that were begun, and will be begun by any server on the same store. */
  public Household begin() {
    var unused = rounds.scheduleWithFixedDelay(this::round, ROUND, ROUND, TimeUnit.SECONDS);
    return this;
  }

  private void round() {
    try (ControlStore control = house.control().get()) {
      control.journal().migrations().forEach(this::keeper);
    } catch (ProblemException e) {
      LOG.debug("the migrations are not known for the moment", e);
    } catch (RuntimeException e) {
      LOG.warn("the migrations are not known for the moment", e);
    }
  }

  @Override
  public void lookAfter(String migration) {
    keeper(migration).ifPresent(Keeper::awake);
  }

  @Override
  public Optional<Sight> sight(String migration) {
    synchronized (keepers) {
      return Optional.ofNullable(keepers.get(migration)).flatMap(Keeper::sight);
    }
  }

  @Override
  public Optional<Hindrance> hindrance(String migration) {
    synchronized (keepers) {
      return Optional.ofNullable(keepers.get(migration)).flatMap(Keeper::hindrance);
    }
  }

  /** Starts the embedded Kafka before any migration needs it; returns at once. */
  public void warm() {
    Thread thread = new Thread(this::startKafka, "steward-kafka");
    thread.setDaemon(true);
    thread.start();
  }

  private void startKafka() {
    try (Lent lent = transport(null)) {
      LOG.debug("Kafka is there: {}", lent);
    } catch (RuntimeException e) {
      LOG.info("Kafka is started later: {}", e.getMessage());
    }
  }

  /**
   * Kills the embedded Kafka as {@code kill -9} does; it is brought back within seconds.
   *
   * @return its process id, or -1 when there is none
   */
  public long killKafka() {
    synchronized (kafka) {
      return shared == null ? -1 : shared.kill();
    }
  }

  private Optional<Keeper> keeper(String migration) {
    synchronized (keepers) {
      if (closed) {
        return Optional.empty();
      }
      return Optional.of(
          keepers.computeIfAbsent(
              migration,
              name -> {
                Keeper keeper = new Keeper(name, house, means, this::transport);
                keeper.start();
                return keeper;
              }));
    }
  }

  /** Kafka as a specification wants it; the caller gives it back with {@link Lent#close}. */
  private Lent transport(@Nullable KafkaAccess own) {
    KafkaAccess named = own == null ? means.kafka() : own;
    if (named != null) {
      Transport transport = Transport.open(named, house.data());
      return new Lent(transport, transport::close);
    }
    synchronized (kafka) {
      if (closed) {
        throw new IllegalStateException("the server ends");
      }
      Transport transport = shared == null ? Transport.open(null, house.data()) : shared;
      shared = transport;
      return new Lent(transport, () -> {});
    }
  }

  /** A Kafka for as long as it is needed. */
  record Lent(Transport transport, Runnable back) implements AutoCloseable {
    @Override
    public void close() {
      back.run();
    }
  }

  /** Waits a minute for all of them together; what has not ended by then is left to its lease. */
  @Override
  public void close() {
    List<Keeper> all;
    synchronized (keepers) {
      closed = true;
      all = List.copyOf(keepers.values());
    }
    rounds.shutdownNow();
    all.forEach(Keeper::end);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    all.forEach(keeper -> keeper.await(Duration.ofNanos(deadline - System.nanoTime())));
    synchronized (kafka) {
      if (shared != null) {
        shared.close();
        shared = null;
      }
    }
  }
}
