package dev.crossfade.gateway.proxy;

import dev.crossfade.core.traffic.GatewaySettings;
import dev.crossfade.core.traffic.GatewaySettings.Limits;
import dev.crossfade.core.traffic.Side;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What one event loop has of its own: connections, requests under way, writes that wait. Deadlines
 * are looked at a few times a second, all at once, since a timer per request costs more.
 */
final class Loop {

  private static final long TICK_MILLIS = 50;
  private static final long CLIENTS_MILLIS = 500;

  final Scene scene;
  final Waiting waiting;
  final Clients clients;
  private final Vertx vertx;
  private final Context context;
  private final Pool legacy;
  private final Pool fresh;
  private final Set<Exchange> active = new LinkedHashSet<>();
  private final long idleNanos;
  private long now = System.nanoTime();

  Loop(Vertx vertx, Scene scene) {
    this.scene = scene;
    this.vertx = vertx;
    this.context = Objects.requireNonNull(vertx.getOrCreateContext());
    HttpClientAgent client = vertx.createHttpClient(options());
    this.legacy = pool(client, Side.LEGACY);
    this.fresh = pool(client, Side.NEW);
    this.waiting = new Waiting(this);
    this.clients = new Clients(limits().total(), scene.meters().clients());
    this.idleNanos = limits().idle().toNanos();
    vertx.setPeriodic(TICK_MILLIS, id -> tick());
    vertx.setPeriodic(CLIENTS_MILLIS, id -> clients.tidy(System.nanoTime()));
    scene.routing().listen(() -> context.runOnContext(nothing -> waiting.wake()));
  }

  private Pool pool(HttpClientAgent client, Side side) {
    GatewaySettings.Stack stack = Objects.requireNonNull(scene.settings().stacks().get(side));
    int connect = Math.toIntExact(limits().connect().toMillis());
    return new Pool(
        client,
        Reach.all(stack, connect),
        Math.max(1, (stack.connections() + scene.loops() - 1) / scene.loops()),
        scene.meters().connections(side));
  }

  private static HttpClientOptions options() {
    return new HttpClientOptions()
        .setKeepAlive(true)
        .setPipelining(false)
        .setDecompressionSupported(false)
        .setTcpNoDelay(true)
        .setMaxHeaderSize(64 * 1024)
        .setMaxInitialLineLength(16 * 1024);
  }

  Limits limits() {
    return scene.settings().limits();
  }

  Pool pool(Side side) {
    return side == Side.LEGACY ? legacy : fresh;
  }

  /** About now; exact to a tick. */
  long roughly() {
    return now;
  }

  void begun(Exchange exchange) {
    active.add(exchange);
  }

  void ended(Exchange exchange) {
    active.remove(exchange);
  }

  /**
   * Reads what is left of a request that was answered before it was complete, so that a client that
   * sends all of it first gets to the answer; for no longer than one may be silent.
   */
  void drain(HttpServerRequest in) {
    long end = vertx.setTimer(limits().idle().toMillis(), id -> Refusals.cut(in));
    in.endHandler(nothing -> vertx.cancelTimer(end));
    in.exceptionHandler(gone -> vertx.cancelTimer(end));
    in.handler(part -> {});
    in.resume();
  }

  private void tick() {
    now = System.nanoTime();
    List<Exchange> late = new ArrayList<>();
    for (Exchange each : active) {
      if (each.late(now)) {
        late.add(each);
      }
    }
    late.forEach(Exchange::tooLate);
    waiting.wake();
    legacy.tidy(now, idleNanos);
    fresh.tidy(now, idleNanos);
  }
}
