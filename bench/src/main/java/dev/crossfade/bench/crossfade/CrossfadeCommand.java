package dev.crossfade.bench.crossfade;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.crossfade.bench.Workplace;
import dev.crossfade.bench.servers.Postgres;
import dev.crossfade.bench.servers.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The command {@code crossfade} on a specification of the harness, in a process of its own. */
public final class CrossfadeCommand {

  /** Heap of the process, the bound that the product promises. */
  public static final String HEAP = "-Xmx512m";

  private static final int NOT_EQUAL = 3;

  private final Path root;
  private final Path folder;
  private final Shell shell;
  private final Map<String, String> environment = new HashMap<>();

  private CrossfadeCommand(Path root, Path folder, Shell shell) {
    this.root = root;
    this.folder = folder;
    this.shell = shell;
    environment.put("CROSSFADE_JAVA_OPTS", HEAP);
    environment.put("CROSSFADE_NO_BUILD", "1");
  }

  /** Lays a specification of the harness into a folder. */
  public static CrossfadeCommand in(Path root, Path folder, Specification specification)
      throws IOException {
    Workplace.delete(folder);
    specification.writeTo(folder);
    return new CrossfadeCommand(root, folder, new Shell(folder.resolve("command.log")));
  }

  /** With or without the recording of rows. */
  public CrossfadeCommand keeping(Records records) {
    environment.put("CROSSFADE_JAVA_OPTS", HEAP + records.javaOptions(root));
    return this;
  }

  /** The source and target its specification refers to. */
  public CrossfadeCommand between(Postgres source, Postgres target) {
    return source(source.url(), source.user(), source.password()).target(target);
  }

  /** A source of any kind. */
  public CrossfadeCommand source(String url, String user, String password) {
    environment.putAll(Map.of("SOURCE_URL", url, "SOURCE_USER", user, "SOURCE_PASSWORD", password));
    return this;
  }

  /** The target. */
  public CrossfadeCommand target(Postgres target) {
    environment.putAll(
        Map.of(
            "TARGET_URL", target.url(),
            "TARGET_USER", target.user(),
            "TARGET_PASSWORD", target.password()));
    return this;
  }

  /** {@code crossfade run --until WHEN}; returns its report. */
  public JsonNode run(String until) throws IOException, InterruptedException {
    Path report = folder.resolve("report.json");
    call("run", "--until", until, "--report", report.toString());
    return new ObjectMapper().readTree(report.toFile());
  }

  /**
   * {@code crossfade verify}; fails unless the verdict is EQUAL over so many rows, none of them in
   * quarantine; returns its report.
   */
  public JsonNode verify(long rows) throws IOException, InterruptedException {
    JsonNode said = judge();
    JsonNode verify = said.path("verify");
    if (!verify.path("verdict").asText().equals("EQUAL")
        || verify.path("rowsCompared").asLong() != rows
        || said.path("quarantined").asLong() != 0) {
      throw new IOException("not EQUAL over all of " + rows + " rows: " + said);
    }
    return said;
  }

  /**
   * {@code crossfade verify}, whatever the verdict; returns its report.
   *
   * @param more options
   */
  public JsonNode judge(String... more) throws IOException, InterruptedException {
    Path report = folder.resolve("verify.json");
    List<String> arguments = new ArrayList<>(List.of("verify", "--report", report.toString()));
    arguments.addAll(List.of(more));
    List<String> command = command(arguments.toArray(String[]::new));
    int code = shell.code(environment, command.toArray(String[]::new));
    if (code != 0 && code != NOT_EQUAL) {
      throw new IOException("crossfade verify ended with " + code);
    }
    return new ObjectMapper().readTree(report.toFile());
  }

  /** Starts {@code crossfade run} and leaves it running; the caller ends it. */
  public Process start() throws IOException {
    return shell.start(environment, command("run"));
  }

  private void call(String... arguments) throws IOException, InterruptedException {
    List<String> command = command(arguments);
    shell.run(environment, command.toArray(String[]::new));
  }

  private List<String> command(String... arguments) {
    List<String> command = new ArrayList<>(List.of(root.resolve("crossfade").toString()));
    command.addAll(List.of(arguments));
    command.add(folder.toString());
    return command;
  }

  /** Copies what the process logged, for a look after a failure. */
  public void keepLog(Path to) throws IOException {
    Files.createDirectories(to.getParent());
    Files.copy(
        folder.resolve("command.log"), to, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }
}
