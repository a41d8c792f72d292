package dev.crossfade.server.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.server.ServerProblem;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/** Answers whoever watches over a worker, and nobody else: yes or no, and no more. */
final class HealthServer implements AutoCloseable {

  private static final int THREADS = 16;

  /** Seconds; whoever is slower is left, for he would keep a thread. */
  private static final String SLOWEST = "5";

  static {
    System.setProperty("sun.net.httpserver.maxReqTime", SLOWEST);
    System.setProperty("sun.net.httpserver.maxRspTime", SLOWEST);
  }

  private final HttpServer server;
  private final ExecutorService threads;
  private final Map<String, BooleanSupplier> questions;

  /**
   * Answers from now on.
   *
   * @param port 0 for any that is free
   * @param ready whether it can work
   */
  HealthServer(String host, int port, BooleanSupplier ready) {
    this.questions = Map.of("/livez", () -> true, "/startupz", () -> true, "/readyz", ready);
    try {
      this.server = HttpServer.create(new InetSocketAddress(host, port), 16);
    } catch (IOException e) {
      throw Problem.of(
              ServerProblem.CANNOT_LISTEN,
              "The worker cannot listen on " + host + ":" + port + ".",
              "Another program does, or the address is not one of this machine.",
              "Choose another one with --listen.")
          .raise(e);
    }
    this.threads =
        Executors.newFixedThreadPool(
            THREADS,
            work -> {
              Thread daemon = new Thread(work, "health");
              daemon.setDaemon(true);
              return daemon;
            });
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Optional<BooleanSupplier> question =
          Optional.ofNullable(questions.get(exchange.getRequestURI().getPath()));
      boolean reading = exchange.getRequestMethod().matches("GET|HEAD");
      if (question.isEmpty() || !reading) {
        exchange.sendResponseHeaders(question.isEmpty() ? 404 : 405, -1);
        return;
      }
      boolean up = question.get().getAsBoolean();
      byte[] body = ("{\"status\":\"" + (up ? "UP" : "DOWN") + "\"}").getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      boolean wanted = exchange.getRequestMethod().equals("GET");
      exchange.sendResponseHeaders(up ? 200 : 503, wanted ? body.length : -1);
      if (wanted) {
        exchange.getResponseBody().write(body);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
