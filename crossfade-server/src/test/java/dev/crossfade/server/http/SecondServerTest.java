package dev.crossfade.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.cli.client.Context;
import dev.crossfade.cli.client.Contexts;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.jdbc.control.ControlSettings;
import dev.crossfade.server.ServerProblem;
import dev.crossfade.server.api.ReleasedSecrets;
import dev.crossfade.server.api.Steward;
import dev.crossfade.server.logging.LogFile;
import dev.crossfade.server.security.Role;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A second server on the same control store, with TLS. */
@Timeout(60)
class SecondServerTest {
  private static final TestServer FIRST = TestServer.shared();

  /** Remembers what it was told to look after. */
  private static final class Attentive implements Steward {
    private final List<String> told = new ArrayList<>();
    private boolean closed;

    @Override
    public void lookAfter(String migration) {
      told.add(migration);
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  /** The log is the process's; the first server gets it back. */
  @AfterEach
  void giveTheLogBack() {
    LogFile.ofServer(FIRST.log().getParent(), LogFile.Style.JSON);
  }

  /** With the key of the audit log, as all servers of a store share it. */
  static ServerSettings settings(Path data, int port, ServerSettings.@Nullable Tls tls) {
    ControlSettings store = FIRST.server().context().getBean(ControlStorage.class).settings();
    return new ServerSettings(
        new ServerSettings.Listen("127.0.0.1", port),
        data,
        store,
        LogFile.Style.TEXT,
        tls,
        new ReleasedSecrets(List.of(), List.of()),
        Map.of(),
        null,
        FIRST.auditKey());
  }

  @Test
  void sharesWhatIsOnRecordAndEndsInOrder(@TempDir Path folder) throws Exception {
    Certificate certificate = Certificate.make(folder);
    Client first = FIRST.token("operator", Role.OPERATOR);
    first.post("/api/v1/migrations", Shop.named("shared-1")).is(201);
    first.with("If-Match", "*").post("/api/v1/migrations/shared-1:start", null).is(202);
    Attentive steward = new Attentive();

    ControlServer second =
        ControlServer.start(
            settings(folder.resolve("data"), 0, certificate.tls()), store -> steward);
    HttpClient http = HttpClient.newBuilder().sslContext(certificate.trusted()).build();
    String token = first.headers().get("Authorization");
    try {
      assertThat(second.url()).startsWith("https://");
      assertThat(steward.told).as("what was begun before").contains("shared-1");
      assertThat(second.invitation()).isEmpty();

      HttpResponse<String> paused =
          http.send(
              request(second, "/api/v1/migrations/shared-1:pause", token)
                  .header("If-Match", "\"v1\"")
                  .POST(HttpRequest.BodyPublishers.noBody())
                  .build(),
              BodyHandlers.ofString());
      assertThat(paused.statusCode()).as(paused.body()).isEqualTo(202);
      assertThat(first.get("/api/v1/migrations/shared-1").text("phase")).isEqualTo("PAUSED");
      HttpResponse<String> signedIn =
          http.send(
              request(second, "/api/v1/session", null)
                  .header("Content-Type", "application/json")
                  .POST(
                      HttpRequest.BodyPublishers.ofString(
                          Client.json(
                              Map.of("account", "viewer", "password", TestServer.PASSWORD))))
                  .build(),
              BodyHandlers.ofString());
      assertThat(signedIn.headers().firstValue("Set-Cookie"))
          .hasValueSatisfying(cookie -> assertThat(cookie).contains("Secure"));

      HttpResponse<InputStream> events =
          http.send(
              request(second, "/api/v1/events?migration=shared-1", token).build(),
              BodyHandlers.ofInputStream());
      assertThat(events.statusCode()).isEqualTo(200);
    } finally {
      Instant begun = Instant.now();
      second.close();
      assertThat(Duration.between(begun, Instant.now()))
          .as("an open stream does not hold it up")
          .isLessThan(Duration.ofSeconds(10));
    }
    assertThat(steward.closed).isTrue();
    assertThatThrownBy(
            () -> http.send(request(second, "/livez", null).build(), BodyHandlers.ofString()))
        .isInstanceOf(java.io.IOException.class);
    FIRST.nobody().get("/readyz").is(200);
  }

  @Test
  void aNewCertificateIsServedWithoutARestart(@TempDir Path folder) throws Exception {
    Certificate old = Certificate.make(Files.createDirectories(folder.resolve("old")));
    Certificate next = Certificate.make(Files.createDirectories(folder.resolve("next")));
    try (ControlServer server =
        ControlServer.start(
            settings(folder.resolve("data"), 0, old.tls()), store -> Steward.none())) {
      assertThat(alive(server, old)).isTrue();
      assertThat(alive(server, next)).isFalse();
      Files.copy(next.tls().key(), old.tls().key(), StandardCopyOption.REPLACE_EXISTING);
      Files.copy(
          next.tls().certificate(), old.tls().certificate(), StandardCopyOption.REPLACE_EXISTING);

      Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> alive(server, next));
      assertThat(alive(server, old)).isFalse();
    }
  }

  private static String said(Path home, Map<String, String> environment, String... arguments) {
    StringWriter said = new StringWriter();
    PrintWriter both = new PrintWriter(said, true);
    Map<String, String> all = new TreeMap<>(environment);
    all.putAll(Map.of("HOME", home.toString(), "CROSSFADE_PASSWORD", TestServer.PASSWORD));
    int exit = dev.crossfade.cli.Main.run(both, both, all, arguments);
    return exit + " " + said;
  }

  @Test
  void commandsBelieveTheAuthorityThatIsNamed(@TempDir Path folder) throws Exception {
    Certificate own = Certificate.make(Files.createDirectories(folder.resolve("own")));
    Certificate other = Certificate.make(Files.createDirectories(folder.resolve("other")));
    String root = own.tls().certificate().toString();
    String[] list = {"migration", "list", "-q", "--no-header"};
    try (ControlServer server =
        ControlServer.start(
            settings(folder.resolve("data"), 0, own.tls()), store -> Steward.none())) {
      String[] login = {"login", server.url(), "--user", "viewer"};
      String[] believing = {"login", server.url(), "--user", "viewer", "--root", root};

      assertThat(said(folder, Map.of(), login)).startsWith("9 ").contains("CF-6924", "--root");
      Map<String, String> wrong =
          Map.of("CROSSFADE_SERVER_ROOT", other.tls().certificate().toString());
      assertThat(said(folder, wrong, login)).startsWith("9 ").contains("CF-6924");
      assertThat(said(folder, wrong, believing)).startsWith("0 ");
      assertThat(said(folder, Map.of(), list)).as("the context has it").startsWith("0 ");
      Map<String, String> named = Map.of("CROSSFADE_SERVER", server.url());
      assertThat(said(folder, named, list)).contains("CF-6924");
      Map<String, String> rooted = new TreeMap<>(named);
      rooted.put("CROSSFADE_SERVER_ROOT", root);
      assertThat(said(folder, rooted, list)).as("it is asked who one is").startsWith("7 ");
      rooted.put("CROSSFADE_SERVER_ROOT", own.tls().key().toString());
      assertThat(said(folder, rooted, list)).startsWith("2 ").contains("CF-6925");
    }
  }

  @Test
  void commandsBelieveTheAuthorityOfTheEnvironmentWhereAContextHasNone(@TempDir Path folder)
      throws Exception {
    Certificate own = Certificate.make(Files.createDirectories(folder.resolve("own")));
    Path root = own.tls().certificate();
    String relative = Path.of("").toAbsolutePath().relativize(root).toString();
    String[] list = {"migration", "list", "-q", "--no-header"};
    try (ControlServer server =
        ControlServer.start(
            settings(folder.resolve("data"), 0, own.tls()), store -> Steward.none())) {
      Map<String, String> named = Map.of("CROSSFADE_SERVER_ROOT", relative);
      assertThat(said(folder, named, "login", server.url(), "--user", "viewer")).startsWith("0 ");
      Contexts contexts = new Contexts(Map.of("HOME", folder.toString()));
      Context kept = contexts.use("");
      assertThat(kept.root()).as("it is found from anywhere").isEqualTo(root.toString());

      contexts.keep(new Context("plain", server.url(), kept.token()));
      assertThat(said(folder, Map.of(), list)).startsWith("9 ").contains("CF-6924");
      assertThat(said(folder, named, list)).startsWith("0 ");
    }
  }

  @Test
  void aCertificateForAnotherHostIsSaidToBeThat(@TempDir Path folder) throws Exception {
    Certificate other = Certificate.elsewhere(Files.createDirectories(folder.resolve("other")));
    String root = other.tls().certificate().toString();
    try (ControlServer server =
        ControlServer.start(
            settings(folder.resolve("data"), 0, other.tls()), store -> Steward.none())) {
      assertThat(said(folder, Map.of(), "login", server.url(), "--user", "viewer", "--root", root))
          .startsWith("9 ")
          .contains("CF-6912", "127.0.0.1 found")
          .doesNotContain("CF-6924", "--root");
    }
  }

  private static boolean alive(ControlServer server, Certificate believed) throws Exception {
    HttpClient http = HttpClient.newBuilder().sslContext(believed.trusted()).build();
    try {
      return http.send(request(server, "/livez", null).build(), BodyHandlers.ofString())
              .statusCode()
          == 200;
    } catch (java.io.IOException e) {
      return false;
    }
  }

  @Test
  void saysThatAnAddressIsTakenAndNothingElse(@TempDir Path folder) throws Exception {
    int port = URI.create(FIRST.server().url()).getPort();

    assertThatThrownBy(
            () -> ControlServer.start(settings(folder, port, null), store -> Steward.none()))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().code()).isEqualTo(ServerProblem.CANNOT_LISTEN));
    assertThat(Files.readString(folder.resolve("crossfade.log")))
        .doesNotContain("Exception", "APPLICATION FAILED");
  }

  private static HttpRequest.Builder request(
      ControlServer server, String path, @Nullable String token) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.url() + path)).timeout(Duration.ofSeconds(20));
    return token == null ? request : request.header("Authorization", token);
  }
}
