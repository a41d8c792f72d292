package dev.crossfade.embedded;

import dev.crossfade.embedded.process.ManagedService;
import dev.crossfade.embedded.process.ServiceFolder;
import java.nio.file.Path;

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
