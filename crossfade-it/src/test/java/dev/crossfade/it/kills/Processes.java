package dev.crossfade.it.kills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crossfade.it.e2e.Crossfade;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The product's own processes: a gateway, and servers that share a control store. */
final class Processes implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int HEAP_OF_A_SERVER = 512;
  private static final int HEAP_OF_A_GATEWAY = 128;

  private final Path folder;
  private final Services services;
  private final Map<String, String> environment;
  private final List<Crossfade> all = new ArrayList<>();
  private final int gatewayPort = free();
  private final Map<String, Integer> ports = new HashMap<>();
  private final int controlPort;

  /**
   * @param controlPort where servers find the control store
   */
  Processes(Path folder, Services services, int controlPort) throws IOException {
    this.folder = folder;
    this.services = services;
    this.controlPort = controlPort;
    this.environment = new HashMap<>(services.environment());
    environment.put("XDG_CONFIG_HOME", folder.resolve("config").toString());
    environment.put("CROSSFADE_PASSWORD", "correct horse battery");
    Runtime.getRuntime().addShutdownHook(new Thread(this::end, "end"));
  }

  /** Whatever becomes of the test, nothing is left running. */
  private void end() {
    try {
      close();
    } catch (Exception e) {
      System.err.println("a process of the test may be left: " + e);
    }
  }

  Map<String, String> environment() {
    return environment;
  }

  /** Describes the gateway, and publishes the first record. */
  void describeGateway(Company company) throws IOException {
    String key = route("key").out().strip();
    Files.writeString(
        config(),
        """
        apiVersion: crossfade.dev/v1
        kind: Gateway
        name: unify
        listeners: [{address: "127.0.0.1:%d"}]
        admin: 127.0.0.1:0
        stacks:
          legacy: {addresses: ["%s"], connections: 64}
          new: {addresses: ["%s"], connections: 64}
        record: {keys: ["%s"]}
        routes: [{name: all, prefix: /}]
        hold: {requests: 5000, megabytes: 64, waitMillis: 20000, together: 64}
        """
            .formatted(gatewayPort, company.legacy.address(), company.unified.address(), key));
    route(
        "init",
        "--config",
        config().toString(),
        "--control-url",
        services.controlUrl(services.control.endpoint().port()));
  }

  private Crossfade.Result route(String verb, String... more) {
    List<String> command = new ArrayList<>(List.of("route", verb, "--key", routeKey()));
    command.addAll(List.of(more));
    return Crossfade.now(environment, command.toArray(String[]::new)).ok();
  }

  private Path config() {
    return folder.resolve("gateway.yaml");
  }

  private String routeKey() {
    return folder.resolve("route.key").toString();
  }

  private static int free() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** Where clients come. */
  URI address() {
    return URI.create("http://127.0.0.1:" + gatewayPort);
  }

  Crossfade gateway() throws IOException {
    Crossfade gateway =
        started(
            HEAP_OF_A_GATEWAY,
            "gateway",
            List.of(
                "gateway",
                "--config",
                config().toString(),
                "--control-url",
                services.controlUrl(services.control.endpoint().port()),
                "--name",
                "g1",
                "--data",
                folder.resolve("gateway-data").toString()));
    listens(gateway, gatewayPort);
    return gateway;
  }

  /** Where a server answers. */
  URI url(String name) {
    return URI.create("http://127.0.0.1:" + ports.get(name));
  }

  /** Starts a server, or the same one again. */
  Crossfade server(String name) throws IOException {
    int port = ports.containsKey(name) ? ports.get(name) : free();
    ports.put(name, port);
    return started(
        HEAP_OF_A_SERVER,
        name,
        List.of(
            "server",
            "--control-url",
            services.controlUrl(controlPort),
            "--kafka-bootstrap",
            services.kafka.endpoint().bootstrap(),
            "--connect-url",
            services.kafka.endpoint().connectUrl(),
            "--audit-key",
            folder.resolve("audit.key").toString(),
            "--route-key",
            routeKey(),
            "--data",
            folder.resolve(name).toString(),
            "--listen",
            "127.0.0.1:" + port,
            "--secret-env",
            "*"));
  }

  /** Starts a worker. */
  Crossfade worker() throws IOException {
    return started(
        HEAP_OF_A_SERVER,
        "w" + all.size(),
        List.of(
            "worker",
            "--control-url",
            services.controlUrl(controlPort),
            "--kafka-bootstrap",
            services.kafka.endpoint().bootstrap(),
            "--data",
            folder.resolve("worker").toString(),
            "--listen",
            "127.0.0.1:0",
            "--secret-env",
            "*"));
  }

  private Crossfade started(int heap, String name, List<String> arguments) throws IOException {
    Crossfade started =
        Crossfade.start(
            heap, folder.resolve(name + ".txt"), environment, arguments.toArray(String[]::new));
    all.add(started);
    return started;
  }

  /** Waits until a process takes connections. */
  static void listens(Crossfade process, int port) {
    await("port " + port)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .failFast(() -> assertThat(process.alive()).as(process::output).isTrue())
        .ignoreExceptions()
        .until(
            () -> {
              try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress("127.0.0.1", port), 500);
                return true;
              }
            });
  }

  void listens(Crossfade process, String name) {
    listens(process, ports.get(name));
  }

  @Override
  public void close() throws Exception {
    for (Crossfade each : all) {
      if (each.alive()) {
        each.send("CONT");
        each.kill();
      }
    }
  }
}
