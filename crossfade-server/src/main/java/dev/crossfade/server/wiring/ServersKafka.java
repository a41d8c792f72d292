package dev.crossfade.server.wiring;

import dev.crossfade.codec.reference.References;
import dev.crossfade.core.spec.KafkaSpec;
import dev.crossfade.core.spec.KafkaSpec.KafkaLogin;
import dev.crossfade.core.spec.TlsSpec;
import dev.crossfade.kafka.KafkaAccess;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The Kafka that servers and workers share, named on the command line. It is protected as one that
 * a specification names.
 */
public final class ServersKafka {

  private ServersKafka() {}

  /** How a server reaches it, and its Connect. */
  public static KafkaAccess access(KafkaSpec spec, Map<String, String> environment) {
    return OwnKafka.access(spec, secrets(environment));
  }

  /** How a worker reaches it, which never speaks to Connect. */
  public static KafkaAccess streams(
      String bootstrap, TlsSpec tls, @Nullable KafkaLogin login, Map<String, String> environment) {
    return OwnKafka.streams(bootstrap, tls, login, secrets(environment));
  }

  private static Secrets secrets(Map<String, String> environment) {
    return new Secrets(environment, References::readFile);
  }
}
