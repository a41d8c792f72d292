package dev.crossfade.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.codec.gateway.GatewayFile;
import dev.crossfade.gateway.Gateway;
import dev.crossfade.gateway.record.FileRoutes;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** F54, F55: two gateways, two stacks, clients that never stop, and commands that judge. */
class CanaryTest {

  private final GatewayStacks stacks = new GatewayStacks();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Gateway> gateways = new ArrayList<>();
  private final AtomicBoolean stop = new AtomicBoolean();
  private final AtomicLong failed = new AtomicLong();
  private final Map<Integer, List<String>> moves = new ConcurrentHashMap<>();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private Path folder;

  @BeforeEach
  void start(@TempDir Path temporary) throws IOException {
    folder = temporary;
    String key =
        Crossfade.now(Map.of(), "route", "key", "--key", folder.resolve("route.key").toString())
            .out()
            .strip();
    Files.writeString(
        folder.resolve("gateway.yaml"),
        """
        apiVersion: crossfade.dev/v1
        kind: Gateway
        name: shop
        listeners: [{address: 127.0.0.1:0}]
        admin: 127.0.0.1:0
        stacks:
          legacy: {addresses: [%s]}
          new: {addresses: [%s]}
        record: {keys: [%s]}
        routes: [{name: orders, prefix: /, consumer: [header: X-Consumer]}]
        """
            .formatted(stacks.legacy(), stacks.fresh(), key));
    Crossfade.now(
            Map.of(),
            "route",
            "init",
            "--key",
            folder.resolve("route.key").toString(),
            "--config",
            folder.resolve("gateway.yaml").toString(),
            "--record",
            folder.resolve("record").toString())
        .ok();
    for (String name : List.of("one", "two")) {
      FileRoutes routes = new FileRoutes(folder.resolve("record"), Clock.systemUTC());
      routes.prepare();
      gateways.add(
          Gateway.start(
              new Gateway.Start(
                  GatewayFile.read(folder.resolve("gateway.yaml")),
                  name,
                  routes,
                  folder.resolve(name),
                  1)));
    }
  }

  @AfterEach
  void end() {
    stop.set(true);
    threads.shutdownNow();
    gateways.forEach(Gateway::close);
    stacks.close();
  }

  private Crossfade.Result canary(String verb, String... more) {
    List<String> all = new ArrayList<>(List.of("canary", verb));
    all.addAll(List.of("--config", folder.resolve("gateway.yaml").toString()));
    all.addAll(List.of("--record", folder.resolve("record").toString()));
    if (!verb.equals("status")) {
      all.addAll(List.of("--key", folder.resolve("route.key").toString()));
    }
    if (!verb.equals("run")) {
      all.addAll(List.of("-o", "json"));
    }
    all.addAll(List.of(more));
    return Crossfade.now(Map.of(), all.toArray(String[]::new));
  }

  private Crossfade.Result begin(String... more) {
    List<String> all =
        new ArrayList<>(
            List.of("orders", "--least-millis", "300", "--every-millis", "300", "--samples", "25"));
    all.addAll(List.of("--failures", "2"));
    all.addAll(List.of(more));
    return canary("start", all.toArray(String[]::new));
  }

  private Future<Crossfade.Result> run() {
    return threads.submit(() -> canary("run"));
  }

  private JsonNode status() {
    return canary("status").ok().json().get("canaries").get(0);
  }

  /**
   * Readers without end. A consumer comes by one gateway: the other one may obey a record up to 200
   * ms earlier or later.
   */
  private void clients(int consumers) {
    for (int i = 0; i < 8; i++) {
      int port = gateways.get(i % 2).ports().get(0);
      int first = i;
      CompletableFuture.runAsync(
          () -> {
            while (!stop.get()) {
              read(port, first + 8 * ThreadLocalRandom.current().nextInt(consumers / 8));
            }
          },
          threads);
    }
  }

  private void read(int port, int consumer) {
    try {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                  .header("X-Consumer", "c" + consumer)
                  .timeout(Duration.ofSeconds(10))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        failed.incrementAndGet();
      }
      moves.compute(
          consumer,
          (name, before) -> {
            List<String> all = before == null ? new ArrayList<>() : before;
            if (all.isEmpty() || !all.get(all.size() - 1).equals(answer.body())) {
              all.add(answer.body());
            }
            return all;
          });
    } catch (IOException e) {
      failed.incrementAndGet();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void a_healthy_stack_gets_everybody_also_when_its_controller_is_killed() throws Exception {
    clients(400);
    begin().ok();
    Future<Crossfade.Result> first = run();
    await().atMost(Duration.ofSeconds(20)).until(() -> status().get("step").asInt() > 0);
    first.cancel(true);
    Future<Crossfade.Result> second = run();
    Future<Crossfade.Result> third = run();

    assertThat(second.get().ok().err()).contains("done at 100 %");
    third.get().ok();
    await("everybody has come once more")
        .atMost(Duration.ofSeconds(30))
        .until(() -> moves.values().stream().allMatch(all -> last(all).equals("new")));
    stop.set(true);

    assertThat(failed.get()).isZero();
    assertThat(moves.values())
        .allSatisfy(all -> assertThat(all).isIn(List.of("legacy", "new"), List.of("new")));
    assertThat(status().get("canary").asText()).isEqualTo("done");
  }

  private static String last(List<String> all) {
    return List.copyOf(all).get(all.size() - 1);
  }

  @Test
  void F54_one_that_is_slow_is_stepped_back() throws Exception {
    stacks.delayFresh(30);
    clients(400);
    begin("--steps", "25,100").ok();

    Crossfade.Result ended = run().get();

    assertThat(ended.exit()).isEqualTo(3);
    assertThat(status().get("why").asText()).contains("failed 2 of 2").contains("times as long");
    assertThat(status().get("reads_on_new").asInt()).isZero();
    assertThat(failed.get()).isZero();
  }

  @Test
  void F54_one_that_fails_is_stepped_back_and_no_client_sees_it() throws Exception {
    stacks.breakFresh();
    clients(400);
    begin("--steps", "25,100").ok();

    Crossfade.Result ended = run().get();

    assertThat(ended.exit()).isEqualTo(3);
    assertThat(status().get("why").asText()).contains("requests failed (100.0 %, limit 1.0 %)");
    assertThat(failed.get()).isZero();
    stop.set(true);
    assertThat(moves.values()).allSatisfy(all -> assertThat(all).containsExactly("legacy"));
  }

  @Test
  void without_requests_it_stays_where_it_is_and_a_human_decides() throws Exception {
    assertThat(begin("--dry-run").ok().json().get("in_force").asBoolean()).isFalse();
    begin().ok();
    Future<Crossfade.Result> controller = run();
    Thread.sleep(1_500);

    assertThat(status().get("reads_on_new").asInt()).isEqualTo(5);
    assertThat(begin().exit()).isEqualTo(4);
    canary("hold", "orders").ok();
    assertThat(status().get("canary").asText()).isEqualTo("held");
    canary("resume", "orders").ok();
    assertThat(canary("promote", "orders", "--epoch", "1").exit()).isEqualTo(5);
    assertThat(
            canary("promote", "orders", "--actor", "ann").ok().json().at("/canaries/0/by_hand/0"))
        .hasToString("\"5 % promoted by ann\"");
    assertThat(status().get("by_hand")).hasSize(1);
    assertThat(status().get("reads_on_new").asInt()).isEqualTo(25);
    canary("step-back", "orders", "--actor", "eve").ok();
    assertThat(status().get("why").asText()).isEqualTo("stepped back by eve");
    assertThat(controller.get().exit()).isEqualTo(3);
    assertThat(begin("--steps", "25,5").exit()).isEqualTo(2);
  }
}
