package dev.crossfade.it.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.crossfade.server.Main;
import dev.crossfade.server.output.Console;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A command of the product: in a process of its own, or at once in this one. */
public final class Crossfade {

  /** The launcher's choice. */
  private static final String COLLECTOR = "-XX:+UseParallelGC";

  private final Process process;
  private final Path output;

  private Crossfade(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /**
   * What a command did.
   *
   * @param exit its exit code
   * @param out what it printed as result
   * @param err what it said beside
   */
  public record Result(int exit, String out, String err) {
    public JsonNode json() {
      try {
        return new ObjectMapper().readTree(out);
      } catch (IOException e) {
        throw new AssertionError("no JSON: " + out + "\n" + err, e);
      }
    }

    public Result ok() {
      assertThat(exit).as(err + out).isZero();
      return this;
    }
  }

  /** Runs a command in this process. */
  public static Result now(Map<String, String> environment, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit =
        Main.mainNoExit(
            new Console(
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                environment,
                false),
            arguments);
    return new Result(exit, out.toString(UTF_8), err.toString(UTF_8));
  }

  /** Makes the first user of a server with the link that it printed. */
  public static Result setup(Map<String, String> environment, String link, String... more) {
    Map<String, String> with = new HashMap<>(environment);
    with.put("CROSSFADE_SETUP_LINK", link);
    List<String> arguments = new ArrayList<>(List.of(more));
    arguments.add(0, "setup");
    return now(with, arguments.toArray(String[]::new));
  }

  /** Starts a command in a process of its own; its output goes to a file. */
  public static Crossfade start(Path output, Map<String, String> environment, String... arguments)
      throws IOException {
    return start(768, output, environment, arguments);
  }

  /** As the launcher has it for a demonstration, else as the process of the test has it. */
  private static List<String> compiler(String command) {
    if (command.equals("demo")) {
      return List.of("-XX:TieredStopAtLevel=1");
    }
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("-XX:TieredStopAtLevel="))
        .toList();
  }

  /** The same with a heap of so many megabytes, and no more. */
  public static Crossfade start(
      int heapMegabytes, Path output, Map<String, String> environment, String... arguments)
      throws IOException {
    // a build in the background ignores SIGINT, and so would every process it starts
    List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx" + heapMegabytes + "m", COLLECTOR, "-XX:+ExitOnOutOfMemoryError"));
    command.addAll(compiler(arguments[0]));
    command.add("-Xlog:gc:file=" + output + ".gc:none:filecount=0");
    command.add("-Dcrossfade.services=" + System.getProperty("crossfade.services", ""));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
    return new Crossfade(builder.start(), output);
  }

  /** Number of the process. */
  public long pid() {
    return process.pid();
  }

  public boolean alive() {
    return process.isAlive();
  }

  /** The processes it has started. */
  public Stream<ProcessHandle> descendants() {
    return process.descendants();
  }

  /** As {@code kill -9}: the process has no chance to say goodbye; its children live on. */
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /** Sends a signal such as STOP. */
  public void send(String signal) throws IOException, InterruptedException {
    new ProcessBuilder("sh", "-c", "kill -" + signal + " " + process.pid()).start().waitFor();
  }

  /** Sends a signal such as INT and waits for the end; returns the exit code. */
  int signal(String name) throws IOException, InterruptedException {
    send(name);
    return exit(Duration.ofSeconds(90));
  }

  /** As Ctrl-C would, but by SIGTERM. */
  public int stop() throws InterruptedException {
    process.destroy();
    return exit(Duration.ofSeconds(90));
  }

  int exit(Duration patience) throws InterruptedException {
    if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("still running after " + patience + ":\n" + output());
    }
    return process.exitValue();
  }

  public String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
