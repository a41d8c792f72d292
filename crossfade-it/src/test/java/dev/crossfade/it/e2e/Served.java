package dev.crossfade.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.crossfade.cli.client.Context;
import dev.crossfade.cli.client.Contexts;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server in a process of its own, started as often as a test likes, and whoever asks it. */
final class Served {

  static final String NAME = "unify";
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Pattern LINK = Pattern.compile("(http\\S+/setup\\?link=\\S+)\\s");

  private final Path folder;
  private final Map<String, String> environment;
  private final List<String> arguments;
  private final String address;

  /**
   * @param more options of the server
   */
  Served(Path folder, Map<String, String> environment, String... more) throws IOException {
    this.folder = folder;
    this.environment = new HashMap<>(environment);
    this.environment.put("XDG_CONFIG_HOME", folder.resolve("config").toString());
    this.environment.put("CROSSFADE_PASSWORD", "correct horse battery");
    this.address = "127.0.0.1:" + freePort();
    this.arguments =
        new ArrayList<>(
            List.of(
                "server",
                "--data",
                folder.resolve("server").toString(),
                "--listen",
                address,
                "--secret-env",
                "*"));
    arguments.addAll(Arrays.asList(more));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  Map<String, String> environment() {
    return environment;
  }

  /** Where it is. */
  String address() {
    return "http://" + address;
  }

  /** A file of the test. */
  String file(String name) {
    return folder.resolve(name).toString();
  }

  Crossfade start() throws IOException {
    return Crossfade.start(
        folder.resolve("server.txt"), environment, arguments.toArray(String[]::new));
  }

  /** Makes the first user, and describes the migration. */
  void begin(Crossfade server, Path specification) {
    Crossfade.setup(environment, link(server)).ok();
    ask("migration", "create", specification.toString());
  }

  private static String link(Crossfade server) {
    Matcher[] link = new Matcher[1];
    await("the link")
        .atMost(PATIENCE)
        .failFast(() -> assertThat(server.alive()).as(server::output).isTrue())
        .until(
            () -> {
              link[0] = LINK.matcher(server.output());
              return link[0].find();
            });
    return link[0].group(1);
  }

  Crossfade.Result ask(String... command) {
    return Crossfade.now(environment, command).ok();
  }

  /** Asks by the interface itself. */
  JsonNode http(String method, String path, String body) {
    HttpResponse<String> answer =
        send(method, path, body, Map.of("Idempotency-Key", UUID.randomUUID().toString()));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return json(answer);
  }

  static JsonNode json(HttpResponse<String> answer) {
    try {
      return new ObjectMapper().readTree(answer.body());
    } catch (IOException e) {
      throw new AssertionError(answer.body(), e);
    }
  }

  /** The same with headers of its own, however it is answered. */
  HttpResponse<String> send(String method, String path, String body, Map<String, String> headers) {
    try {
      Context context = new Contexts(environment).use("");
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(context.server() + path))
              .header("Authorization", "Bearer " + context.token())
              .header("Content-Type", "application/json")
              .method(
                  method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
      headers.forEach(request::header);
      return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Asks until a server that is just starting takes it. */
  void insist(Crossfade server, String... command) {
    await(String.join(" ", command))
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .failFast(() -> assertThat(server.alive()).as(server::output).isTrue())
        .until(() -> Crossfade.now(environment, command).exit() == 0);
  }

  JsonNode show() {
    return ask("migration", "show", NAME, "-o", "json").json();
  }

  void reaches(Crossfade server, Set<String> phases) {
    await("one of " + phases)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .failFast(() -> assertThat(server.alive()).as(server::output).isTrue())
        .ignoreExceptionsInstanceOf(AssertionError.class)
        .until(
            () -> {
              Crossfade.Result shown =
                  Crossfade.now(environment, "migration", "show", NAME, "-o", "json");
              return shown.exit() == 0 && phases.contains(shown.json().path("phase").asText());
            });
  }
}
