package dev.crossfade.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is asked of a server about rows in quarantine, and how commands end. */
@Timeout(60)
class QuarantineCommandsTest {

  private static final String SHOP = "/api/v1/migrations/shop";
  private static final String QUARANTINE = SHOP + "/quarantine";
  private static final String GROUPS =
      """
      {"migration": "shop", "open": 5, "replaysOpen": 0, "groups": [
        {"id": "aaaaaaaa", "entity": "touch", "code": "CF-5001", "column": "its_contact",
         "message": "m", "count": 2, "waitsFor": "contact"},
        {"id": "bbbbbbbb", "entity": "contact", "code": "CF-1301", "column": "region",
         "message": "n", "count": 3, "waitsFor": ""}]}
      """;

  @TempDir private Path home;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Map<String, String> answers = new TreeMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpServer server;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    answers.put(QUARANTINE, GROUPS);
    answers.put(QUARANTINE + ":replay", "{\"act\": 7, \"rows\": 2}");
    answers.put(QUARANTINE + ":discard", "{\"act\": 8, \"group\": \"aaaaaaaa\", \"rows\": 2}");
  }

  @AfterEach
  void end() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String query = exchange.getRequestURI().getRawQuery();
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    asked.add(path + (query == null ? "" : "?" + query) + (body.isEmpty() ? "" : " " + body));
    String answer = answers.getOrDefault(path, "{\"code\": \"CF-6103\"}");
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    try (exchange) {
      exchange.sendResponseHeaders(answers.containsKey(path) ? 200 : 404, 0);
      exchange.getResponseBody().write(answer.getBytes(UTF_8));
    }
  }

  private int run(String verb, String... more) {
    Map<String, String> environment =
        Map.of(
            "HOME",
            home.toString(),
            "CROSSFADE_SERVER",
            "http://127.0.0.1:" + server.getAddress().getPort());
    List<String> words = new CopyOnWriteArrayList<>(List.of("migration", "quarantine", verb));
    words.add("shop");
    words.addAll(List.of(more));
    return Main.run(
        new PrintWriter(out, true),
        new PrintWriter(err, true),
        environment,
        words.toArray(String[]::new));
  }

  @Test
  void listTellsGroupsAndForWhomTheyWait() {
    assertThat(run("list")).isZero();
    assertThat(out.toString()).contains("WAITS FOR", "contact", "bbbbbbbb");

    out.getBuffer().setLength(0);
    assertThat(run("list", "--entity=touch", "-o", "json")).isZero();
    assertThat(out.toString()).contains("\"open\" : 2", "aaaaaaaa").doesNotContain("bbbbbbbb");
  }

  @Test
  void valuesAreAskedForOnlyIfSomebodySaysSo() {
    answers.put(QUARANTINE + "/aaaaaaaa/rows", "{\"items\": [{\"id\": 1}, {\"id\": 2}]}");
    answers.put(QUARANTINE + "/bbbbbbbb/rows", "{\"items\": [{\"id\": 3}]}");

    assertThat(run("show", "--group=aaaaaaaa")).isZero();
    assertThat(run("show", "--all", "--limit=3", "--show-values", "--row=a=1&b")).isZero();

    assertThat(asked)
        .containsExactly(
            QUARANTINE + "/aaaaaaaa/rows?page_size=5&values=false",
            QUARANTINE,
            QUARANTINE + "/aaaaaaaa/rows?page_size=3&values=true&row=a%3D1%26b",
            QUARANTINE + "/bbbbbbbb/rows?page_size=1&values=true&row=a%3D1%26b");
  }

  @Test
  void aReplayIsWaitedForAndEndsAsItDid() {
    answers.put(QUARANTINE + "/replays/7", "{\"act\": 7, \"done\": true, \"written\": 2}");
    assertThat(run("replay", "--all", "--reason=so")).as(err.toString()).isZero();
    assertThat(asked)
        .contains(
            QUARANTINE + ":replay {\"group\":\"aaaaaaaa\",\"reason\":\"so\"}",
            QUARANTINE + ":replay {\"group\":\"bbbbbbbb\",\"reason\":\"so\"}");

    answers.put(QUARANTINE + "/replays/7", "{\"act\": 7, \"done\": false}");
    answers.put(SHOP, "{\"name\": \"shop\", \"owner\": {\"name\": \"a\"}}");
    assertThat(run("replay", "--group=aaaaaaaa", "--reason=so", "--wait=0")).isEqualTo(8);
    answers.put(SHOP, "{\"name\": \"shop\"}");
    assertThat(run("replay", "--group=aaaaaaaa", "--reason=so", "--wait=0")).isZero();
    assertThat(err.toString()).contains("nobody follows the sources now");
  }

  @Test
  void oneRowIsDiscardedOrNothingIfItIsOnlyTried() {
    assertThat(run("discard", "--group=aaaaaaaa", "--row=id=1", "--reason=so", "--dry-run"))
        .isZero();
    assertThat(asked).isEmpty();

    assertThat(run("discard", "--group=aaaaaaaa", "--row=id=1", "--reason=so")).isZero();
    assertThat(asked)
        .containsExactly(
            QUARANTINE + ":discard {\"group\":\"aaaaaaaa\",\"reason\":\"so\",\"row\":\"id=1\"}");
    answers.remove(QUARANTINE + ":discard");
    assertThat(run("discard", "--group=cccccccc", "--reason=so")).isEqualTo(6);
    assertThat(run("discard", "--reason=so")).isEqualTo(2);
  }
}
