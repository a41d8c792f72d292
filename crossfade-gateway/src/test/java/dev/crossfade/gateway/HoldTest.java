package dev.crossfade.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crossfade.core.traffic.GatewaySettings.HoldLimits;
import dev.crossfade.core.traffic.Hold;
import dev.crossfade.core.traffic.RouteState;
import dev.crossfade.core.traffic.Side;
import dev.crossfade.spi.traffic.Published;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writes wait while they are held, and only as many and as long as they may. */
class HoldTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  private Rig rig;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @BeforeEach
  void build(@TempDir Path folder) {
    rig = new Rig(folder);
  }

  @AfterEach
  void end() {
    threads.shutdownNow();
    rig.close();
  }

  private CompletableFuture<HttpResponse<String>> writing(Gateway gateway, String body) {
    return CompletableFuture.supplyAsync(() -> rig.post(gateway, "/w", body), threads);
  }

  private void awaitHeld(Gateway gateway, int count) {
    await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> rig.metric(gateway, "writes_held{route=\"reports\"}") == count);
  }

  @Test
  void held_writes_go_where_the_next_record_says_and_reads_go_on() throws Exception {
    Gateway gateway = rig.start();
    rig.hold("h", LONG);
    List<CompletableFuture<HttpResponse<String>>> writes = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      writes.add(writing(gateway, "w" + i));
    }
    awaitHeld(gateway, 40);
    assertThat(rig.get(gateway, "/r").body()).isEqualTo("legacy ");
    assertThat(rig.legacy.writes() + rig.fresh.writes()).isZero();

    rig.obeyed(state -> state.writesTo(Side.NEW));

    for (int i = 0; i < writes.size(); i++) {
      HttpResponse<String> answer = writes.get(i).get(10, TimeUnit.SECONDS);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("new w" + i);
    }
    assertThat(rig.legacy.writes()).isZero();
    assertThat(rig.metric(gateway, "writes_held{route=\"reports\"}")).isZero();
  }

  @Test
  void a_gateway_has_not_obeyed_before_what_it_forwarded_has_ended() throws Exception {
    AtomicBoolean go = new AtomicBoolean();
    rig.legacy.handler =
        (stack, exchange, body) -> {
          await().atMost(LONG).until(go::get);
          TestStack.answer(exchange, 200, "late");
        };
    rig.limits =
        new dev.crossfade.core.traffic.GatewaySettings.Limits(
            Duration.ofSeconds(2),
            Duration.ofSeconds(20),
            Duration.ofSeconds(20),
            Duration.ofSeconds(20),
            Duration.ofSeconds(3),
            dev.crossfade.core.traffic.GatewaySettings.Total.USUAL);
    Gateway gateway = rig.start();
    CompletableFuture<HttpResponse<String>> write = writing(gateway, "w");
    await().until(() -> !gateway.routing().quiet());
    rig.publish(state -> state.held(new Hold("h", LONG)));

    await().during(Duration.ofMillis(400)).until(() -> gateway.routing().settled() == 1);
    Published early = rig.publish(state -> state.writesTo(Side.NEW));
    go.set(true);

    assertThat(early).isInstanceOf(Published.Hindered.class);
    assertThat(write.get(10, TimeUnit.SECONDS).body()).isEqualTo("late");
    await().until(() -> gateway.routing().settled() == 2);
  }

  @Test
  void a_body_that_never_ends_does_not_keep_writes_from_being_held() throws Exception {
    Gateway gateway = rig.start();
    try (Socket socket = new Socket("127.0.0.1", gateway.ports().get(0))) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write(
              "POST /w HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nx"
                  .getBytes(StandardCharsets.US_ASCII));
      await().until(() -> !gateway.routing().quiet());
      long begun = System.nanoTime();

      rig.hold("h", LONG);

      assertThat((System.nanoTime() - begun) / 1_000_000).isLessThan(2_000);
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertThat(answer).startsWith("HTTP/1.1 503").contains("CF-8024");
    }
    assertThat(rig.publish(state -> state.writesTo(Side.NEW)))
        .isInstanceOf(Published.Written.class);
  }

  @Test
  void a_client_that_left_after_its_write_was_forwarded_is_still_waited_for() throws Exception {
    AtomicBoolean go = new AtomicBoolean();
    rig.legacy.handler =
        (stack, exchange, body) -> {
          await().atMost(Duration.ofSeconds(1)).until(go::get);
          TestStack.answer(exchange, 200, "late");
        };
    Gateway gateway = rig.start();
    try (Socket socket = new Socket("127.0.0.1", gateway.ports().get(0))) {
      socket
          .getOutputStream()
          .write(
              "POST /w HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx"
                  .getBytes(StandardCharsets.US_ASCII));
      await().until(() -> !gateway.routing().quiet());
    }

    await().during(Duration.ofMillis(300)).until(() -> !gateway.routing().quiet());
    go.set(true);
    await().until(() -> gateway.routing().quiet());
    assertThat(rig.legacy.seen).hasSize(1);
  }

  @Test
  void the_dead_man_lets_writes_go_on_and_no_late_word_holds_them_again() {
    Gateway gateway = rig.start();
    rig.hold("h", Duration.ofMillis(700));
    long begun = System.nanoTime();

    HttpResponse<String> first = rig.post(gateway, "/w", "x");
    long waited = (System.nanoTime() - begun) / 1_000_000;
    rig.publish(state -> state.share(1));
    await().until(() -> gateway.routing().record().epoch() == 3);
    long again = System.nanoTime();
    HttpResponse<String> second = rig.post(gateway, "/w", "y");

    assertThat(first.body()).isEqualTo("legacy x");
    assertThat(waited).isBetween(300L, 3_000L);
    assertThat(second.body()).isEqualTo("legacy y");
    assertThat((System.nanoTime() - again) / 1_000_000).isLessThan(400);
    assertThat(gateway.routing().settled()).isLessThan(3);
    assertThat(rig.publish(state -> state.writesTo(Side.NEW)))
        .isInstanceOf(Published.Hindered.class);
  }

  @Test
  void one_that_waited_as_long_as_it_may_is_told_to_come_again() {
    rig.hold = new HoldLimits(500, 16 << 20, Duration.ofMillis(300), 32);
    Gateway gateway = rig.start();
    rig.hold("h", LONG);

    HttpResponse<String> answer = rig.post(gateway, "/w", "x");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("retry-after")).hasValue("1");
    assertThat(answer.body()).contains("CF-8020");
    assertThat(rig.legacy.seen).isEmpty();
    awaitHeld(gateway, 0);
  }

  @Test
  void too_many_are_refused_at_once() throws Exception {
    rig.hold = new HoldLimits(10, 16 << 20, Duration.ofSeconds(5), 32);
    Gateway gateway = rig.start();
    rig.hold("h", LONG);
    List<CompletableFuture<HttpResponse<String>>> writes = new ArrayList<>();
    for (int i = 0; i < 15; i++) {
      writes.add(writing(gateway, "w"));
    }
    awaitHeld(gateway, 10);
    await()
        .until(
            () ->
                rig.metric(gateway, "holds_refused_total{route=\"reports\",outcome=\"too_many\"}")
                    == 5);

    rig.obeyed(RouteState::released);

    int refused = 0;
    for (CompletableFuture<HttpResponse<String>> each : writes) {
      refused += each.get(10, TimeUnit.SECONDS).statusCode() == 503 ? 1 : 0;
    }
    assertThat(refused).isEqualTo(5);
    assertThat(rig.legacy.writes()).isEqualTo(10);
  }

  @Test
  void bytes_that_wait_are_bounded_too() {
    rig.hold = new HoldLimits(500, 8 * 1024, Duration.ofSeconds(5), 32);
    Gateway gateway = rig.start();
    rig.hold("h", LONG);

    var answer = rig.post(gateway, "/w", "x".repeat(20_000));

    assertThat(answer.body()).contains("CF-8021");
    assertThat(answer.headers().firstValue("connection")).hasValue("close");
  }

  @Test
  void who_leaves_while_waiting_is_forgotten() throws Exception {
    Gateway gateway = rig.start();
    rig.hold("h", LONG);
    try (Socket socket = new Socket("127.0.0.1", gateway.ports().get(0))) {
      socket
          .getOutputStream()
          .write(
              "POST /w HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx"
                  .getBytes(StandardCharsets.US_ASCII));
      awaitHeld(gateway, 1);
    }
    awaitHeld(gateway, 0);
    rig.obeyed(RouteState::released);
    await().during(Duration.ofMillis(200)).until(() -> rig.legacy.seen.isEmpty());
  }

  @Test
  void writers_that_never_stop_see_a_short_pause_and_no_failure() throws Exception {
    Gateway gateway = rig.start();
    AtomicBoolean stop = new AtomicBoolean();
    AtomicLong most = new AtomicLong();
    AtomicLong failed = new AtomicLong();
    List<CompletableFuture<Void>> writers = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      writers.add(
          CompletableFuture.runAsync(
              () -> {
                while (!stop.get()) {
                  long begun = System.nanoTime();
                  int status = rig.post(gateway, "/w", "x").statusCode();
                  most.accumulateAndGet((System.nanoTime() - begun) / 1_000_000, Math::max);
                  if (status != 200) {
                    failed.incrementAndGet();
                  }
                }
              },
              threads));
    }
    await().until(() -> rig.legacy.writes() > 200);
    rig.hold("h", LONG);
    rig.obeyed(state -> state.writesTo(Side.NEW));
    long before = rig.legacy.writes();
    await().until(() -> rig.fresh.writes() > 200);
    stop.set(true);
    CompletableFuture.allOf(writers.toArray(CompletableFuture[]::new)).get(20, TimeUnit.SECONDS);

    assertThat(failed).hasValue(0);
    assertThat(rig.legacy.writes()).isEqualTo(before);
    assertThat(most.get()).as("longest stall in ms").isLessThan(2_500);
  }
}
