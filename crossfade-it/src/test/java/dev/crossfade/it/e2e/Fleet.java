package dev.crossfade.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crossfade.embedded.DatabaseEndpoint;
import dev.crossfade.embedded.DatabaseOptions;
import dev.crossfade.embedded.EmbeddedKafka;
import dev.crossfade.embedded.EmbeddedPostgres;
import dev.crossfade.embedded.EmbeddedService;
import dev.crossfade.embedded.KafkaEndpoint;
import dev.crossfade.embedded.KafkaOptions;
import dev.crossfade.kafka.connect.RestartPlugin;
import dev.crossfade.oracle.Database;
import dev.crossfade.oracle.Sql;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Servers and workers on one control store and one Kafka, each a process of its own. */
final class Fleet implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Pattern LINK = Pattern.compile("(http\\S+/setup\\?link=\\S+)\\s");
  private static final Pattern SERVES = Pattern.compile("crossfade serves (\\S+)");
  private static final Pattern WORKS = Pattern.compile("tells how it is at (\\S+)");
  private static final Pattern STREAM =
      Pattern.compile(
          "(?m)^(\\S+Z) INFO .* (follows|somebody else).* the stream.*source=['\"](\\w+)");

  private final Path folder;
  private final EmbeddedService<DatabaseEndpoint> control;
  private final EmbeddedService<KafkaEndpoint> kafka;
  private final Map<String, Crossfade> processes = new TreeMap<>();
  private final Map<String, String> environment = new HashMap<>();

  /**
   * @param environment what specifications refer to
   */
  Fleet(Path folder, Map<String, String> environment) throws IOException {
    this.folder = folder;
    this.environment.putAll(environment);
    this.environment.put("XDG_CONFIG_HOME", folder.resolve("config").toString());
    this.environment.put("CROSSFADE_PASSWORD", "correct horse battery");
    control =
        EmbeddedPostgres.start(folder.resolve("control"), DatabaseOptions.database("control"));
    Path plugins = RestartPlugin.install(folder.resolve("plugins"));
    kafka =
        EmbeddedKafka.start(
            folder.resolve("own-kafka"),
            KafkaOptions.defaults().connectSetting("plugin.path", plugins.toString()));
    this.environment.put("CROSSFADE_CONTROL_USER", control.endpoint().user());
    this.environment.put("CROSSFADE_CONTROL_PASSWORD", control.endpoint().password());
  }

  private String controlUrl() {
    DatabaseEndpoint at = control.endpoint();
    return "postgresql://" + at.host() + ":" + at.port() + "/" + at.database();
  }

  Crossfade server(String name) throws IOException {
    return start(
        name,
        "server",
        "--connect-url",
        kafka.endpoint().connectUrl(),
        "--audit-key",
        folder.resolve("audit-key").toString());
  }

  Crossfade worker(String name, String... more) throws IOException {
    return start(name, "worker", more);
  }

  private Crossfade start(String name, String mode, String... more) throws IOException {
    List<String> arguments =
        new java.util.ArrayList<>(
            List.of(
                mode,
                "--control-url",
                controlUrl(),
                "--kafka-bootstrap",
                kafka.endpoint().bootstrap(),
                "--data",
                folder.resolve(name).toString(),
                "--listen",
                "127.0.0.1:0",
                "--secret-env",
                "*"));
    arguments.addAll(List.of(more));
    Crossfade started =
        Crossfade.start(
            512,
            folder.resolve(name + "-" + processes.size() + ".txt"),
            environment,
            arguments.toArray(String[]::new));
    processes.put(name, started);
    return started;
  }

  /** Where a process answers. */
  static String url(Crossfade process) {
    return printed(process, process.output().contains("serves") ? SERVES : WORKS);
  }

  private static String printed(Crossfade process, Pattern pattern) {
    String[] found = new String[1];
    await(pattern.pattern())
        .atMost(PATIENCE)
        .failFast(() -> assertThat(process.alive()).as(process::output).isTrue())
        .until(
            () -> {
              Matcher matcher = pattern.matcher(process.output());
              boolean there = matcher.find();
              found[0] = there ? matcher.group(1) : "";
              return there;
            });
    return found[0];
  }

  /** Where a worker tells how it is, once it does. */
  static String health(Crossfade worker) {
    return printed(worker, WORKS);
  }

  /** Makes the first user at the only server yet; what is asked for is asked there. */
  void setUp(Crossfade server) {
    Crossfade.setup(environment, printed(server, LINK)).ok();
  }

  void begin(Path specification, String migration) {
    ask("migration", "create", specification.toString());
    ask("migration", "start", migration);
  }

  /** Asks at this server from now on. */
  void turnTo(Crossfade server) {
    ask("login", printed(server, SERVES), "--user", "admin");
  }

  Crossfade.Result ask(String... arguments) {
    return Crossfade.now(environment, arguments).ok();
  }

  Crossfade process(String name) {
    return java.util.Objects.requireNonNull(processes.get(name));
  }

  /** Name of the process that owns the only migration. */
  String owner() throws SQLException {
    DatabaseEndpoint at = control.endpoint();
    String[] owner = {""};
    try (Connection connection = new Database(at.jdbcUrl(), at.user(), at.password()).connect()) {
      Sql.query(
          connection,
          "select owner from crossfade.journal_head",
          row -> owner[0] = row.getString(1));
    }
    return named(owner[0]);
  }

  /** Name of the process that the product calls like this. */
  String named(String text) {
    return processes.entrySet().stream()
        .filter(each -> text.contains(" process " + each.getValue().pid() + " "))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("");
  }

  /** Name of the process that said last that it follows a source's stream. */
  String follower(String source) {
    String latest = "";
    String name = "";
    for (Map.Entry<String, Crossfade> each : processes.entrySet()) {
      String since = each.getValue().alive() ? follows(each.getValue(), source) : null;
      if (since != null && since.compareTo(latest) > 0) {
        latest = since;
        name = each.getKey();
      }
    }
    return name;
  }

  private static @Nullable String follows(Crossfade process, String source) {
    Matcher line = STREAM.matcher(process.output());
    String since = null;
    while (line.find()) {
      if (line.group(3).equals(source)) {
        since = line.group(2).equals("follows") ? line.group(1) : null;
      }
    }
    return since;
  }

  /** All that they printed, for a test that fails. */
  String outputs() {
    StringBuilder all = new StringBuilder();
    processes.forEach(
        (name, process) -> all.append("--- ").append(name).append('\n').append(process.output()));
    return all.toString();
  }

  @Override
  public void close() {
    for (Crossfade process : processes.values()) {
      try {
        process.send("CONT");
        process.kill();
      } catch (IOException | InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    kafka.close();
    control.close();
  }
}
