package dev.crossfade.gateway.proxy;

import dev.crossfade.core.traffic.GatewaySettings.Listener;
import dev.crossfade.core.traffic.PathRules;
import dev.crossfade.core.traffic.RouteRule;
import dev.crossfade.gateway.GatewayProblem;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.PemKeyCertOptions;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Takes requests, on one event loop; the ports are shared by all of them. */
public final class Front extends VerticleBase {

  private static final int MOST_HEADER_BYTES = 64 * 1024;

  private final Scene scene;
  private final List<Integer> ports;
  private final List<HttpServer> servers = new ArrayList<>();
  private final Map<RouteRule, Integer> indexes = new IdentityHashMap<>();
  private @Nullable Loop loop;

  /**
   * A front of a gateway.
   *
   * @param ports where to listen, one for each listener of the file
   */
  public Front(Scene scene, List<Integer> ports) {
    this.scene = scene;
    this.ports = ports;
    List<RouteRule> rules = scene.routing().table().rules();
    for (int i = 0; i < rules.size(); i++) {
      indexes.put(rules.get(i), i);
    }
  }

  @Override
  public Future<?> start() {
    loop = new Loop(vertx, scene);
    List<Future<?>> begun = new ArrayList<>();
    for (int i = 0; i < ports.size(); i++) {
      Listener listener = scene.settings().listeners().get(i);
      HttpServerOptions options = options(listener);
      Clients clients = loop.clients;
      HttpServer server =
          vertx
              .createHttpServer(options)
              .connectionHandler(each -> clients.connected(each, options.getHttp1Config()))
              .requestHandler(this::handle)
              .invalidRequestHandler(this::refuseMalformed);
      servers.add(server);
      begun.add(server.listen(ports.get(i), listener.address().host()));
    }
    return Future.all(begun);
  }

  @Override
  public Future<?> stop() {
    if (loop != null) {
      loop.waiting.end();
    }
    long drain = scene.settings().limits().drain().toMillis();
    return Future.join(
        servers.stream().map(server -> server.shutdown(drain, TimeUnit.MILLISECONDS)).toList());
  }

  private HttpServerOptions options(Listener listener) {
    HttpServerOptions options =
        new HttpServerOptions()
            .setTcpNoDelay(true)
            .setReuseAddress(true)
            .setMaxHeaderSize(MOST_HEADER_BYTES)
            .setMaxInitialLineLength(16 * 1024)
            .setHttp2ClearTextEnabled(false)
            .setHandle100ContinueAutomatically(false)
            .setDecompressionSupported(false)
            .setCompressionSupported(false)
            .setAcceptBacklog(4096)
            .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
            .setIdleTimeout(idleMillis());
    if (listener.certificate() != null && listener.key() != null) {
      options
          .setSsl(true)
          .setUseAlpn(true)
          .setKeyCertOptions(
              new PemKeyCertOptions()
                  .setCertPath(listener.certificate())
                  .setKeyPath(listener.key()));
    }
    return options;
  }

  /** A connection lives through what its request may wait for. */
  private int idleMillis() {
    var limits = scene.settings().limits();
    long most =
        Math.max(
            limits.idle().toMillis(),
            Math.max(
                limits.firstByte().toMillis() + limits.connect().toMillis(),
                scene.settings().hold().patience().toMillis()));
    return Math.toIntExact(most + 2_000);
  }

  private void handle(HttpServerRequest in) {
    if (!wellFormed(in)) {
      refuseMalformed(in);
      return;
    }
    boolean old = in.version() == HttpVersion.HTTP_1_0;
    if (old || (in.version() == HttpVersion.HTTP_1_1 && HeaderRules.closes(in))) {
      Refusals.closeAfterwards(in);
    }
    String path = in.path();
    if (path == null || PathRules.unspeakable(in.uri()) || PathRules.ambiguous(path)) {
      refuse(in, GatewayProblem.AMBIGUOUS_PATH);
      return;
    }
    if (in.method().equals(HttpMethod.CONNECT) || in.method().equals(HttpMethod.TRACE)) {
      refuse(in, GatewayProblem.METHOD_REFUSED);
      return;
    }
    String upgrade = in.getHeader("upgrade");
    if (upgrade != null && !upgrade.equalsIgnoreCase("h2c")) {
      refuse(in, GatewayProblem.UPGRADE_REFUSED);
      return;
    }
    RouteRule rule = scene.routing().table().find(in.method().name(), path);
    Integer index = rule == null ? null : indexes.get(rule);
    Loop own = loop;
    if (rule == null || index == null || own == null) {
      refuse(in, GatewayProblem.NO_ROUTE);
      return;
    }
    new Exchange(own, in, rule, index).begin();
  }

  /** One host, and a length that is one. */
  private static boolean wellFormed(HttpServerRequest in) {
    int hosts = in.headers().getAll("host").size();
    if (hosts > 1 || (hosts == 0 && in.version() == HttpVersion.HTTP_1_1)) {
      return false;
    }
    try {
      Body.of(in);
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private void refuse(HttpServerRequest in, GatewayProblem why) {
    scene.meters().unrouted();
    Refusals.answer(
        in, why, Body.of(in).none() ? Refusals.Connection.KEEP : Refusals.Connection.CLOSE);
  }

  private void refuseMalformed(HttpServerRequest in) {
    scene.meters().unrouted();
    Refusals.answer(in, GatewayProblem.MALFORMED, Refusals.Connection.CLOSE);
  }
}
