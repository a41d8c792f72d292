package dev.crossfade.embedded;

/** Where a running service can be reached. The same after a restart on the same folder. */
public sealed interface ServiceEndpoint permits DatabaseEndpoint, KafkaEndpoint {

  /** Always a loopback address. */
  String host();

  /** The main port: SQL for a database, the broker for Kafka. */
  int port();
}
