package dev.crossfade.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crossfade.core.traffic.GatewaySettings.Limits;
import dev.crossfade.core.traffic.RouteState;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway that is told to end leaves nobody without an answer, and nobody waits for it. */
class EndTest {

  private static final String HELD = "writes_held{route=\"reports\"}";

  private Rig rig;

  @BeforeEach
  void build(@TempDir Path folder) {
    rig = new Rig(folder);
  }

  @AfterEach
  void end() {
    rig.close();
  }

  private CompletableFuture<HttpResponse<String>> later(Gateway gateway, String method) {
    return CompletableFuture.supplyAsync(
        () ->
            rig.send(
                HttpRequest.newBuilder(rig.uri(gateway, "/x"))
                    .method(method, HttpRequest.BodyPublishers.ofString("body"))));
  }

  @Test
  void what_is_under_way_is_answered_and_the_store_need_not_wait() throws Exception {
    rig.legacy.handler =
        (stack, exchange, body) -> {
          ForwardingTest.sleep(1_000);
          TestStack.answer(exchange, 200, "late");
        };
    Gateway gateway = rig.start();
    List<CompletableFuture<HttpResponse<String>>> under =
        List.of(later(gateway, "GET"), later(gateway, "POST"), later(gateway, "SEARCH"));
    await().until(() -> rig.legacy.seen.size() == 3);

    gateway.close();

    for (CompletableFuture<HttpResponse<String>> each : under) {
      assertThat(each.get(5, TimeUnit.SECONDS).body()).isEqualTo("late");
    }
    assertThat(rig.store.gateways("test")).isEmpty();
  }

  @Test
  void held_writes_are_told_at_once_to_go_elsewhere() throws Exception {
    Gateway ending = rig.start();
    Gateway staying = rig.start();
    rig.hold("h", Duration.ofSeconds(20));
    List<CompletableFuture<HttpResponse<String>>> held = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      held.add(later(ending, "POST"));
    }
    CompletableFuture<HttpResponse<String>> other = later(staying, "POST");
    await().until(() -> rig.metric(ending, HELD) == 4 && rig.metric(staying, HELD) == 1);
    long begun = System.nanoTime();

    ending.close();

    for (CompletableFuture<HttpResponse<String>> each : held) {
      HttpResponse<String> answer = each.get(5, TimeUnit.SECONDS);
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body()).contains("CF-8022").contains("\"retryable\":true");
      assertThat(answer.headers().firstValue("retry-after")).isPresent();
    }
    assertThat(System.nanoTime() - begun).isLessThan(TimeUnit.SECONDS.toNanos(3));
    assertThat(rig.store.gateways("test")).hasSize(1);
    assertThat(other).isNotDone();
    rig.obeyed(RouteState::released);
    assertThat(other.get(5, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    assertThat(rig.legacy.writes()).isEqualTo(1);
  }

  @Test
  void what_takes_longer_than_it_may_is_cut_and_waited_for_by_the_store() throws Exception {
    rig.legacy.handler =
        (stack, exchange, body) -> {
          ForwardingTest.sleep(12_000);
          TestStack.answer(exchange, 200, "late");
        };
    Limits usual = rig.limits;
    Duration most = Duration.ofSeconds(20);
    rig.limits =
        new Limits(usual.connect(), most, usual.idle(), most, usual.drain(), usual.total());
    Gateway gateway = rig.start();
    CompletableFuture<HttpResponse<String>> write = later(gateway, "POST");
    await().until(() -> rig.legacy.seen.size() == 1);
    long begun = System.nanoTime();

    gateway.close();

    assertThat(System.nanoTime() - begun)
        .isBetween(TimeUnit.MILLISECONDS.toNanos(1_500), TimeUnit.SECONDS.toNanos(9));
    assertThat(write).failsWithin(Duration.ofSeconds(5));
  }
}
