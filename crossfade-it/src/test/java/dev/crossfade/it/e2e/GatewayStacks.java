package dev.crossfade.it.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/** Both stacks behind gateways: they remember every write, and when it was. */
final class GatewayStacks implements AutoCloseable {

  static {
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  /** A write that a stack has carried out. */
  record Write(String stack, String id, long from, long until) {}

  final List<Write> writes = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer legacy = server("legacy");
  private final HttpServer fresh = server("new");

  private volatile long delay;
  private volatile boolean broken;

  /** The new one takes this much longer from now on. */
  void delayFresh(long millis) {
    delay = millis;
  }

  /** The new one fails from now on. */
  void breakFresh() {
    broken = true;
  }

  private HttpServer server(String name) {
    try {
      HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 1024);
      server.setExecutor(threads);
      server.createContext("/", exchange -> answer(name, exchange));
      server.start();
      return server;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void answer(String name, HttpExchange exchange) throws IOException {
    long from = System.nanoTime();
    String id = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    if (!exchange.getRequestMethod().equals("GET")) {
      writes.add(new Write(name, id, from, System.nanoTime()));
    }
    boolean isFresh = name.equals("new");
    if (isFresh && delay > 0) {
      LockSupport.parkNanos(delay * 1_000_000);
    }
    byte[] body = name.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(isFresh && broken ? 500 : 200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  String legacy() {
    return "127.0.0.1:" + legacy.getAddress().getPort();
  }

  String fresh() {
    return "127.0.0.1:" + fresh.getAddress().getPort();
  }

  long writes(String stack) {
    return writes.stream().filter(write -> write.stack().equals(stack)).count();
  }

  boolean has(String id) {
    return writes.stream().anyMatch(write -> write.id().equals(id));
  }

  /** Whether no write of one stack was during or before one of the other that came later. */
  boolean inTurn(String before, String after) {
    long last =
        writes.stream()
            .filter(write -> write.stack().equals(before))
            .mapToLong(Write::until)
            .max()
            .orElse(Long.MIN_VALUE);
    return writes.stream()
        .filter(write -> write.stack().equals(after))
        .allMatch(write -> write.from() > last);
  }

  @Override
  public void close() {
    legacy.stop(0);
    fresh.stop(0);
    threads.shutdownNow();
  }
}
