package dev.crossfade.core.spec;

import org.jspecify.annotations.Nullable;

/**
 * An existing Kafka and Kafka Connect to use instead of the embedded ones.
 *
 * @param bootstrap {@code host:port} list
 * @param connectUrl REST address of Kafka Connect
 * @param tls how connections to both are protected
 * @param login as whom we come to Kafka; null for nobody
 */
public record KafkaSpec(
    String bootstrap, String connectUrl, TlsSpec tls, @Nullable KafkaLogin login) {

  /** One without login, of whose protection nothing is said. */
  public KafkaSpec(String bootstrap, String connectUrl) {
    this(bootstrap, connectUrl, TlsSpec.UNSAID, null);
  }

  /**
   * As whom we come to Kafka.
   *
   * @param mechanism {@code PLAIN}, {@code SCRAM-SHA-256} or {@code SCRAM-SHA-512}
   * @param user may contain references
   * @param password one reference
   */
  public record KafkaLogin(String mechanism, SecretRef user, SecretRef password) {}
}
