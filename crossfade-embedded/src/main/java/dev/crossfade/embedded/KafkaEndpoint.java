package dev.crossfade.embedded;

/**
 * How to reach the broker and the Connect worker.
 *
 * @param host loopback address
 * @param port the broker's port
 * @param bootstrap value for {@code bootstrap.servers}
 * @param connectUrl base URL of the Connect REST API, without a trailing slash
 * @param clusterId Kafka's cluster id, fixed for the life of the folder
 */
public record KafkaEndpoint(
    String host, int port, String bootstrap, String connectUrl, String clusterId)
    implements ServiceEndpoint {

  static KafkaEndpoint local(int port, int connectPort, String clusterId) {
    return new KafkaEndpoint(
        "127.0.0.1", port, "127.0.0.1:" + port, "http://127.0.0.1:" + connectPort, clusterId);
  }
}
