package dev.crossfade.it.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crossfade.embedded.DatabaseEndpoint;
import dev.crossfade.embedded.DatabaseOptions;
import dev.crossfade.embedded.EmbeddedPostgres;
import dev.crossfade.embedded.EmbeddedService;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Gateways as processes: commands change their record, and they may be killed and frozen. */
class GatewayProcessTest {

  private final GatewayStacks stacks = new GatewayStacks();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Crossfade> started = new ArrayList<>();
  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
  private final AtomicLong numbers = new AtomicLong();
  private final AtomicLong longest = new AtomicLong();
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private Path folder;
  private String[] place = {};
  private int firstPort;
  private int secondPort;

  @BeforeEach
  void write(@TempDir Path temporary) throws IOException {
    folder = temporary;
    place = new String[] {"--record", folder.resolve("record").toString()};
    firstPort = free();
    secondPort = free();
    String key = command("key").out().strip();
    for (int port : new int[] {firstPort, secondPort}) {
      Files.writeString(config(port), file(port, key));
    }
  }

  private String file(int port, String key) {
    return """
    apiVersion: crossfade.dev/v1
    kind: Gateway
    name: shop
    listeners: [{address: 127.0.0.1:%d}]
    admin: 127.0.0.1:0
    stacks:
      legacy: {addresses: [%s]}
      new: {addresses: [%s]}
    record: {keys: [%s]}
    routes: [{name: orders, prefix: /orders}, {name: rest, prefix: /}]
    limits: {writeMillis: 1000}
    hold: {waitMillis: 2500}
    """
        .formatted(port, stacks.legacy(), stacks.fresh(), key);
  }

  @AfterEach
  void end() throws Exception {
    threads.shutdownNow();
    for (Crossfade each : started) {
      each.kill();
    }
    stacks.close();
  }

  private static int free() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private Path config(int port) {
    return folder.resolve("gateway-" + port + ".yaml");
  }

  private Crossfade start(int port) throws IOException {
    if (started.isEmpty()) {
      command("init").ok();
    }
    Crossfade gateway =
        Crossfade.start(
            128,
            folder.resolve("out-" + port),
            Map.of(),
            "gateway",
            "--config",
            config(port).toString(),
            place[0],
            place[1],
            "--name",
            "g" + port,
            "--data",
            folder.resolve("data-" + port).toString());
    started.add(gateway);
    await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptions()
        .until(() -> send(port, "GET", "").statusCode() == 200);
    return gateway;
  }

  private Crossfade.Result command(String verb, String... more) {
    List<String> all = new ArrayList<>(List.of("route", verb));
    all.addAll(List.of("--key", folder.resolve("route.key").toString()));
    if (verb.equals("key")) {
      return Crossfade.now(Map.of(), all.toArray(String[]::new));
    }
    if (verb.equals("show")) {
      all.subList(2, 4).clear();
    }
    all.addAll(List.of("--config", config(firstPort).toString(), place[0], place[1], "-o", "json"));
    if (List.of(more).contains("-o")) {
      all.subList(all.size() - 2, all.size()).clear();
    }
    all.addAll(List.of(more));
    return Crossfade.now(Map.of(), all.toArray(String[]::new));
  }

  private HttpResponse<String> send(int port, String method, String body)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/orders/1"))
            .timeout(Duration.ofSeconds(15))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString(UTF_8));
  }

  /** Writes without end; a write that fails is written again, under another number. */
  private CompletableFuture<Long> writer(int port, AtomicBoolean stop) {
    return CompletableFuture.supplyAsync(
        () -> {
          long failed = 0;
          while (!stop.get()) {
            String id = "w" + numbers.incrementAndGet();
            long begun = System.nanoTime();
            try {
              int status = send(port, "POST", id).statusCode();
              if (status == 200) {
                acknowledged.add(id);
              } else {
                failed++;
              }
            } catch (IOException e) {
              failed++;
            } catch (InterruptedException e) {
              return failed;
            }
            longest.accumulateAndGet((System.nanoTime() - begun) / 1_000_000, Math::max);
          }
          return failed;
        },
        threads);
  }

  @Test
  void a_switch_moves_writes_and_nobody_notices() throws Exception {
    start(firstPort);
    start(secondPort);
    AtomicBoolean stop = new AtomicBoolean();
    List<CompletableFuture<Long>> writers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      writers.add(writer(i % 2 == 0 ? firstPort : secondPort, stop));
    }
    await().until(() -> stacks.writes("legacy") > 100);
    Crossfade.Result dry = command("share", "orders", "--percent", "25", "--dry-run").ok();
    assertThat(dry.json().get("in_force").asBoolean()).isFalse();
    assertThat(command("show").ok().json().get("epoch").asLong()).isEqualTo(1);
    assertThat(command("show", "-o", "yaml").ok().out()).contains("epoch: 1\n");
    assertThat(command("share", "orders", "--percent", "25").ok().json().get("epoch").asLong())
        .isEqualTo(2);
    assertThat(command("share", "orders", "--percent", "50", "--epoch", "1").exit()).isEqualTo(5);
    assertThat(command("share", "ordres", "--percent", "50"))
        .satisfies(
            refused -> {
              assertThat(refused.exit()).isEqualTo(6);
              assertThat(refused.err()).contains("Did you mean orders?");
            });

    Crossfade.Result moved = command("switch", "orders", "--to", "new").ok();

    assertThat(moved.json().get("routes").get(0).get("writes").asText()).isEqualTo("new");
    assertThat(moved.err()).contains("writes waited");
    await().until(() -> stacks.writes("new") > 100);
    stop.set(true);
    for (CompletableFuture<Long> each : writers) {
      assertThat(each.get()).isZero();
    }
    assertThat(stacks.inTurn("legacy", "new")).isTrue();
    assertThat(acknowledged).allMatch(stacks::has);
    assertThat((long) acknowledged.size()).isEqualTo(stacks.writes.size());
    assertThat(longest.get()).as("longest stall in ms").isLessThan(3_000);
  }

  @Test
  void nothing_is_changed_before_there_is_a_record_of_these_routes() throws Exception {
    Crossfade.Result none = command("share", "orders", "--percent", "25");
    command("init").ok();
    Files.writeString(
        config(firstPort),
        Files.readString(config(firstPort)).replace("prefix: /orders", "prefix: /orders/x"));
    Crossfade.Result others = command("share", "orders", "--percent", "25");

    assertThat(none.exit()).isEqualTo(others.exit()).isNotZero();
    assertThat(none.err()).contains("no route record yet").contains("crossfade route init");
    assertThat(others.err()).contains("other routes than those of the file");
    assertThat(command("init").ok().json().get("epoch").asLong()).isEqualTo(2);
  }

  @Test
  void a_file_that_is_wrong_is_shown_where_it_is() throws Exception {
    Path wrong = folder.resolve("wrong.yaml");
    Files.writeString(
        wrong, Files.readString(config(firstPort)).replace("writeMillis", "writMillis"));

    Crossfade.Result refused = Crossfade.now(Map.of(), "gateway", "--config", wrong.toString());

    assertThat(refused.exit()).isEqualTo(2);
    assertThat(refused.err())
        .contains("CF-1005")
        .contains("did you mean writeMillis?")
        .contains("limits: {writMillis: 1000}");
  }

  @Test
  void F09_a_gateway_killed_with_held_writes_loses_none_that_was_acknowledged() throws Exception {
    Crossfade gateway = start(firstPort);
    AtomicBoolean stop = new AtomicBoolean();
    List<CompletableFuture<Long>> writers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      writers.add(writer(firstPort, stop));
    }
    await().until(() -> stacks.writes("legacy") > 50);
    command("hold", "orders", "--millis", "60000").ok();
    long before = stacks.writes.size();
    Thread.sleep(300);

    gateway.kill();
    assertThat(stacks.writes.size()).isEqualTo(before);
    start(firstPort);
    command("release", "orders").ok();
    await().until(() -> stacks.writes.size() > before + 50);
    stop.set(true);
    for (CompletableFuture<Long> each : writers) {
      assertThat(each.get()).isPositive();
    }

    assertThat(acknowledged).allMatch(stacks::has);
    assertThat(stacks.writes.stream().map(GatewayStacks.Write::id)).doesNotHaveDuplicates();
  }

  @Test
  @Tag("long")
  void a_frozen_gateway_delays_a_switch_and_writes_nowhere_when_it_wakes() throws Exception {
    Crossfade frozen = start(firstPort);
    start(secondPort);
    AtomicBoolean stop = new AtomicBoolean();
    List<CompletableFuture<Long>> writers =
        List.of(writer(firstPort, stop), writer(secondPort, stop));
    await().until(() -> stacks.writes("legacy") > 50);
    frozen.send("STOP");

    Crossfade.Result early = command("switch", "orders", "--to", "new", "--millis", "2500");
    assertThat(early.exit()).as(early.err()).isEqualTo(8);
    assertThat(early.err()).contains("CF-6076").contains("g" + firstPort);
    command("switch", "orders", "--to", "new", "--millis", "20000").ok();
    frozen.send("CONT");
    await().until(() -> stacks.writes("new") > 50);
    stop.set(true);
    writers.forEach(CompletableFuture::join);

    assertThat(stacks.inTurn("legacy", "new")).isTrue();
    assertThat(acknowledged).allMatch(stacks::has);
  }

  @Test
  @Tag("long")
  void without_its_control_store_it_serves_reads_and_after_a_restart_as_well() throws Exception {
    Crossfade gateway;
    try (EmbeddedService<DatabaseEndpoint> store =
        EmbeddedPostgres.start(folder.resolve("pg"), DatabaseOptions.database("control"))) {
      place = new String[] {"--control-url", Rows.url(store.endpoint())};
      gateway = start(firstPort);
      command("share", "orders", "--percent", "100").ok();
      await().until(() -> send(firstPort, "GET", "").body().equals("new"));
      assertThat(send(firstPort, "POST", "w1").statusCode()).isEqualTo(200);
    }

    assertThat(send(firstPort, "GET", "").body()).isEqualTo("new");
    gateway.kill();
    start(firstPort);

    assertThat(send(firstPort, "GET", "").body()).isEqualTo("new");
    HttpResponse<String> write = send(firstPort, "POST", "w2");
    assertThat(write.statusCode()).isEqualTo(503);
    assertThat(write.headers().firstValue("retry-after")).isPresent();
    assertThat(stacks.has("w2")).isFalse();
    assertThat(command("show").exit()).isEqualTo(9);
  }

  @Test
  void told_to_end_it_answers_what_is_under_way_and_is_not_waited_for() throws Exception {
    Crossfade gateway = start(firstPort);
    AtomicBoolean stop = new AtomicBoolean();
    CompletableFuture<Long> writer = writer(firstPort, stop);
    await().until(() -> stacks.writes("legacy") > 20);

    assertThat(gateway.stop()).isEqualTo(130);
    stop.set(true);
    writer.join();

    assertThat(acknowledged).allMatch(stacks::has);
    assertThat(stacks.writes.size() - acknowledged.size()).isZero();
    assertThat(command("show").ok().json().get("gateways")).isEmpty();
  }
}
