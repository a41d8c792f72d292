package dev.crossfade.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.traffic.GatewaySettings.Limits;
import dev.crossfade.core.traffic.GatewaySettings.Total;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is never silent for long, and never done, is not waited for for ever. */
class SlowClientTest {

  private static final String POST =
      "POST /w HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n";

  private Rig rig;

  @BeforeEach
  void build(@TempDir Path folder) {
    rig = new Rig(folder);
    total(1_500);
  }

  private void total(long requestMillis) {
    Limits usual = rig.limits;
    rig.limits =
        new Limits(
            usual.connect(),
            usual.firstByte(),
            usual.idle(),
            usual.write(),
            usual.drain(),
            new Total(Duration.ofMillis(700), Duration.ofMillis(requestMillis)));
  }

  @AfterEach
  void end() {
    rig.close();
  }

  private Socket connect(Gateway gateway) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4 * 1024);
    socket.connect(new InetSocketAddress("127.0.0.1", gateway.ports().get(0)));
    socket.setSoTimeout(10_000);
    return socket;
  }

  /** Sends a byte every 50 ms until the other end has had enough; says after how many millis. */
  private static long trickle(Socket socket, String bytes) throws IOException {
    long begun = System.nanoTime();
    InputStream in = socket.getInputStream();
    for (int i = 0; millis(begun) < 8_000; i++) {
      try {
        socket.getOutputStream().write(bytes.charAt(i % bytes.length()));
        socket.setSoTimeout(50);
        in.read();
        return millis(begun);
      } catch (SocketTimeoutException e) {
        // nothing yet
      } catch (IOException e) {
        return millis(begun);
      }
    }
    return millis(begun);
  }

  private static long millis(long begun) {
    return (System.nanoTime() - begun) / 1_000_000;
  }

  @Test
  void a_head_that_does_not_get_done_ends_its_connection() throws Exception {
    Gateway gateway = rig.start();
    for (String first : new String[] {"GET / HTTP/1.1\r\n", "", "\r\nG"}) {
      try (Socket socket = connect(gateway)) {
        socket.getOutputStream().write(first.getBytes(StandardCharsets.US_ASCII));
        String more = first.endsWith("1\r\n") ? "X-A: bc\r\n" : "ABC";
        assertThat(trickle(socket, more)).as(first).isBetween(500L, 3_000L);
      }
    }
    assertThat(rig.legacy.seen).isEmpty();
  }

  @Test
  void a_connection_that_has_asked_may_be_silent_longer_than_a_head_may_take() throws Exception {
    Gateway gateway = rig.start();
    byte[] get = "GET /r HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    try (Socket socket = connect(gateway)) {
      for (int i = 0; i < 2; i++) {
        socket.getOutputStream().write(get);
        byte[] answer = new byte[4_096];
        int length = socket.getInputStream().read(answer);
        assertThat(new String(answer, 0, length, StandardCharsets.US_ASCII)).contains(" 200 ");
        // as some clients do after a request with a body
        socket.getOutputStream().write("\r\n".getBytes(StandardCharsets.US_ASCII));
        Thread.sleep(1_500);
      }
    }
  }

  @Test
  void a_body_that_does_not_get_done_is_given_up() throws Exception {
    Gateway gateway = rig.start();
    try (Socket socket = connect(gateway)) {
      socket.getOutputStream().write(POST.getBytes(StandardCharsets.US_ASCII));
      assertThat(trickle(socket, "x")).isBetween(1_000L, 4_000L);
    }
    assertThat(rig.metric(gateway, "upstream_connections{stack=\"legacy\"}")).isZero();
  }

  @Test
  void an_answer_that_is_not_taken_is_given_up() throws Exception {
    rig.legacy.handler =
        (stack, exchange, body) -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] much = new byte[64 * 1024];
          for (int i = 0; i < 1_000; i++) {
            exchange.getResponseBody().write(much);
          }
        };
    Gateway gateway = rig.start();
    taken(gateway, 4_000);
  }

  @Test
  void an_answer_that_the_gateway_has_complete_and_nobody_takes_is_given_up() throws Exception {
    rig.legacy.handler =
        (stack, exchange, body) -> TestStack.answer(exchange, 200, "x".repeat(6_000_000));
    Gateway gateway = rig.start();
    taken(gateway, 6_000);
  }

  @Test
  void a_client_that_takes_one_answer_after_another_may_do_so_for_longer() throws Exception {
    total(3_000);
    int size = 6_000_000;
    rig.legacy.handler =
        (stack, exchange, body) -> TestStack.answer(exchange, 200, "x".repeat(size));
    Gateway gateway = rig.start();
    byte[] get = "GET /r HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    try (Socket socket = connect(gateway)) {
      long begun = System.nanoTime();
      while (millis(begun) < 4_500) {
        socket.getOutputStream().write(get);
        int taken = 0;
        byte[] part = new byte[8 * 1024];
        while (taken < size) {
          int length = socket.getInputStream().read(part);
          assertThat(length).isPositive();
          taken += length;
          Thread.sleep(length == part.length ? 1 : 0);
        }
        socket.getInputStream().skip(socket.getInputStream().available());
      }
    }
  }

  /** Takes a few bytes now and then, until the connection ends. */
  private void taken(Gateway gateway, long most) throws Exception {
    try (Socket socket = connect(gateway)) {
      byte[] get = "GET /r HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
      socket.getOutputStream().write(get);
      long begun = System.nanoTime();
      boolean ended = false;
      while (!ended && millis(begun) < most) {
        Thread.sleep(50);
        ended = rig.metric(gateway, "client_connections") == 0;
        if (!ended) {
          socket.getInputStream().read(new byte[10]);
        }
      }
      assertThat(ended).isTrue();
      assertThat(millis(begun)).isGreaterThan(1_000);
    }
  }
}
