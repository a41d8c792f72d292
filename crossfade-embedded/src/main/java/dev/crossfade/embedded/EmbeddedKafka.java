package dev.crossfade.embedded;

import dev.crossfade.embedded.process.ManagedService;
import dev.crossfade.embedded.process.ServiceFolder;
import dev.crossfade.embedded.process.ServiceRecord;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A Kafka broker and a Connect worker with the Debezium connectors for PostgreSQL and MariaDB, both
 * in one process of their own.
 */
public final class EmbeddedKafka {

  private EmbeddedKafka() {}

  public static EmbeddedService<KafkaEndpoint> start(Path folder) {
    return start(folder, KafkaOptions.defaults());
  }

  /**
   * How to reach the one that some process has started on {@code folder} and not closed. Whether it
   * answers is another question. Changes nothing.
   */
  public static Optional<KafkaEndpoint> find(Path folder) {
    ServiceRecord known = ServiceRecord.of(folder);
    Optional<String> port = known.text("port");
    Optional<String> connect = known.text("connect-port");
    Optional<String> cluster = known.text("cluster-id");
    return known.started() && port.isPresent() && connect.isPresent() && cluster.isPresent()
        ? Optional.of(
            KafkaEndpoint.local(
                Integer.parseInt(port.get()), Integer.parseInt(connect.get()), cluster.get()))
        : Optional.empty();
  }

  /**
   * Starts broker and worker on {@code folder}, or adopts those that already run there, and waits
   * until Connect answers. Safe to call from several threads with different folders.
   *
   * @throws dev.crossfade.core.problem.ProblemException with a CF-7xxx problem
   */
  public static EmbeddedService<KafkaEndpoint> start(Path folder, KafkaOptions options) {
    ServiceFolder claimed = ServiceFolder.claim(folder, "kafka");
    try {
      return ManagedService.start("kafka", claimed, new KafkaRecipe(claimed, options));
    } catch (RuntimeException e) {
      claimed.close();
      throw e;
    }
  }
}
