package dev.crossfade.it.e2e;

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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway in the process of a server: it obeys the record, and needs the control plane not. */
@Tag("long")
class ServerGatewayTest {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final GatewayStacks stacks = new GatewayStacks();
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private EmbeddedService<DatabaseEndpoint> control;
  private Path folder;
  private Path file;
  private int port;

  @BeforeEach
  void write(@TempDir Path temporary) throws Exception {
    folder = temporary;
    control = EmbeddedPostgres.start(folder.resolve("pg"), DatabaseOptions.database("control"));
    port = free();
    file = folder.resolve("gateway.yaml");
    String key = route("key", "--key", key()).out().strip();
    Files.writeString(
        file,
        """
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
        """
            .formatted(port, stacks.legacy(), stacks.fresh(), key));
  }

  @AfterEach
  void end() throws Exception {
    stacks.close();
    control.close();
  }

  private static int free() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private String key() {
    return folder.resolve("route.key").toString();
  }

  private static Crossfade.Result route(String verb, String... more) {
    List<String> all = new ArrayList<>(List.of("route", verb));
    all.addAll(List.of(more));
    return Crossfade.now(Map.of(), all.toArray(String[]::new)).ok();
  }

  private Crossfade.Result record(String verb, String... more) {
    List<String> all = new ArrayList<>(List.of(more));
    all.addAll(List.of("--config", file.toString(), "--control-url", url(), "-o", "json"));
    return route(verb, all.toArray(String[]::new));
  }

  private String url() {
    return Rows.url(control.endpoint());
  }

  private HttpResponse<String> send(String method) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/orders/1"))
            .timeout(Duration.ofSeconds(15))
            .method(method, HttpRequest.BodyPublishers.ofString("w"))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private String read() throws IOException, InterruptedException {
    return send("GET").body();
  }

  @Test
  void it_serves_without_the_control_plane_and_ends_with_the_server() throws Exception {
    Served served =
        new Served(
            folder,
            Map.of(),
            "--control-url",
            url(),
            "--gateway",
            file.toString(),
            "--gateway-name",
            "inner");
    Crossfade server = served.start();
    try {
      await("the gateway")
          .atMost(PATIENCE)
          .failFast(() -> assertThat(server.alive()).as(server::output).isTrue())
          .until(() -> server.output().contains("crossfade takes requests at ports [" + port));
      record("init", "--key", key());
      await("a write").atMost(PATIENCE).until(() -> send("POST").body().equals("legacy"));
      assertThat(record("show").json().get("gateways").toString()).contains("inner@");
      record("switch", "orders", "--to", "new", "--key", key());
      assertThat(send("POST").body()).isEqualTo("new");
      record("share", "orders", "--percent", "100", "--key", key());
      await("reads").atMost(PATIENCE).until(() -> read().equals("new"));

      control.close();
      await("writes of a gateway whose lease is over")
          .atMost(PATIENCE)
          .until(() -> send("POST").statusCode() == 503);
      assertThat(read()).isEqualTo("new");
      assertThat(server.alive()).isTrue();

      assertThat(server.stop()).as(server.output()).isIn(130, 143);
      await("its port").atMost(PATIENCE).until(this::closed);
    } finally {
      server.kill();
    }
  }

  private boolean closed() throws InterruptedException {
    try {
      send("GET");
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  @Test
  void one_that_ends_in_order_is_waited_for_by_nobody() throws Exception {
    Served served =
        new Served(folder, Map.of(), "--control-url", url(), "--gateway", file.toString());
    Crossfade server = served.start();
    try {
      record("init", "--key", key());
      await("a write")
          .atMost(PATIENCE)
          .ignoreExceptions()
          .until(() -> send("POST").body().equals("legacy"));
      assertThat(record("show").json().get("gateways")).hasSize(1);

      assertThat(server.stop()).as(server.output()).isIn(130, 143);

      assertThat(record("show").json().get("gateways")).isEmpty();
    } finally {
      server.kill();
    }
  }

  @Test
  void one_whose_record_nobody_could_make_is_refused() {
    Crossfade.Result refused =
        Crossfade.now(
            Map.of(), "server", "--data", folder.toString(), "--gateway", file.toString());

    assertThat(refused.exit()).isEqualTo(2);
    assertThat(refused.err()).contains("--control-url");
  }
}
