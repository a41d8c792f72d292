package dev.crossfade.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.canary.Tally;
import dev.crossfade.core.traffic.GatewaySettings.Address;
import dev.crossfade.core.traffic.GatewaySettings.Limits;
import dev.crossfade.core.traffic.RouteRule;
import dev.crossfade.core.traffic.RouteState;
import dev.crossfade.core.traffic.Side;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A share of the consumers reads from the new stack, and nobody notices when it fails. */
class ShareTest {

  private Rig rig;

  @BeforeEach
  void build(@TempDir Path folder) {
    rig = new Rig(folder);
  }

  @AfterEach
  void end() {
    rig.close();
  }

  private Set<Integer> onNew(Gateway gateway) {
    Set<Integer> consumers = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      String body = rig.get(gateway, "/r", "X-Consumer", "c" + i).body();
      if (body.startsWith("new")) {
        consumers.add(i);
      }
    }
    return consumers;
  }

  @Test
  void a_growing_share_only_adds_consumers_and_each_gateway_agrees() {
    Gateway one = rig.start();
    Gateway two = rig.start();
    Set<Integer> before = onNew(one);
    assertThat(before).isEmpty();
    for (int percent : new int[] {5, 25, 50, 100}) {
      rig.obeyed(state -> state.share(percent));
      Set<Integer> now = onNew(one);
      assertThat(now).containsAll(before);
      assertThat(now.size()).isBetween(percent * 2 - 25, percent * 2 + 25);
      assertThat(onNew(two)).isEqualTo(now);
      before = now;
    }
    assertThat(rig.post(one, "/w", "x").body()).startsWith("legacy");
  }

  @Test
  void a_read_that_fails_on_the_new_stack_is_answered_by_the_legacy_one() {
    Gateway gateway = rig.start();
    rig.obeyed(state -> state.share(100));
    rig.fresh.handler = (stack, exchange, body) -> TestStack.answer(exchange, 503, "broken");

    HttpResponse<String> answer = rig.get(gateway, "/r");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("legacy ");
    assertThat(rig.metric(gateway, "fallbacks_total{route=\"reports\",outcome=\"status\"}"))
        .isEqualTo(1);
  }

  /** Whoever has moved them looks at what becomes of them; before, and by hand, nobody does. */
  @Test
  void all_requests_of_clients_who_were_moved_are_counted() {
    Gateway gateway = rig.start();
    rig.post(gateway, "/w", "x");
    rig.get(gateway, "/r");
    assertThat(rig.seen()).isEmpty();
    rig.hold("h", Duration.ofSeconds(20));
    rig.obeyed(state -> state.moved(Side.NEW, "cutover-new-a"));
    rig.obeyed(RouteState::released);
    rig.fresh.handler = (stack, exchange, body) -> TestStack.answer(exchange, 500, "broken");
    for (int i = 0; i < 3; i++) {
      rig.post(gateway, "/w", "x");
    }
    rig.fresh.handler = (stack, exchange, body) -> TestStack.answer(exchange, 200, "well");
    rig.post(gateway, "/w", "x");
    rig.get(gateway, "/r");

    Awaitility.await()
        .untilAsserted(
            () -> {
              Tally seen = rig.seen().get(0).fresh();
              assertThat(seen.failures()).isEqualTo(3);
              assertThat(seen.requests()).isEqualTo(5);
            });

    rig.hold("back", Duration.ofSeconds(20));
    rig.obeyed(state -> state.moved(Side.LEGACY, "cutover-legacy-a"));
    rig.obeyed(RouteState::released);
    assertThat(rig.post(gateway, "/w", "x").body()).startsWith("legacy");
    assertThat(rig.get(gateway, "/r").body()).startsWith("legacy");
    Awaitility.await()
        .untilAsserted(() -> assertThat(rig.seen().get(0).baseline().requests()).isEqualTo(2));
  }

  /** The legacy stack may be behind by then. */
  @Test
  void one_that_fails_after_writes_have_moved_meanwhile_is_shown_at_once() throws Exception {
    Limits usual = rig.limits;
    Duration patient = Duration.ofSeconds(25);
    rig.limits =
        new Limits(
            usual.connect(), patient, usual.idle(), usual.write(), usual.drain(), usual.total());
    Gateway gateway = rig.start();
    rig.obeyed(state -> state.share(100));
    CountDownLatch moved = new CountDownLatch(1);
    rig.fresh.handler =
        (stack, exchange, body) -> {
          await(moved);
          TestStack.answer(exchange, 503, "broken");
        };
    CompletableFuture<HttpResponse<String>> read =
        CompletableFuture.supplyAsync(() -> rig.get(gateway, "/r"));
    Awaitility.await().until(() -> rig.fresh.seen.size() == 1);
    rig.hold("h", Duration.ofSeconds(20));
    rig.obeyed(state -> state.writesTo(Side.NEW));

    moved.countDown();

    HttpResponse<String> answer = read.get(10, TimeUnit.SECONDS);
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).isEqualTo("broken");
    assertThat(rig.legacy.seen).isEmpty();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void one_that_is_silent_or_away_as_well() throws Exception {
    try (ServerSocket silent = new ServerSocket(0)) {
      rig.freshAddress = new Address("127.0.0.1", silent.getLocalPort());
      Gateway toSilent = rig.start();
      rig.freshAddress = new Address("127.0.0.1", 1);
      Gateway toNobody = rig.start();
      rig.obeyed(state -> state.share(100));

      assertThat(rig.get(toNobody, "/r").body()).isEqualTo("legacy ");
      assertThat(rig.get(toSilent, "/r").body()).isEqualTo("legacy ");
      assertThat(rig.metric(toSilent, "fallbacks_total{route=\"reports\",outcome=\"silent\"}"))
          .isEqualTo(1);
    }
  }

  @Test
  void without_fallback_the_failure_is_shown() {
    rig.rule =
        new RouteRule(
            rig.rule.name(),
            rig.rule.prefix(),
            rig.rule.methods(),
            rig.rule.reads(),
            rig.rule.consumer(),
            rig.rule.mirror(),
            RouteRule.Fallback.NONE);
    Gateway gateway = rig.start();
    rig.obeyed(state -> state.share(100));
    rig.fresh.handler = (stack, exchange, body) -> TestStack.answer(exchange, 503, "broken");

    assertThat(rig.get(gateway, "/r").statusCode()).isEqualTo(503);
  }

  @Test
  void a_connection_that_the_stack_closed_meanwhile_costs_no_read() throws Exception {
    rig.legacy.handler =
        (stack, exchange, body) -> {
          exchange.getResponseHeaders().add("X-A", "b");
          TestStack.answer(exchange, 200, "one");
        };
    Gateway gateway = rig.start();
    try (RawStack closing = HalfClosingStack.start()) {
      rig.legacyAddress = closing.address();
      Gateway other = rig.start();
      for (int i = 0; i < 5; i++) {
        assertThat(rig.get(other, "/r").statusCode()).isEqualTo(200);
      }
    }
    assertThat(rig.get(gateway, "/r").body()).isEqualTo("one");
  }
}
