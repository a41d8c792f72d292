package dev.crossfade.core.traffic;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway is told in its file.
 *
 * @param group of gateways that obey one record
 * @param keys that may sign the record, in the text form of notes' keys
 * @param leastEpoch records of earlier epochs are not obeyed
 * @param listeners where it takes requests
 * @param admin where it tells how it is
 * @param stacks both of them
 * @param routes that it serves
 * @param limits of time
 * @param hold how much may wait
 * @param mirror how much may be copied
 * @param accessLog what is written of each request
 */
public record GatewaySettings(
    String group,
    List<String> keys,
    long leastEpoch,
    List<Listener> listeners,
    Address admin,
    Map<Side, Stack> stacks,
    List<RouteRule> routes,
    Limits limits,
    HoldLimits hold,
    MirrorLimits mirror,
    AccessLog accessLog) {

  public GatewaySettings {
    keys = List.copyOf(keys);
    listeners = List.copyOf(listeners);
    stacks = Map.copyOf(stacks);
    routes = List.copyOf(routes);
  }

  /** A host and a port. */
  public record Address(String host, int port) {
    @Override
    public String toString() {
      return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
  }

  /**
   * Where requests are taken.
   *
   * @param address to listen at
   * @param certificate PEM file, for TLS
   * @param key PEM file, for TLS
   */
  public record Listener(Address address, @Nullable String certificate, @Nullable String key) {}

  /**
   * Servers of one side, which answer alike.
   *
   * @param addresses in turn
   * @param connections most open to all of them
   * @param trust by which a server is believed; null for plain HTTP
   */
  public record Stack(List<Address> addresses, int connections, @Nullable Trust trust) {
    public Stack {
      addresses = List.copyOf(addresses);
    }

    /** Servers that are reached over plain HTTP. */
    public Stack(List<Address> addresses, int connections) {
      this(addresses, connections, null);
    }
  }

  /**
   * By which a server with TLS is believed; its certificate has to have the name of its address.
   *
   * @param authority PEM file with the certificates of authorities; null for those of Java
   */
  public record Trust(@Nullable String authority) {}

  /**
   * Limits of time.
   *
   * @param connect until a connection stands, or one of those open is free
   * @param firstByte until an answer begins
   * @param idle between two parts of a body, in either direction, and between two requests
   * @param write until a forwarded write is answered completely; then it is given up
   * @param drain for what is under way when the gateway ends
   * @param total what a client's slowness can take altogether
   */
  public record Limits(
      Duration connect,
      Duration firstByte,
      Duration idle,
      Duration write,
      Duration drain,
      Total total) {}

  /**
   * Limits that no trickle of bytes prolongs.
   *
   * @param head from the first byte of a request until its head is complete
   * @param request from its head until its answer has left completely
   */
  public record Total(Duration head, Duration request) {
    /** Where a file says nothing. */
    public static final Total USUAL = new Total(Duration.ofSeconds(10), Duration.ofMinutes(10));
  }

  /**
   * How much may wait.
   *
   * @param requests most that wait
   * @param bytes most that they take up in memory
   * @param patience longest that one waits
   * @param together how many are forwarded at once when they need not wait any more
   */
  public record HoldLimits(int requests, long bytes, Duration patience, int together) {}

  /**
   * How much may be copied.
   *
   * @param together most copies under way
   * @param bytes most of an answer that is compared
   */
  public record MirrorLimits(int together, int bytes) {}

  /** What is written of each request. */
  public enum AccessLog {
    NONE,
    LINES
  }
}
