package dev.crossfade.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.crossfade.embedded.DatabaseEndpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.core.ConditionFactory;

/**
 * The real command with a heap of 512 MiB, for one source and one target; prints how much memory
 * its processes needed.
 */
final class SmallHeap implements AutoCloseable {

  static final int MEGABYTES = 512;

  private static final Duration PATIENCE = Duration.ofMinutes(8);
  private static final Pattern HEAP = Pattern.compile("(\\d+)M->\\d+M\\(");
  private static final Pattern RESIDENT = Pattern.compile("VmHWM:\\s+(\\d+) kB");

  private final String what;
  private final Path folder;
  private final DatabaseEndpoint source;
  private final DatabaseEndpoint target;
  private final List<Crossfade> started = new ArrayList<>();
  private Crossfade run;

  /**
   * @param what is tried, for people
   */
  SmallHeap(String what, Path folder, DatabaseEndpoint source, DatabaseEndpoint target) {
    this.what = what;
    this.folder = folder;
    this.source = source;
    this.target = target;
  }

  /** Where the specification is. */
  Path specification() {
    return folder.resolve("spec");
  }

  SmallHeap init(String... options) {
    List<String> arguments =
        new ArrayList<>(
            List.of("init", "--source", url(source), "--target", url(target), "--schema=public"));
    arguments.addAll(List.of(options));
    arguments.add(specification().toString());
    Crossfade.now(environment(), arguments.toArray(String[]::new)).ok();
    return this;
  }

  /** Starts a run that goes on until it is stopped. */
  SmallHeap follow() throws IOException {
    run = start("run", "run", specification().toString(), "--until=forever");
    return this;
  }

  /** Waits for something while the run has to stay alive. */
  ConditionFactory until(String what) {
    return await(what)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .ignoreExceptions()
        .failFast(what, () -> assertThat(run.alive()).as(run.output()).isTrue());
  }

  /** Runs a command about the specification, in the process of the test. */
  Crossfade.Result now(String verb, String what, String... options) {
    List<String> arguments = new ArrayList<>(List.of(verb, what, specification().toString()));
    arguments.addAll(List.of(options));
    return Crossfade.now(environment(), arguments.toArray(String[]::new));
  }

  /** Compares in a process of its own; returns what it says. */
  JsonNode verify() throws Exception {
    Path report = folder.resolve("verdict.json");
    Crossfade verify = start("verify", "verify", specification().toString(), "--report=" + report);
    long peak = 0;
    while (verify.alive()) {
      peak = Math.max(peak, resident(verify));
      Thread.sleep(100);
    }
    tell("verify", peak);
    assertThat(verify.exit(Duration.ofSeconds(1))).as(verify.output()).isZero();
    return new ObjectMapper().readTree(report.toFile()).path("verify");
  }

  /** Ends the run. */
  void stop() throws Exception {
    tell("run", resident(run));
    assertThat(run.stop()).as(run.output()).isIn(130, 143);
  }

  private Crossfade start(String name, String... arguments) throws IOException {
    Crossfade command =
        Crossfade.start(MEGABYTES, folder.resolve(name + ".txt"), environment(), arguments);
    started.add(command);
    return command;
  }

  private static long resident(Crossfade process) {
    try {
      String status = Files.readString(Path.of("/proc/" + process.pid() + "/status"));
      Matcher line = RESIDENT.matcher(status);
      return line.find() ? Long.parseLong(line.group(1)) / 1024 : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  /** The heap is what the collector found just before it collected. */
  private void tell(String name, long resident) throws IOException {
    Matcher line = HEAP.matcher(Files.readString(folder.resolve(name + ".txt.gc")));
    long heap = 0;
    while (line.find()) {
      heap = Math.max(heap, Long.parseLong(line.group(1)));
    }
    System.out.printf(
        "%s: %s with a heap of %d MiB: at most %d MiB of it, %d MiB resident%n",
        what, name, MEGABYTES, heap, resident);
  }

  private Map<String, String> environment() {
    return Map.of(
        "CROSSFADE_SOURCE_USER", source.user(),
        "CROSSFADE_SOURCE_PASSWORD", source.password(),
        "CROSSFADE_TARGET_USER", target.user(),
        "CROSSFADE_TARGET_PASSWORD", target.password());
  }

  private static String url(DatabaseEndpoint at) {
    String engine = at.jdbcUrl().startsWith("jdbc:mariadb") ? "mariadb" : "postgresql";
    return "%s://%s:%d/%s".formatted(engine, at.host(), at.port(), at.database());
  }

  @Override
  public void close() throws InterruptedException {
    for (Crossfade each : started) {
      if (each.alive()) {
        each.stop();
      }
    }
  }
}
