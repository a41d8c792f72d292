package dev.crossfade.gateway.metrics;

import dev.crossfade.gateway.record.RecordKeeper;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Tells how a gateway is, at an address that clients do not see. */
public final class AdminServer {

  private final Meters meters;
  private final RecordKeeper keeper;
  private final BooleanSupplier ready;
  private final Supplier<String> comparisons;

  /**
   * A server that answers.
   *
   * @param ready whether requests should come here
   * @param comparisons what mirrors found, as JSON
   */
  public AdminServer(
      Meters meters, RecordKeeper keeper, BooleanSupplier ready, Supplier<String> comparisons) {
    this.meters = meters;
    this.keeper = keeper;
    this.ready = ready;
    this.comparisons = comparisons;
  }

  public Future<HttpServer> listen(Vertx vertx, String host, int port) {
    HttpServerOptions options =
        new HttpServerOptions().setHttp2ClearTextEnabled(false).setIdleTimeout(30);
    return vertx.createHttpServer(options).requestHandler(this::handle).listen(port, host);
  }

  private void handle(HttpServerRequest in) {
    switch (String.valueOf(in.path())) {
      case "/livez" -> answer(in, 200, "text/plain", "ok\n");
      case "/readyz" -> {
        boolean fine = ready.getAsBoolean();
        answer(in, fine ? 200 : 503, "text/plain", fine ? "ok\n" : "not ready\n");
      }
      case "/metrics" ->
          answer(in, 200, "text/plain; version=0.0.4; charset=utf-8", meters.text(keeper));
      case "/comparisons" -> answer(in, 200, "application/json", comparisons.get());
      default -> answer(in, 404, "text/plain", "no such page\n");
    }
  }

  private static void answer(HttpServerRequest in, int status, String type, String text) {
    in.response().setStatusCode(status).putHeader("content-type", type).end(text);
  }
}
