package dev.crossfade.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.traffic.Side;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests reach their stack and come back as they were. */
class ForwardingTest {

  private Rig rig;

  @BeforeEach
  void build(@TempDir Path folder) {
    rig = new Rig(folder);
  }

  @AfterEach
  void end() {
    rig.close();
  }

  private String raw(Gateway gateway, String request) throws Exception {
    try (Socket socket = new Socket("127.0.0.1", gateway.ports().get(0))) {
      socket.setSoTimeout(5_000);
      OutputStream out = socket.getOutputStream();
      out.write(request.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  @Test
  void reads_and_writes_go_to_the_legacy_stack_at_first() {
    Gateway gateway = rig.start();

    HttpResponse<String> read = rig.get(gateway, "/a?b=c%20d");
    HttpResponse<String> write = rig.post(gateway, "/w", "x".repeat(100_000));

    assertThat(read.statusCode()).isEqualTo(200);
    assertThat(read.body()).isEqualTo("legacy ");
    assertThat(read.headers().firstValue("x-stack")).hasValue("yes");
    assertThat(write.body()).isEqualTo("legacy " + "x".repeat(100_000));
    assertThat(rig.legacy.seen.get(0).uri()).isEqualTo("/a?b=c%20d");
    assertThat(rig.fresh.seen).isEmpty();
  }

  @Test
  void many_requests_share_few_connections() {
    Gateway gateway = rig.start();
    for (int i = 0; i < 50; i++) {
      assertThat(rig.get(gateway, "/" + i).statusCode()).isEqualTo(200);
    }
    assertThat(rig.metric(gateway, "upstream_connections{stack=\"legacy\"}")).isLessThan(4);
  }

  @Test
  void headers_of_the_connection_stay_and_who_asked_is_told() throws Exception {
    Gateway gateway = rig.start();

    raw(
        gateway,
        "GET /h HTTP/1.1\r\nHost: shop.example\r\nConnection: close, X-Private\r\n"
            + "X-Private: 1\r\nKeep-Alive: 5\r\nX-Public: 2\r\nTE: trailers\r\n"
            + "X-Forwarded-For: 6.6.6.6\r\nX-Crossfade-Shadow: 1\r\nForwarded: for=6.6.6.6\r\nProxy-Authorization: x\r\n\r\n");

    TestStack.Seen seen = rig.legacy.seen.get(0);
    assertThat(seen.header("X-private")).isNull();
    assertThat(seen.header("Keep-alive")).isNull();
    assertThat(seen.header("Te")).isNull();
    assertThat(seen.header("Proxy-authorization")).isNull();
    assertThat(seen.header("X-crossfade-shadow")).isNull();
    assertThat(seen.header("X-public")).isEqualTo("2");
    assertThat(seen.header("Host")).isEqualTo("shop.example");
    assertThat(seen.header("X-forwarded-for")).isEqualTo("127.0.0.1");
    assertThat(seen.header("X-forwarded-host")).isEqualTo("shop.example");
    assertThat(seen.header("Forwarded")).isEqualTo("for=127.0.0.1;proto=http;host=shop.example");
  }

  @Test
  void who_asked_is_nothing_that_a_client_says_and_no_client_strips_what_matters()
      throws Exception {
    Gateway gateway = rig.start();

    raw(
        gateway,
        "POST /h HTTP/1.1\r\nHost: shop.example\r\nConnection: close\r\n"
            + "Connection: X-Private, Authorization, Cookie, Content-Length, Host\r\n"
            + "X-Private: 1\r\nX-Forwarded-Port: 6\r\nX-FORWARDED-Client-Cert: x\r\n"
            + "X-Real-IP: 6.6.6.6\r\nClient-IP: 6.6.6.6\r\nTrue-Client-IP: 6.6.6.6\r\n"
            + "Authorization: a\r\nCookie: c\r\nContent-Length: 1\r\n\r\nx");

    TestStack.Seen seen = rig.legacy.seen.get(0);
    for (String gone :
        List.of(
            "X-private",
            "X-forwarded-port",
            "X-forwarded-client-cert",
            "X-real-ip",
            "Client-ip",
            "True-client-ip")) {
      assertThat(seen.header(gone)).as(gone).isNull();
    }
    assertThat(seen.header("Authorization")).isEqualTo("a");
    assertThat(seen.header("Cookie")).isEqualTo("c");
    assertThat(seen.header("Host")).isEqualTo("shop.example");
    assertThat(seen.body()).isEqualTo("x");
  }

  @Test
  void what_two_servers_could_read_differently_is_refused() throws Exception {
    Gateway gateway = rig.start();
    Map<String, String> conflicts = new HashMap<>();
    conflicts.put("both lengths", "Content-Length: 4\r\nTransfer-Encoding: chunked");
    conflicts.put("two lengths", "Content-Length: 4\r\nContent-Length: 5");
    conflicts.put("two hosts", "Host: b\r\nContent-Length: 5");
    conflicts.put("odd coding", "Transfer-Encoding: xchunked");
    conflicts.put("coding behind", "Transfer-Encoding: chunked, identity");
    conflicts.put("signed length", "Content-Length: +4");
    conflicts.put("space before colon", "Content-Length : 4");
    conflicts.put("folded line", "X-A: b\r\n c\r\nContent-Length: 4");
    conflicts.put("folded length", "Content-Length:\r\n\t4");
    conflicts.put("folded last", "Content-Length: 4\r\nX-A: b\r\n \t");

    for (Map.Entry<String, String> each : conflicts.entrySet()) {
      String answer =
          raw(
              gateway,
              "POST /s HTTP/1.1\r\nHost: a\r\n" + each.getValue() + "\r\n\r\n0\r\n\r\nGET /x");
      assertThat(answer).as(each.getKey()).startsWith("HTTP/1.1 400");
      assertThat(answer.lastIndexOf("HTTP/1.1")).as(each.getKey()).isZero();
    }
    assertThat(rig.legacy.seen).isEmpty();
  }

  @Test
  void paths_with_other_segments_in_them_are_refused() throws Exception {
    Gateway gateway = rig.start();
    for (String path :
        new String[] {
          "/a/../b",
          "/a/%2e%2E/b",
          "/.",
          "/a/..",
          "/a\\b",
          "/api/%72eports",
          "//api/reports",
          "/api//reports",
          "/x/..;/api/reports",
          "/x%2f..%2fapi/reports",
          "/a%00",
          "/a%zz",
          "http://a/b",
          "*",
          "a"
        }) {
      String answer =
          raw(gateway, "GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
      assertThat(answer).as(path).contains("400 Bad Request");
    }
    assertThat(rig.get(gateway, "/a/...x/.hidden").statusCode()).isEqualTo(200);
    assertThat(rig.legacy.seen).hasSize(1);
  }

  @Test
  void clients_of_the_old_version_get_an_answer_that_ends_with_the_connection() throws Exception {
    Gateway gateway = rig.start();
    rig.legacy.handler =
        (stack, exchange, body) -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write("part".getBytes(StandardCharsets.UTF_8));
        };

    String answer = raw(gateway, "GET /o HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    String hosts = raw(gateway, "GET /o HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n");

    assertThat(answer).contains("200").endsWith("\r\n\r\npart");
    assertThat(hosts).contains(" 400 ");
    assertThat(rig.legacy.seen).hasSize(1);
  }

  @Test
  void other_protocols_are_refused_plainly() throws Exception {
    Gateway gateway = rig.start();

    String answer =
        raw(
            gateway,
            "GET /w HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, close\r\nUpgrade: websocket\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n");

    assertThat(answer).contains("501").contains("CF-8004");
    assertThat(rig.legacy.seen).isEmpty();
  }

  @Test
  void chunks_arrive_and_no_answer_has_a_body_where_none_may_be() throws Exception {
    Gateway gateway = rig.start();

    String chunked =
        raw(
            gateway,
            "POST /c HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
                + "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
    String head = raw(gateway, "HEAD /h HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

    assertThat(chunked).contains("200").endsWith("legacy abcde");
    assertThat(head).startsWith("HTTP/1.1 200").endsWith("\r\n\r\n");
  }

  @Test
  void who_expects_to_be_told_to_go_on_is_told() throws Exception {
    Gateway gateway = rig.start();

    String answer =
        raw(
            gateway,
            "POST /e HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n"
                + "Connection: close\r\n\r\nok");

    assertThat(answer).startsWith("HTTP/1.1 100").contains("HTTP/1.1 200").endsWith("legacy ok");
  }

  @Test
  void a_stack_that_is_away_or_silent_is_told_from_each_other() {
    rig.legacy.handler = (stack, exchange, body) -> sleep(4_000);
    Gateway slow = rig.start();
    rig.legacyAddress = new dev.crossfade.core.traffic.GatewaySettings.Address("127.0.0.1", 1);
    Gateway away = rig.start();

    assertThat(rig.get(away, "/a").statusCode()).isEqualTo(502);
    assertThat(rig.post(away, "/a", "x").body())
        .contains("CF-8010")
        .contains("\"retryable\":false");
    assertThat(rig.get(slow, "/s").statusCode()).isEqualTo(504);
  }

  @Test
  void methods_that_are_declared_to_read_do_not_write() {
    Gateway gateway = rig.start();
    rig.obeyed(state -> state.share(100));

    rig.send(
        HttpRequest.newBuilder(rig.uri(gateway, "/q"))
            .method("SEARCH", HttpRequest.BodyPublishers.ofString("q")));
    rig.post(gateway, "/p", "w");

    assertThat(rig.fresh.seen).extracting(TestStack.Seen::method).containsExactly("SEARCH");
    assertThat(rig.legacy.seen).extracting(TestStack.Seen::method).containsExactly("POST");
  }

  @Test
  void after_the_switch_everything_goes_to_the_new_stack_without_fallback() {
    Gateway gateway = rig.start();
    rig.hold("h1", Duration.ofSeconds(20));
    rig.obeyed(state -> state.writesTo(Side.NEW).share(100));
    rig.fresh.handler = (stack, exchange, body) -> TestStack.answer(exchange, 500, "broken");

    assertThat(rig.get(gateway, "/r").statusCode()).isEqualTo(500);
    assertThat(rig.post(gateway, "/w", "x").statusCode()).isEqualTo(500);
    assertThat(rig.legacy.seen).isEmpty();
  }

  static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
