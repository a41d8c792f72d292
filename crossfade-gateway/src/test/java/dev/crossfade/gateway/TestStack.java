package dev.crossfade.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.crossfade.core.traffic.GatewaySettings.Address;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;

/** A real server that remembers what it was asked, and answers as it is told. */
final class TestStack implements AutoCloseable {

  static {
    // answers of two parts would wait for an acknowledgement else
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  final String name;
  final List<Seen> seen = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  volatile Handler handler = TestStack::echo;

  /** Something that was asked. */
  record Seen(
      String method, String uri, String body, long from, AtomicLong end, HttpExchange request) {

    long until() {
      return end.get();
    }

    String header(String name) {
      List<String> values = request.getRequestHeaders().get(name);
      return values == null ? null : String.join(",", values);
    }
  }

  /** Answers. */
  interface Handler {
    void answer(TestStack stack, HttpExchange exchange, byte[] body) throws IOException;
  }

  TestStack(String name) {
    this(name, null);
  }

  /** With TLS, when it has a context for it. */
  TestStack(String name, SSLContext tls) {
    this.name = name;
    InetSocketAddress here = new InetSocketAddress("127.0.0.1", 0);
    try {
      if (tls == null) {
        server = HttpServer.create(here, 1024);
      } else {
        HttpsServer secure = HttpsServer.create(here, 1024);
        secure.setHttpsConfigurator(new HttpsConfigurator(tls));
        server = secure;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    long from = System.nanoTime();
    byte[] body;
    try (InputStream in = exchange.getRequestBody()) {
      body = in.readAllBytes();
    }
    AtomicLong end = new AtomicLong(Long.MAX_VALUE);
    seen.add(
        new Seen(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            new String(body, StandardCharsets.UTF_8),
            from,
            end,
            exchange));
    try {
      handler.answer(this, exchange, body);
    } finally {
      end.set(System.nanoTime());
      exchange.close();
    }
  }

  private static void echo(TestStack stack, HttpExchange exchange, byte[] body) throws IOException {
    answer(exchange, 200, stack.name + " " + new String(body, StandardCharsets.UTF_8));
  }

  static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    boolean bodiless = exchange.getRequestMethod().equals("HEAD");
    exchange.getResponseHeaders().add("X-Stack", "yes");
    exchange.sendResponseHeaders(status, bodiless ? -1 : bytes.length);
    if (!bodiless) {
      exchange.getResponseBody().write(bytes);
    }
  }

  Address address() {
    return new Address("127.0.0.1", server.getAddress().getPort());
  }

  long writes() {
    return seen.stream().filter(each -> !each.method().equals("GET")).count();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
