package dev.crossfade.core.spec;

/**
 * An existing Kafka and Kafka Connect to use instead of the embedded ones.
 *
 * @param bootstrap {@code host:port} list
 * @param connectUrl REST address of Kafka Connect
 */
public record KafkaSpec(String bootstrap, String connectUrl) {}
