package dev.crossfade.server.http;

import dev.crossfade.server.api.ReleasedSecrets;
import dev.crossfade.server.api.Steward;
import dev.crossfade.server.logging.LogFile;
import dev.crossfade.server.security.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One server on a real PostgreSQL for all tests of the module, with one user of each role. */
public final class TestServer {
  static final String PASSWORD = "correct horse battery";

  /** Stands where a password of a migration would stand. */
  static final String PLANTED = "planted-s3cret-4d1f";

  private static final TestServer SHARED = new TestServer();

  private final Path data;
  private final ControlServer server;
  private final String link;

  private TestServer() {
    try {
      data = Files.createTempDirectory("crossfade-server-test");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ServerSettings settings =
        new ServerSettings(
            new ServerSettings.Listen("127.0.0.1", 0),
            data,
            null,
            LogFile.Style.JSON,
            null,
            new ReleasedSecrets(List.of("SHOP_*"), List.of(released())),
            Map.of("SHOP_PASSWORD", PLANTED, "SHOP_TARGET", PLANTED, "HOME_SECRET", PLANTED),
            null,
            null);
    server =
        ControlServer.start(
            settings, store -> Steward.none(), List.of(Description.class, LateClock.class));
    Runtime.getRuntime().addShutdownHook(new Thread(this::end));
    link = server.invitation().orElseThrow();
    people();
  }

  private void end() {
    server.close();
    try (Stream<Path> files = Files.walk(data)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void people() {
    Client nobody = new Client(server.url());
    String secret = link.substring(link.indexOf('=') + 1);
    nobody
        .post("/api/v1/setup", Map.of("link", secret, "account", "admin", "password", PASSWORD))
        .is(204);
    Client admin = signedIn("admin");
    for (Role role : Role.values()) {
      if (role != Role.ADMIN) {
        Map<String, String> grant = Map.of("migration", "*", "role", role.name());
        add(admin, role.name().toLowerCase(java.util.Locale.ROOT), List.of(grant));
      }
    }
    add(admin, "outsider", List.of());
  }

  private static void add(Client admin, String name, List<Map<String, String>> grants) {
    admin
        .post("/api/v1/users", Map.of("account", name, "password", PASSWORD, "grants", grants))
        .is(201);
  }

  public static TestServer shared() {
    return SHARED;
  }

  /** A part of the server, for tests of what is behind its interface. */
  public <T> T part(Class<T> type) {
    return server.context().getBean(type);
  }

  /** Describes a small migration and lets it start; its databases are not there. */
  public void begin(String migration) {
    Client operator = token("operator", Role.OPERATOR);
    operator.post("/api/v1/migrations", Shop.named(migration)).is(201);
    operator.with("If-Match", "*").post("/api/v1/migrations/" + migration + ":start", null).is(202);
  }

  ControlServer server() {
    return server;
  }

  String link() {
    return link;
  }

  Path log() {
    return data.resolve("crossfade.log");
  }

  /** The file of the key that signs the audit log. */
  Path auditKey() {
    return data.resolve("audit").resolve("key");
  }

  /** The folder of files that specifications may refer to. */
  Path released() {
    try {
      return Files.createDirectories(data.resolve("released"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Somebody who is not signed in. */
  Client nobody() {
    return new Client(server.url());
  }

  /** A session of a user. */
  Client signedIn(String account) {
    return new Client(server.url()).signIn(account, PASSWORD);
  }

  /** Somebody with a token of a user's rights. */
  Client token(String account, Role role) {
    return token(account, role, "*");
  }

  Client token(String account, Role role, String migration) {
    Client session = signedIn(account);
    Answer given =
        session
            .post(
                "/api/v1/tokens",
                Map.of(
                    "name", "test", "role", role.name(), "migration", migration, "seconds", 3600))
            .is(201);
    return new Client(server.url()).bearer(given.text("secret"));
  }
}
