package dev.crossfade.kafka;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Where Kafka and Kafka Connect are, and how patient to be with them.
 *
 * @param bootstrap Kafka's {@code bootstrap.servers}, as we and the connector reach it
 * @param connect base URL of the Connect REST interface
 * @param client further settings of Kafka clients (security and so on); never logged
 * @param startPatience how long a connector may take until it delivers
 * @param heldTransaction changes of one transaction that are held in memory; a larger one is read
 *     from Kafka twice, and arrives in parts of at most so many changes
 * @param heldBytes the same bound for the size of its records
 * @param connectTrust whom to believe about Connect; null for whom this Java believes
 */
public record KafkaAccess(
    String bootstrap,
    URI connect,
    Map<String, String> client,
    Duration startPatience,
    int heldTransaction,
    long heldBytes,
    @Nullable SSLContext connectTrust) {

  public KafkaAccess {
    client = Map.copyOf(client);
  }

  /** Without security, 90 seconds of patience, 20,000 changes or 16 MiB held. */
  public static KafkaAccess of(String bootstrap, String connectUrl) {
    return new KafkaAccess(
        bootstrap,
        URI.create(connectUrl),
        Map.of(),
        Duration.ofSeconds(90),
        20_000,
        16 << 20,
        null);
  }

  /** With settings of Kafka's clients. */
  public KafkaAccess client(Map<String, String> settings) {
    return new KafkaAccess(
        bootstrap, connect, settings, startPatience, heldTransaction, heldBytes, connectTrust);
  }

  /** With those who are believed when they say that they are Connect. */
  public KafkaAccess connectTrust(SSLContext trust) {
    return new KafkaAccess(
        bootstrap, connect, client, startPatience, heldTransaction, heldBytes, trust);
  }

  /** The same for somebody who reads streams and never speaks to Connect. */
  public static KafkaAccess forStreams(String bootstrap) {
    return of(bootstrap, "http://none.invalid/");
  }

  public KafkaAccess startPatience(Duration patience) {
    return new KafkaAccess(
        bootstrap, connect, client, patience, heldTransaction, heldBytes, connectTrust);
  }

  public KafkaAccess held(int changes, long bytes) {
    return new KafkaAccess(bootstrap, connect, client, startPatience, changes, bytes, connectTrust);
  }

  /** Without the client's settings: they may hold secrets. */
  @Override
  public String toString() {
    return "KafkaAccess[" + bootstrap + ", " + connect + "]";
  }
}
