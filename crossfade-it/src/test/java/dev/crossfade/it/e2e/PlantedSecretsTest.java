package dev.crossfade.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole migration, after which passwords, token and link are searched for in everything that
 * people, logs or other processes can see.
 */
@Tag("long")
class PlantedSecretsTest {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String NAME = "unify";
  private static final String PASSWORD = "planted-pass-phrase-9c1e";
  private static final Pattern LINK = Pattern.compile("(http\\S+/setup\\?link=\\S+)\\s");

  @TempDir private Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private final List<String> secrets = new ArrayList<>();
  private final StringBuilder said = new StringBuilder();
  private String address = "";

  @Test
  void secretsOfAWholeMigrationAreFoundNowhere() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      address = "127.0.0.1:" + socket.getLocalPort();
    }
    try (DemoSources sources = new DemoSources(folder, 2_000)) {
      environment.putAll(sources.environment());
      for (String of : List.of("CRM", "ADS", "TARGET")) {
        secrets.add(environment.get(of + "_PASSWORD"));
      }
      environment.put("XDG_CONFIG_HOME", folder.resolve("config").toString());
      environment.put("CROSSFADE_PASSWORD", PASSWORD);
      Crossfade server = server();
      String link = link(server);
      said.append(Crossfade.setup(environment, link).ok());
      ask("migration", "create", sources.specification().toString());
      ask("migration", "start", NAME);
      await("live")
          .atMost(PATIENCE)
          .failFast(() -> assertThat(server.alive()).as(server::output).isTrue())
          .until(this::live);
      ask("migration", "verify", NAME, "--wait");
      for (String shape : List.of("json", "yaml", "csv", "table")) {
        ask("migration", "show", NAME, "-o", shape);
        ask("migration", "journal", NAME, "-o", shape);
        ask("operation", "list", NAME, "-o", shape);
        ask("token", "list", "-o", shape);
        ask("user", "list", "-o", shape);
        ask("whoami", "-o", shape);
      }
      ask("migration", "plan", NAME, "-o", "json");
      secrets.add(PASSWORD);
      secrets.add(token());
      String output = server.output().replace(link, "LINK");
      secrets.add(link.substring(link.indexOf('=') + 1));

      assertThat(secrets).doesNotContainNull().allMatch(secret -> secret.length() > 8);
      nowhere("output of the commands", said.toString());
      nowhere("output of the server", output);
      nowhere("arguments of processes", arguments(server));
      nowhere("logs", logs());
      nowhere("control tables of the target", target(sources));
      assertThat(server.stop()).isIn(130, 143);
    }
  }

  /** Entities are live a moment before their migration is. */
  private boolean live() {
    Crossfade.Result shown =
        Crossfade.now(environment, "migration", "show", NAME, "-o", "json").ok();
    said.append(shown).append('\n');
    return shown.json().path("phase").asText().equals("LIVE");
  }

  private void nowhere(String what, String text) {
    assertThat(text).as("the search sees " + what).isNotBlank();
    assertThat(secrets.stream().filter(text::contains).map(String::length).toList())
        .as("lengths of the secrets that are in " + what)
        .isEmpty();
  }

  private String ask(String... arguments) {
    String result = Crossfade.now(environment, arguments).ok().toString();
    said.append(result).append('\n');
    return result;
  }

  private String token() throws IOException {
    String contexts = Files.readString(folder.resolve("config/crossfade/contexts.json"));
    Matcher token = Pattern.compile("cfp_[A-Za-z0-9_-]{43}").matcher(contexts);
    assertThat(token.find()).isTrue();
    return token.group();
  }

  private static String arguments(Crossfade server) {
    StringBuilder all = new StringBuilder();
    Stream.concat(Stream.of(ProcessHandle.of(server.pid()).orElseThrow()), server.descendants())
        .forEach(
            process -> {
              try {
                Path line = Path.of("/proc/" + process.pid() + "/cmdline");
                all.append(Files.readString(line, StandardCharsets.ISO_8859_1)).append('\n');
              } catch (IOException e) {
                // it has ended
              }
            });
    return all.toString();
  }

  /**
   * Of the server, and of the services that it started. What Kafka calls a log are its topics, in
   * which Connect keeps what its connectors need.
   */
  private String logs() throws IOException {
    StringBuilder all = new StringBuilder();
    List<Path> logs;
    try (Stream<Path> files = Files.walk(folder.resolve("server"))) {
      logs =
          files
              .filter(file -> file.toString().matches(".*\\.(log|txt|out)"))
              .filter(file -> !file.toString().matches(".*/[0-9]{20}\\.log"))
              .toList();
    }
    for (Path log : logs) {
      all.append(Files.readString(log, StandardCharsets.ISO_8859_1)).append('\n');
    }
    assertThat(logs.toString()).contains("crossfade.log").contains("kafka");
    return all.toString();
  }

  private static String target(DemoSources sources) throws SQLException {
    StringBuilder all = new StringBuilder();
    var at = sources.target().endpoint();
    String tables =
        Rows.text(
            at,
            "SELECT string_agg(quote_ident(tablename), ',') FROM pg_tables"
                + " WHERE schemaname = 'crossfade'");
    for (String table : tables.split(",")) {
      all.append(
          Rows.text(
              at,
              "SELECT coalesce(string_agg(t::text, E'\\n'), '') FROM (SELECT * FROM crossfade."
                  + table
                  + " LIMIT 5000) t"));
    }
    return all.toString();
  }

  private Crossfade server() throws IOException {
    return Crossfade.start(
        folder.resolve("server.txt"),
        environment,
        "server",
        "--data",
        folder.resolve("server").toString(),
        "--listen",
        address,
        "--log",
        "json",
        "--secret-env",
        "*");
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
}
