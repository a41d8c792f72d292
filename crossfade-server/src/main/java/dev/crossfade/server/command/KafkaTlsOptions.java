package dev.crossfade.server.command;

import dev.crossfade.core.spec.KafkaSpec.KafkaLogin;
import dev.crossfade.core.spec.SecretRef;
import dev.crossfade.core.spec.TlsSpec;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** How connections to the Kafka that servers and workers share are protected. */
final class KafkaTlsOptions {

  @ArgGroup private Trusted trusted = new Trusted();

  @Option(
      names = "--kafka-login",
      paramLabel = "MECHANISM",
      description =
          "How to log in at that Kafka: ${COMPLETION-CANDIDATES}. User and password from"
              + " CROSSFADE_KAFKA_USER and CROSSFADE_KAFKA_PASSWORD. Default: as nobody.")
  private @Nullable Mechanism login;

  /** One or the other. */
  static final class Trusted {
    @Option(
        names = "--kafka-root",
        paramLabel = "FILE",
        description =
            "PEM file of whom to believe about Kafka and Connect. Default: whom this Java believes.")
    private @Nullable Path root;

    @Option(
        names = "--kafka-insecure",
        description = "Allows Kafka and Connect beyond this machine without TLS.")
    private boolean plain;
  }

  /** How one proves who one is. */
  enum Mechanism {
    PLAIN("PLAIN"),
    SCRAM_SHA_256("SCRAM-SHA-256"),
    SCRAM_SHA_512("SCRAM-SHA-512");

    private final String text;

    Mechanism(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  TlsSpec said() {
    return Said.of(trusted.root, trusted.plain);
  }

  /** As whom to come; null for nobody. */
  @Nullable KafkaLogin login() {
    return login == null
        ? null
        : new KafkaLogin(
            login.toString(),
            new SecretRef("${env:CROSSFADE_KAFKA_USER}"),
            new SecretRef("${env:CROSSFADE_KAFKA_PASSWORD}"));
  }
}
