package dev.crossfade.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.crossfade.core.traffic.GatewaySettings.Address;
import dev.crossfade.core.traffic.GatewaySettings.Listener;
import dev.crossfade.core.traffic.Hold;
import dev.crossfade.testkit.tls.Authority;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said over HTTP/2 in another way than over HTTP/1.1. */
class Http2Test {

  private static Authority.ServerCertificate certificate;

  private Rig rig;
  private Vertx vertx;
  private HttpClientAgent client;
  private Gateway gateway;

  @BeforeAll
  static void certify(@TempDir Path folder) throws Exception {
    certificate = Authority.make(folder).certificate("gateway", "localhost");
  }

  @BeforeEach
  void begin(@TempDir Path folder) {
    rig = new Rig(folder);
    rig.listener =
        new Listener(
            new Address("127.0.0.1", 0),
            certificate.certificate().toString(),
            certificate.key().toString());
    gateway = rig.start();
    vertx = Vertx.vertx();
    client = vertx.createHttpClient(Rig.http2());
  }

  @AfterEach
  void end() throws Exception {
    value(vertx.close());
    rig.close();
  }

  private static <T> T value(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private HttpClientRequest request(HttpMethod method, String path) throws Exception {
    return value(client.request(method, gateway.ports().get(0), "localhost", path));
  }

  @Test
  void a_body_without_a_length_arrives_whole() throws Exception {
    HttpClientRequest request = request(HttpMethod.POST, "/w");
    for (int i = 0; i < 3; i++) {
      value(request.write(Buffer.buffer("part " + i + " ")));
    }
    request.end();

    assertThat(value(request.response().compose(HttpClientResponse::body)).toString())
        .isEqualTo("legacy part 0 part 1 part 2 ");
    assertThat(rig.legacy.seen.get(0).header("Transfer-encoding")).isEqualTo("chunked");
  }

  @Test
  void a_read_whose_body_nobody_would_pass_on_is_refused() throws Exception {
    CountDownLatch wait = new CountDownLatch(1);
    rig.legacy.handler =
        (stack, exchange, body) -> {
          await().until(() -> wait.getCount() == 0);
          TestStack.answer(exchange, 200, "without it");
        };
    HttpClientRequest request = request(HttpMethod.GET, "/r");
    request.setChunked(true);
    request.write(Buffer.buffer("which one"));

    assertThat(value(request.response()).statusCode()).isEqualTo(400);
    wait.countDown();
  }

  @Test
  void a_read_that_ends_with_an_empty_part_has_no_body() throws Exception {
    HttpClientRequest request = request(HttpMethod.GET, "/r");
    request.setChunked(true);
    value(request.writeHead());
    request.end();

    assertThat(value(request.response()).statusCode()).isEqualTo(200);
  }

  @Test
  void a_host_that_is_another_one_than_the_authority_is_refused() throws Exception {
    String here = "localhost:" + gateway.ports().get(0);
    for (String other : new String[] {"elsewhere", "localhost", ""}) {
      assertThatThrownBy(() -> status(other)).hasMessageContaining("Stream reset: 1");
    }
    assertThat(rig.legacy.seen).isEmpty();

    assertThat(status(here)).isEqualTo(200);
    assertThat(rig.legacy.seen.get(0).header("Host")).isEqualTo(here);
  }

  private int status(String host) throws Exception {
    HttpClientRequest request = request(HttpMethod.GET, "/r");
    request.putHeader("host", host);
    return value(request.send()).statusCode();
  }

  @Test
  void a_write_whose_stream_is_reset_is_waited_for() throws Exception {
    CountDownLatch wait = new CountDownLatch(1);
    rig.legacy.handler =
        (stack, exchange, body) -> {
          await().until(() -> wait.getCount() == 0);
          TestStack.answer(exchange, 200, "done");
        };
    HttpClientRequest request = request(HttpMethod.POST, "/w");
    request.end("all of it");
    await().until(() -> rig.legacy.seen.size() == 1);

    request.reset();
    await().until(() -> request.response().failed());
    rig.publish(state -> state.held(new Hold("h", Duration.ofSeconds(20))));
    await().until(() -> gateway.routing().record().epoch() == 2);

    assertThat(gateway.routing().settled()).as("while it is under way").isEqualTo(1);
    wait.countDown();
    await().until(() -> gateway.routing().settled() == 2);
  }

  @Test
  void an_answer_that_breaks_off_does_not_look_complete() throws Exception {
    rig.legacy.handler =
        (stack, exchange, body) -> {
          exchange.sendResponseHeaders(200, 100);
          exchange.getResponseBody().write("half".getBytes(UTF_8));
          exchange.getResponseBody().flush();
        };
    HttpClientRequest request = request(HttpMethod.GET, "/r");

    assertThatThrownBy(() -> value(request.send().compose(HttpClientResponse::body)))
        .hasMessageContaining("reset");
  }
}
