package dev.crossfade.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crossfade.core.audit.NoteKey;
import dev.crossfade.core.audit.NoteSigner;
import dev.crossfade.core.canary.Observation;
import dev.crossfade.core.traffic.GatewaySettings;
import dev.crossfade.core.traffic.GatewaySettings.AccessLog;
import dev.crossfade.core.traffic.GatewaySettings.Address;
import dev.crossfade.core.traffic.GatewaySettings.HoldLimits;
import dev.crossfade.core.traffic.GatewaySettings.Limits;
import dev.crossfade.core.traffic.GatewaySettings.Listener;
import dev.crossfade.core.traffic.GatewaySettings.MirrorLimits;
import dev.crossfade.core.traffic.GatewaySettings.Stack;
import dev.crossfade.core.traffic.GatewaySettings.Total;
import dev.crossfade.core.traffic.GatewaySettings.Trust;
import dev.crossfade.core.traffic.Hold;
import dev.crossfade.core.traffic.RecordSeal;
import dev.crossfade.core.traffic.RouteRecord;
import dev.crossfade.core.traffic.RouteRule;
import dev.crossfade.core.traffic.RouteState;
import dev.crossfade.core.traffic.RouteTable;
import dev.crossfade.core.traffic.Side;
import dev.crossfade.core.traffic.Sticky;
import dev.crossfade.spi.traffic.Published;
import dev.crossfade.spi.traffic.RouteStore;
import dev.crossfade.testkit.fault.ScriptedFaults;
import dev.crossfade.testkit.memory.InMemoryRoutes;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** Two stacks, a store of records, and gateways between them and a client. */
final class Rig implements AutoCloseable {

  static final String ROUTE = "reports";
  private static final AtomicInteger NAMES = new AtomicInteger();

  final TestStack legacy = new TestStack("legacy");
  final TestStack fresh = new TestStack("new");
  final NoteSigner signer = signer();
  RouteStore store = new InMemoryRoutes(Clock.systemUTC(), new ScriptedFaults());
  final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final Path folder;
  private final List<Gateway> gateways = new ArrayList<>();

  long leastEpoch = 1;

  RouteRule rule =
      new RouteRule(
          ROUTE,
          "/",
          Set.of(),
          Set.of("SEARCH"),
          List.of(new Sticky(Sticky.By.HEADER, "X-Consumer")),
          RouteRule.Mirroring.NONE,
          RouteRule.Fallback.LEGACY);
  Limits limits =
      new Limits(
          Duration.ofSeconds(2),
          Duration.ofSeconds(2),
          Duration.ofSeconds(3),
          Duration.ofSeconds(10),
          Duration.ofSeconds(3),
          Total.USUAL);
  HoldLimits hold = new HoldLimits(500, 16 << 20, Duration.ofSeconds(5), 32);
  MirrorLimits mirror = new MirrorLimits(32, 64 * 1024);
  Listener listener = new Listener(new Address("127.0.0.1", 0), null, null);
  Address legacyAddress = legacy.address();
  Address freshAddress = fresh.address();
  Trust trust;

  Rig(Path folder) {
    this.folder = folder;
  }

  static NoteSigner signer() {
    try {
      KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      return new NoteSigner(NoteKey.of("test", pair.getPublic()), pair.getPrivate());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  GatewaySettings settings() {
    return new GatewaySettings(
        "test",
        List.of(signer.key().text()),
        leastEpoch,
        List.of(listener),
        new Address("127.0.0.1", 0),
        Map.of(
            Side.LEGACY, new Stack(List.of(legacyAddress), 64),
            Side.NEW, new Stack(List.of(freshAddress), 64, trust)),
        List.of(rule),
        limits,
        hold,
        mirror,
        AccessLog.NONE);
  }

  Gateway start() {
    return start("gateway-" + NAMES.incrementAndGet());
  }

  /** The first record, as `route init` makes it. */
  void init() {
    RouteRecord first = record().over(new RouteTable(List.of(rule)), "test");
    assertThat(store.publish(RecordSeal.seal(first, signer))).isInstanceOf(Published.Written.class);
  }

  /** A gateway of a group that has a record. */
  Gateway start(String name) {
    if (record().epoch() == 0) {
      init();
    }
    return bare(name);
  }

  /** A gateway of a group that may have none. */
  Gateway bare(String name) {
    Gateway gateway =
        Gateway.start(new Gateway.Start(settings(), name, store, folder.resolve(name), 2));
    gateways.add(gateway);
    return gateway;
  }

  RouteRecord record() {
    return store
        .read("test")
        .map(note -> RecordSeal.open(note, "test", List.of(signer.key())))
        .orElse(RouteRecord.initial("test"));
  }

  Published publish(UnaryOperator<RouteState> change) {
    RouteRecord now = record();
    return store.publish(
        RecordSeal.seal(now.with(ROUTE, change.apply(now.route(ROUTE)), "test"), signer));
  }

  /** Publishes and waits until all gateways have obeyed. */
  void obeyed(UnaryOperator<RouteState> change) {
    assertThat(publish(change)).isInstanceOf(Published.Written.class);
    await()
        .pollInterval(Duration.ofMillis(5))
        .atMost(Duration.ofSeconds(10))
        .until(
            () ->
                store.gateways("test").stream()
                    .allMatch(sign -> !sign.counts() || sign.settled() == record().epoch()));
  }

  /** What became of requests, as the latest signs of life tell. */
  List<Observation> seen() {
    return store.gateways("test").stream().flatMap(sign -> sign.seen().stream()).toList();
  }

  void hold(String id, Duration limit) {
    obeyed(state -> state.held(new Hold(id, limit)));
  }

  URI uri(Gateway gateway, String path) {
    return URI.create("http://127.0.0.1:" + gateway.ports().get(0) + path);
  }

  HttpResponse<String> get(Gateway gateway, String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(gateway, path));
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  HttpResponse<String> post(Gateway gateway, String path, String body) {
    return send(
        HttpRequest.newBuilder(uri(gateway, path)).POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(
          request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  String admin(Gateway gateway, String path) {
    return send(HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + gateway.adminPort() + path)))
        .body();
  }

  double metric(Gateway gateway, String name) {
    return admin(gateway, "/metrics")
        .lines()
        .filter(line -> line.startsWith("crossfade_gateway_" + name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void close() {
    gateways.forEach(Gateway::close);
    legacy.close();
    fresh.close();
  }

  /** How a client speaks HTTP/2 to whatever certificate. */
  static HttpClientOptions http2() {
    return new HttpClientOptions()
        .setSsl(true)
        .setUseAlpn(true)
        .setProtocolVersion(HttpVersion.HTTP_2)
        .setVerifyHost(false)
        .setTrustAll(true);
  }
}
