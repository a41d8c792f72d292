package dev.crossfade.server.demo;

import dev.crossfade.cli.client.Api;
import dev.crossfade.cli.client.Context;
import dev.crossfade.cli.client.Contexts;
import dev.crossfade.cli.client.Refusal;
import dev.crossfade.cli.client.SignIn;
import dev.crossfade.server.api.ReleasedSecrets;
import dev.crossfade.server.http.ControlServer;
import dev.crossfade.server.http.ServerSettings;
import dev.crossfade.server.logging.LogFile;
import dev.crossfade.server.run.DataFolder;
import dev.crossfade.server.steward.Household;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The server that carries the demonstration's migration out, and its one user. */
final class DemoServer implements AutoCloseable {
  private static final String HOST = "127.0.0.1";
  private static final int PORT = 8484;
  private static final String NAME = "demo";
  private static final List<String> RELEASED = List.of("CRM_*", "ADS_*", "TARGET_*");

  private final ControlServer server;
  private final Household household;
  private final Context context;

  private DemoServer(ControlServer server, Household household, Context context) {
    this.server = server;
    this.household = household;
    this.context = context;
  }

  /**
   * Starts, and signs in as any client would.
   *
   * @param claimed the folder, which this process has
   */
  static DemoServer start(DemoFolder folder, DataFolder claimed, DemoServices services)
      throws IOException {
    ServerSettings settings =
        new ServerSettings(
            new ServerSettings.Listen(HOST, port()),
            folder.path(),
            services.control(),
            LogFile.Style.TEXT,
            null,
            new ReleasedSecrets(RELEASED, List.of()),
            services.environment(),
            null,
            null);
    CompletableFuture<Household> household = new CompletableFuture<>();
    ControlServer server =
        ControlServer.startWithin(
            claimed,
            settings,
            house -> {
              household.complete(new Household(house).begin());
              household.join().warm();
              return household.join();
            });
    try {
      return new DemoServer(server, household.join(), signIn(folder, server));
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /** The usual one, unless somebody has it. */
  private static int port() {
    try (ServerSocket socket = new ServerSocket(PORT, 1, InetAddress.getByName(HOST))) {
      return socket.getLocalPort();
    } catch (IOException e) {
      return 0;
    }
  }

  private static Context signIn(DemoFolder folder, ControlServer server) throws IOException {
    Contexts contexts = new Contexts(Map.of("XDG_CONFIG_HOME", folder.client().toString()));
    Optional<Context> known = contexts.find(NAME).map(one -> at(server.url(), one.token()));
    Context context = known.filter(DemoServer::accepted).orElse(null);
    if (context == null) {
      String password = DemoPassword.in(folder.client());
      Optional<String> link = server.invitation();
      if (link.isPresent()) {
        begin(server.url(), link.get().replaceFirst(".*link=", ""), password);
      }
      context = SignIn.to(NAME, server.url(), SignIn.Proof.password(NAME, password));
    }
    contexts.keep(context);
    return context;
  }

  private static Context at(String url, String token) {
    return new Context(NAME, url, token);
  }

  private static boolean accepted(Context context) {
    try {
      return Api.of(context).get("/api/v1/session").status() == 200;
    } catch (Refusal e) {
      return false;
    }
  }

  private static void begin(String url, String link, String password) {
    Api.at(url)
        .send("POST", "/api/v1/setup", Map.of("link", link, "account", NAME, "password", password));
  }

  /** Where it listens. */
  String url() {
    return server.url();
  }

  /** What a client needs, as variables that commands read. */
  Map<String, String> environment() {
    return Map.of("CROSSFADE_SERVER", context.server(), "CROSSFADE_TOKEN", context.token());
  }

  /** The interface, for the demonstration's user. */
  Api api() {
    return Api.of(context);
  }

  /** Kills the embedded Kafka; returns its process id, or -1 when there is none. */
  long killKafka() {
    return household.killKafka();
  }

  @Override
  public void close() {
    server.close();
  }
}
