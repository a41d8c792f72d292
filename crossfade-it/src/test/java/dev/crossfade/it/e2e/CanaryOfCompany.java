package dev.crossfade.it.e2e;

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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** A canary in front of two stacks, the new one of which reads what a migration has filled. */
final class CanaryOfCompany implements AutoCloseable {

  private final GatewayStacks stacks = new GatewayStacks();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpClient client = HttpClient.newHttpClient();
  private final Path folder;
  private final CheckedCompany company;
  private final Gateway gateway;

  CanaryOfCompany(Path folder, CheckedCompany company) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.company = company;
    String key = now("route", "key", "--key", path("route.key")).out().strip();
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
        routes:
          - {name: orders, prefix: /, consumer: [header: X-Consumer], mirror: {percent: 100, noise: 100}}
        """
            .formatted(stacks.legacy(), stacks.fresh(), key));
    record("route", "init").ok();
    FileRoutes routes = new FileRoutes(folder.resolve("record"), Clock.systemUTC());
    routes.prepare();
    gateway =
        Gateway.start(
            new Gateway.Start(
                GatewayFile.read(folder.resolve("gateway.yaml")),
                "one",
                routes,
                folder.resolve("one"),
                1));
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private Crossfade.Result now(String... arguments) {
    return Crossfade.now(company.environment(), arguments);
  }

  private Crossfade.Result record(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--config", path("gateway.yaml"), "--record", path("record")));
    if (!arguments[1].equals("status")) {
      all.addAll(List.of("--key", path("route.key")));
    }
    return now(all.toArray(String[]::new));
  }

  /** Readers without end, a canary, and somebody who judges it. */
  Future<Crossfade.Result> begin() {
    for (int i = 0; i < 4; i++) {
      int first = i;
      threads.submit(
          () -> {
            for (int j = 0; !Thread.currentThread().isInterrupted(); j++) {
              read("c" + (first + 4 * (j % 50)));
            }
            return true;
          });
    }
    record(
            "canary",
            "start",
            "orders",
            "--steps",
            "50,100",
            "--least-millis",
            "300",
            "--every-millis",
            "300",
            "--samples",
            "25",
            "--slower-percent",
            "1000",
            "--lag-millis",
            "30000",
            "--parity-minutes",
            "30")
        .ok();
    return threads.submit(() -> record("canary", "run", "--migration", company.specification()));
  }

  private void read(String consumer) throws IOException, InterruptedException {
    client.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.ports().get(0) + "/"))
            .header("X-Consumer", consumer)
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /**
   * Waits until the canary has had requests and time enough, and stays where it is all the same.
   */
  void awaitPatience(Future<Crossfade.Result> run) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                status().path("new").path("requests").asLong() > 200
                    && status().path("baseline").path("requests").asLong() > 200);
    await().during(Duration.ofSeconds(3)).atMost(Duration.ofSeconds(10)).until(() -> !run.isDone());
  }

  private JsonNode status() {
    return record("canary", "status", "-o", "json").ok().json().path("canaries").get(0);
  }

  int percent() {
    return status().path("reads_on_new").asInt();
  }

  String admin() {
    return "http://127.0.0.1:" + gateway.adminPort();
  }

  @Override
  public void close() throws InterruptedException {
    threads.shutdownNow();
    threads.awaitTermination(20, TimeUnit.SECONDS);
    gateway.close();
    stacks.close();
  }
}
