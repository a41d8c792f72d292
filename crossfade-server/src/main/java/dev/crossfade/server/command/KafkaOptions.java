package dev.crossfade.server.command;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.spec.KafkaSpec;
import dev.crossfade.kafka.KafkaAccess;
import dev.crossfade.server.ServerProblem;
import dev.crossfade.server.wiring.ServersKafka;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Kafka and Connect that servers of one control store share. */
final class KafkaOptions {

  @Option(
      names = "--kafka-bootstrap",
      paramLabel = "HOST:PORT",
      description =
          "Kafka for migrations that name none, instead of an embedded one. Needed together with"
              + " --connect-url.")
  private @Nullable String bootstrap;

  @Option(
      names = "--connect-url",
      paramLabel = "URL",
      description = "REST address of the Kafka Connect beside it.")
  private @Nullable String connect;

  @Mixin private KafkaTlsOptions tls = new KafkaTlsOptions();

  /** What is named; null for embedded ones. */
  @Nullable KafkaAccess named(Map<String, String> environment) {
    if ((bootstrap == null) != (connect == null)) {
      throw Problem.of(
              ServerProblem.KAFKA_BY_HALVES,
              "Only one of Kafka and Connect is given.",
              "A server needs both, or starts both.",
              "Give --kafka-bootstrap and --connect-url.")
          .raise();
    }
    return bootstrap == null || connect == null
        ? null
        : ServersKafka.access(
            new KafkaSpec(bootstrap, connect, tls.said(), tls.login()), environment);
  }
}
