package dev.crossfade.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whoever follows a server, or waits for its work, survives that it is away for a while. */
@Timeout(60)
class AwayTest {

  private static final String EVENTS = "/api/v1/events";
  private static final String SHOP = "/api/v1/migrations/shop";
  private static final String WORK = "/api/v1/operations/op-7";
  private static final String ENDS =
      "{\"code\": \"CF-6117\", \"title\": \"The server ends.\", \"detail\": \"\"}";

  @TempDir private Path home;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Map<String, Queue<HttpHandler>> answers = new ConcurrentHashMap<>();
  private final List<String> from = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private String stream = "text/event-stream";

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void end() {
    server.stop(0);
  }

  /** The last answer is that of everything that follows. */
  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    exchange
        .getResponseHeaders()
        .add("Content-Type", path.equals(EVENTS) ? stream : "application/json");
    if (path.equals(EVENTS)) {
      from.add(exchange.getRequestHeaders().getFirst("Last-Event-ID"));
    }
    Queue<HttpHandler> known = answers.getOrDefault(path, new ArrayDeque<>());
    HttpHandler next = known.size() > 1 ? known.poll() : known.peek();
    try (exchange) {
      (next == null ? say(404, "{\"code\": \"CF-6103\"}") : next).handle(exchange);
    }
  }

  private void answers(String path, HttpHandler... all) {
    answers.put(path, new ArrayDeque<>(List.of(all)));
  }

  private static HttpHandler say(int status, String body) {
    return exchange -> {
      exchange.sendResponseHeaders(status, body.isEmpty() ? -1 : body.getBytes(UTF_8).length);
      if (!body.isEmpty()) {
        exchange.getResponseBody().write(body.getBytes(UTF_8));
      }
    };
  }

  /** The connection ends, without an answer or within it. */
  private static HttpHandler cut(String begun) {
    return exchange -> {
      if (!begun.isEmpty()) {
        exchange.sendResponseHeaders(200, 0);
        OutputStream body = exchange.getResponseBody();
        body.write(begun.getBytes(UTF_8));
        body.flush();
      }
      throw new IOException("as if the server was killed");
    };
  }

  private static String event(int version, String phase) {
    return "id:%d\nevent:journal\ndata:{\"version\": %d, \"at\": \"now\", \"event\": {\"event\": \"Entered\", \"phase\": \"%s\"}}\n\n"
        .formatted(version, version, phase);
  }

  @Test
  void whatIsNoStreamOfEventsIsNotFollowedForEver() {
    stream = "text/html";
    answers(EVENTS, say(200, "<h1>back soon</h1>\n"));
    assertThat(run("migration", "watch", "shop")).isEqualTo(10);
    assertThat(err.toString()).contains("it is no stream of events");
    stream = "text/event-stream";
    answers(EVENTS, say(200, "id:one\ndata:{}\n\n"));
    assertThat(run("migration", "watch", "shop")).isEqualTo(10);
    answers(EVENTS, say(200, "id:1\ndata:{\n\n"));
    assertThat(run("migration", "watch", "shop")).isEqualTo(10);
    assertThat(from).hasSize(3);
  }

  private int run(String... arguments) {
    Map<String, String> environment =
        Map.of(
            "HOME",
            home.toString(),
            "CROSSFADE_SERVER",
            "http://127.0.0.1:" + server.getAddress().getPort());
    return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), environment, arguments);
  }

  @Test
  void aStreamIsFollowedThroughARestartAndMissesNothing() {
    answers(
        EVENTS,
        cut(event(1, "SYNCING") + "id:2\nevent:journal\ndata:{\"version\": 2, \"ev"),
        say(503, ENDS),
        cut(""),
        say(502, "<html>bad gateway</html>"),
        say(200, event(2, "BACKFILLING") + event(3, "LIVE")));

    assertThat(run("migration", "watch", "shop", "--until", "live")).as(err.toString()).isZero();

    assertThat(out.toString())
        .isEqualTo("now  Entered  SYNCING\nnow  Entered  BACKFILLING\nnow  Entered  LIVE\n");
    assertThat(from).containsExactly("0", "1", "1", "1", "1");
    assertThat(err.toString()).contains("trying again from 1").doesNotContain("error[");
  }

  @Test
  void whoWasNeverThereIsNotWaitedFor() {
    answers(EVENTS, say(503, ENDS));
    assertThat(run("migration", "watch", "shop")).isEqualTo(9);
    assertThat(from).hasSize(1);
    server.stop(0);
    assertThat(run("migration", "watch", "shop")).isEqualTo(9);
    assertThat(err.toString()).contains("CF-6912");
  }

  @Test
  void whoMayNotLookAnyMoreIsToldSo() {
    answers(
        EVENTS,
        say(200, event(1, "SYNCING")),
        say(401, "{\"code\": \"CF-6101\", \"title\": \"\"}"));
    assertThat(run("migration", "watch", "shop")).isEqualTo(7);
    assertThat(err.toString()).contains("error[CF-6101]");
  }

  @Test
  void aStreamHasTheShapeThatWasAskedFor() {
    answers(EVENTS, say(200, event(1, "SYNCING") + event(2, "LIVE")));
    String[] watch = {"migration", "watch", "shop", "--until", "live", "-o", "csv"};
    assertThat(run(watch)).isZero();
    assertThat(out.toString())
        .isEqualTo(
            "at,event,phase,step,by,why,actor\nnow,Entered,SYNCING,,,,\nnow,Entered,LIVE,,,,\n");

    out.getBuffer().setLength(0);
    run("migration", "watch", "shop", "--until=live", "-o=csv", "--no-header", "--columns=phase");
    assertThat(out.toString()).isEqualTo("SYNCING\nLIVE\n");

    out.getBuffer().setLength(0);
    run("migration", "watch", "shop", "--until=live", "-o=yaml");
    assertThat(out.toString()).startsWith("---\n").contains("phase: SYNCING", "\n---\n");

    out.getBuffer().setLength(0);
    run("migration", "watch", "shop", "--until=live", "--columns=version,event/phase");
    assertThat(out.toString()).isEqualTo("1  SYNCING\n2  LIVE\n");
  }

  private void begun() {
    answers(SHOP, say(200, "{\"name\": \"shop\", \"version\": 3, \"owner\": {}}"));
    answers(SHOP + ":start", say(202, "{\"id\": \"op-7\", \"state\": \"RUNNING\"}"));
  }

  @Test
  void workIsWaitedForThroughARestart() {
    begun();
    answers(
        WORK,
        say(200, "{\"id\": \"op-7\", \"kind\": \"start\", \"state\": \"RUNNING\"}"),
        say(503, ENDS),
        cut(""),
        say(504, ""),
        say(200, "{\"id\": \"op-7\", \"kind\": \"start\", \"state\": \"SUCCEEDED\"}"));

    assertThat(run("migration", "start", "shop", "--wait")).as(err.toString()).isZero();

    assertThat(out.toString()).contains("SUCCEEDED");
    assertThat(err.toString())
        .startsWith("operation op-7; crossfade operation show op-7 --wait")
        .contains("the server cannot be reached; it is asked again")
        .doesNotContain("error[");
  }

  @Test
  void waitingEndsThoughTheServerStaysAway() {
    begun();
    answers(WORK, say(503, ENDS));

    assertThat(run("migration", "start", "shop", "--wait", "--timeout", "1")).isEqualTo(8);

    assertThat(err.toString()).contains("CF-6916", "crossfade operation show op-7");
  }

  @Test
  void progressIsLookedAtThroughARestart() {
    answers(
        SHOP + "/progress",
        say(200, "{\"phase\": \"SYNCING\"}"),
        say(503, ENDS),
        say(200, "{\"phase\": \"LIVE\"}"));

    assertThat(run("migration", "progress", "shop", "--until", "live", "--every", "1"))
        .as(err.toString())
        .isZero();

    assertThat(out.toString()).isEqualTo("SYNCING\nLIVE\n");
    assertThat(err.toString()).contains("looking again");
  }

  @Test
  void aWaitForWhatAnotherPersonForbidsEndsAtOnce() {
    begun();
    answers(WORK, say(403, "{\"code\": \"CF-6102\", \"title\": \"no\"}"));

    assertThat(run("migration", "start", "shop", "--wait")).isEqualTo(7);
  }

  @Test
  void namesAreWhateverSomebodyTypes() {
    answers("/api/v1/migrations/a b", say(404, "{\"code\": \"CF-6103\", \"title\": \"none\"}"));
    assertThat(run("migration", "show", "a b")).isEqualTo(6);
    answers("/api/v1/users/oidc:auth0|5f+x", say(204, ""));
    assertThat(run("user", "delete", "oidc:auth0|5f+x", "-o", "json")).as(err.toString()).isZero();
    assertThat(out.toString()).contains("\"subject\" : \"oidc:auth0|5f+x\"");
    answers("/api/v1/operations/x/../y?", say(404, "{\"code\": \"CF-6103\", \"title\": \"\"}"));
    assertThat(run("operation", "show", "x/../y?")).isEqualTo(6);
  }
}
