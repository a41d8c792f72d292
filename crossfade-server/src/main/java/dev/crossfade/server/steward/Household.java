package dev.crossfade.server.steward;

import dev.crossfade.core.spec.KafkaSpec;
import dev.crossfade.server.api.ReleasedSecrets;
import dev.crossfade.server.api.Steward;
import dev.crossfade.server.store.Documents;
import dev.crossfade.server.wiring.Transport;
import dev.crossfade.spi.journal.ControlStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks after the migrations of a server, each in threads of its own. Those whose specification
 * names no Kafka share one that belongs to the server. Thread-safe.
 */
public final class Household implements Steward {

  private final House house;
  private final Map<String, Keeper> keepers = new ConcurrentHashMap<>();
  private @Nullable Transport shared;
  private boolean closed;

  /**
   * What belongs to the server.
   *
   * @param data folder for what migrations need on this machine
   * @param documents their specifications
   * @param control opens the control store once more
   * @param released what specifications may refer to
   * @param environment variables of the process
   */
  public record House(
      Path data,
      Documents documents,
      Supplier<ControlStore> control,
      ReleasedSecrets released,
      Map<String, String> environment) {}

  public Household(House house) {
    this.house = house;
  }

  @Override
  public synchronized void lookAfter(String migration) {
    if (!closed) {
      keepers.computeIfAbsent(migration, this::keeper).awake();
    }
  }

  private Keeper keeper(String migration) {
    Keeper keeper = new Keeper(migration, house, this::transport);
    keeper.start();
    return keeper;
  }

  /** Kafka as a specification wants it; the caller gives it back with {@link Lent#close}. */
  private synchronized Lent transport(@Nullable KafkaSpec own) {
    if (own != null) {
      Transport transport = Transport.open(own, house.data());
      return new Lent(transport, transport::close);
    }
    if (closed) {
      throw new IllegalStateException("the server ends");
    }
    Transport transport = shared == null ? Transport.open(null, house.data()) : shared;
    shared = transport;
    return new Lent(transport, () -> {});
  }

  /** A Kafka for as long as it is needed. */
  record Lent(Transport transport, Runnable back) implements AutoCloseable {
    @Override
    public void close() {
      back.run();
    }
  }

  @Override
  public void close() {
    List<Keeper> all;
    synchronized (this) {
      closed = true;
      all = List.copyOf(keepers.values());
    }
    all.forEach(Keeper::end);
    all.forEach(Keeper::await);
    synchronized (this) {
      if (shared != null) {
        shared.close();
        shared = null;
      }
    }
  }
}
