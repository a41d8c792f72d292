package dev.crossfade.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crossfade.core.shadow.DifferenceBook.Group;
import dev.crossfade.core.traffic.GatewaySettings.MirrorLimits;
import dev.crossfade.core.traffic.RouteRule;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads are copied to the other stack, and nobody waits for that. */
class MirrorTest {

  private Rig rig;

  @BeforeEach
  void build(@TempDir Path folder) {
    rig = new Rig(folder);
    rig.rule =
        new RouteRule(
            rig.rule.name(),
            "/",
            rig.rule.methods(),
            rig.rule.reads(),
            rig.rule.consumer(),
            new RouteRule.Mirroring(100, 100),
            RouteRule.Fallback.LEGACY);
  }

  @AfterEach
  void end() {
    rig.close();
  }

  private double mirrored(Gateway gateway, String outcome) {
    return rig.metric(gateway, "mirrored_total{route=\"reports\",outcome=\"" + outcome + "\"}");
  }

  @Test
  void differences_are_grouped_and_noise_is_told_from_them() {
    AtomicInteger counter = new AtomicInteger();
    rig.legacy.handler =
        (stack, exchange, body) ->
            TestStack.answer(
                exchange,
                200,
                "{\"at\":" + counter.incrementAndGet() + ",\"rows\":[{\"amount\":1.50,\"id\":1}]}");
    rig.fresh.handler =
        (stack, exchange, body) ->
            TestStack.answer(
                exchange,
                200,
                "{\"rows\":[{\"id\":1,\"amount\":2}],\"at\":" + counter.incrementAndGet() + "}");
    Gateway gateway = rig.start();
    for (int i = 0; i < 10; i++) {
      assertThat(rig.get(gateway, "/r?i=" + i).statusCode()).isEqualTo(200);
    }
    await().until(() -> mirrored(gateway, "different") == 10);

    List<Group> groups = gateway.comparisons().groups();

    assertThat(groups)
        .extracting(Group::signature)
        .containsExactlyInAnyOrder("$.at: value", "$.rows[].amount: value");
    assertThat(groups)
        .filteredOn(Group::real)
        .extracting(Group::signature)
        .containsExactly("$.rows[].amount: value");
    assertThat(rig.admin(gateway, "/comparisons"))
        .contains("\"differing\":10")
        .contains("\"route\":\"reports\",\"signature\"")
        .contains(
            "\"routes\":[{\"asked\":10,\"compared\":10,\"inFlight\":0,\"route\":\"reports\"}]");
    assertThat(rig.legacy.seen).hasSize(40);
    assertThat(rig.fresh.seen)
        .hasSize(30)
        .allSatisfy(seen -> assertThat(seen.header("X-crossfade-shadow")).isEqualTo("1"));
  }

  @Test
  void what_the_new_stack_says_a_little_later_is_in_flight() {
    AtomicInteger asked = new AtomicInteger();
    rig.legacy.handler = (stack, exchange, body) -> TestStack.answer(exchange, 200, "{\"n\":7}");
    rig.fresh.handler =
        (stack, exchange, body) ->
            TestStack.answer(
                exchange,
                asked.incrementAndGet() == 1 ? 404 : 200,
                asked.get() == 1 ? "" : "{\"n\":7}");
    Gateway gateway = rig.start();
    rig.get(gateway, "/r");

    await().until(() -> mirrored(gateway, "in_flight") == 1);

    assertThat(gateway.comparisons().groups()).isEmpty();
    assertThat(rig.admin(gateway, "/comparisons")).contains("\"compared\":1,\"inFlight\":1");
  }

  @Test
  void an_answer_that_is_wrong_anew_at_each_look_is_not_in_flight() {
    AtomicInteger counter = new AtomicInteger();
    rig.legacy.handler =
        (stack, exchange, body) ->
            TestStack.answer(exchange, 200, "{\"n\":" + counter.addAndGet(2) + "}");
    rig.fresh.handler =
        (stack, exchange, body) ->
            TestStack.answer(exchange, 200, "{\"n\":" + (10 * counter.get() + 1) + "}");
    rig.rule = withoutNoise();
    Gateway gateway = rig.start();
    rig.get(gateway, "/r");

    await().until(() -> mirrored(gateway, "different") == 1);

    assertThat(gateway.comparisons().groups())
        .extracting(Group::signature)
        .containsExactly("$.n: value");
    assertThat(rig.fresh.seen).hasSize(3);
  }

  @Test
  void an_error_of_the_new_stack_is_no_lateness() {
    AtomicInteger asked = new AtomicInteger();
    rig.fresh.handler =
        (stack, exchange, body) ->
            TestStack.answer(exchange, asked.incrementAndGet() == 1 ? 500 : 200, "legacy ");
    Gateway gateway = rig.start();
    rig.get(gateway, "/r");

    await().until(() -> mirrored(gateway, "different") == 1);

    assertThat(rig.fresh.seen).hasSize(1);
  }

  private RouteRule withoutNoise() {
    RouteRule all = rig.rule;
    return new RouteRule(
        all.name(),
        "/",
        all.methods(),
        all.reads(),
        all.consumer(),
        new RouteRule.Mirroring(100, 0),
        RouteRule.Fallback.LEGACY);
  }

  @Test
  void writes_are_never_copied() {
    Gateway gateway = rig.start();
    rig.post(gateway, "/w", "x");
    rig.get(gateway, "/r");
    await().until(() -> rig.fresh.seen.size() == 1);
    await().during(Duration.ofMillis(200)).until(() -> rig.fresh.writes() == 0);
  }

  @Test
  void clients_do_not_wait_for_copies_and_those_over_the_budget_are_dropped() {
    rig.mirror = new MirrorLimits(3, 64 * 1024);
    rig.fresh.handler =
        (stack, exchange, body) -> {
          ForwardingTest.sleep(1_500);
          TestStack.answer(exchange, 200, "late");
        };
    Gateway gateway = rig.start();
    rig.get(gateway, "/warm");
    long begun = System.nanoTime();
    for (int i = 0; i < 20; i++) {
      rig.get(gateway, "/r");
    }

    assertThat((System.nanoTime() - begun) / 1_000_000).isLessThan(1_400);
    assertThat(mirrored(gateway, "dropped")).isGreaterThan(10);
  }

  @Test
  void large_answers_are_not_kept() {
    rig.mirror = new MirrorLimits(8, 1024);
    rig.legacy.handler = (s, exchange, b) -> TestStack.answer(exchange, 200, "x".repeat(100_000));
    rig.fresh.handler = (s, exchange, b) -> TestStack.answer(exchange, 200, "y");
    Gateway gateway = rig.start();

    assertThat(rig.get(gateway, "/r").body()).hasSize(100_000);

    await().until(() -> mirrored(gateway, "cut") == 1);
  }

  @Test
  void a_client_that_leaves_gives_its_place_in_the_budget_back() throws Exception {
    rig.mirror = new MirrorLimits(1, 64 * 1024);
    rig.legacy.handler =
        (stack, exchange, body) -> {
          ForwardingTest.sleep(exchange.getRequestURI().getPath().equals("/slow") ? 700 : 0);
          TestStack.answer(exchange, 200, "x");
        };
    Gateway gateway = rig.start();
    try (Socket socket = new Socket("127.0.0.1", gateway.ports().get(0))) {
      socket
          .getOutputStream()
          .write("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      await().until(() -> !rig.fresh.seen.isEmpty());
    }
    await().until(() -> mirrored(gateway, "failed") == 1);

    rig.get(gateway, "/r");

    await().until(() -> mirrored(gateway, "different") == 1);
  }

  @Test
  void a_stack_that_is_away_costs_nothing_but_a_count() {
    rig.freshAddress = new dev.crossfade.core.traffic.GatewaySettings.Address("127.0.0.1", 1);
    Gateway gateway = rig.start();

    assertThat(rig.get(gateway, "/r").body()).isEqualTo("legacy ");

    await().until(() -> mirrored(gateway, "failed") == 1);
  }
}
