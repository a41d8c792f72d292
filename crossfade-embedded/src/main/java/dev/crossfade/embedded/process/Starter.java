package dev.crossfade.embedded.process;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.embedded.EmbeddedProblem;
import dev.crossfade.embedded.ServiceEndpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings one service up: adopts the process a dead parent has left behind, or starts a new one. */
final class Starter<E extends ServiceEndpoint> {

  private static final Logger LOG = LoggerFactory.getLogger(Starter.class);
  private static final Duration ADOPTION = Duration.ofSeconds(12);
  private static final Duration PORT_RELEASE = Duration.ofSeconds(5);

  private final String name;
  private final ServiceFolder folder;
  private final Recipe<E> recipe;
  private final BooleanSupplier cancelled;

  Starter(String name, ServiceFolder folder, Recipe<E> recipe, BooleanSupplier cancelled) {
    this.name = name;
    this.folder = folder;
    this.recipe = recipe;
    this.cancelled = cancelled;
  }

  ChildProcess adoptOrStart() throws IOException {
    Optional<ProcessId> left = leftBehind();
    if (left.isPresent()) {
      ChildProcess orphan = new ChildProcess(name, left.get());
      if (answersWithin(ADOPTION, orphan)) {
        LOG.info("service adopted service={} pid={}", name, orphan.pid());
        folder.process(left.get());
        return orphan;
      }
      LOG.warn("service found but silent, killing it service={} pid={}", name, orphan.pid());
      orphan.kill();
    }
    folder.forgetProcess();
    return start();
  }

  /** The recorded process, or one that was started but not yet recorded when its parent died. */
  private Optional<ProcessId> leftBehind() {
    Optional<ProcessId> recorded = folder.process().filter(id -> id.find().isPresent());
    return recorded.isPresent() ? recorded : marked();
  }

  /** The oldest process with our mark: a server's own children repeat its arguments. */
  private Optional<ProcessId> marked() {
    String mark = recipe.mark();
    return ProcessHandle.allProcesses()
        .filter(h -> h.pid() != ProcessHandle.current().pid())
        .filter(h -> CommandLine.of(h).contains(mark))
        .map(ProcessId::of)
        .filter(id -> id.find().isPresent())
        .min((a, b) -> Long.compare(a.started(), b.started()));
  }

  private ChildProcess start() throws IOException {
    recipe.prepare();
    recipe.ports().forEach(this::mustBeFree);
    LogTail.rotate(folder.log());
    long from = Files.exists(folder.log()) ? Files.size(folder.log()) : 0;
    ChildProcess child = spawn();
    try {
      if (!answersWithin(recipe.startTimeout(), child)) {
        throw notStarted(child, from);
      }
      recipe.started();
    } catch (IOException | RuntimeException e) {
      child.kill();
      throw e;
    }
    LOG.info("service started service={} pid={} port={}", name, child.pid(), port());
    return child;
  }

  private int port() {
    return recipe.endpoint().port();
  }

  private ChildProcess spawn() throws IOException {
    List<String> command = new ArrayList<>();
    // a session of its own: the terminal's Ctrl-C reaches us, and we stop services in order
    Tool.find("setsid").map(Path::toString).ifPresent(command::add);
    command.addAll(recipe.command());
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.directory(recipe.workingFolder().toFile());
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(folder.log().toFile()));
    builder.environment().keySet().removeIf(Starter::changesServers);
    builder.environment().putAll(recipe.environment());
    ProcessId id = ProcessId.of(builder.start().toHandle());
    folder.process(id);
    return new ChildProcess(name, id);
  }

  /** Variables by which a user's own database clients are configured. */
  private static boolean changesServers(String variable) {
    return variable.startsWith("PG") || variable.startsWith("MYSQL") || variable.equals("TZ");
  }

  private boolean answersWithin(Duration patience, ChildProcess child) {
    long end = System.nanoTime() + patience.toNanos();
    while (child.alive() && System.nanoTime() < end) {
      if (recipe.answers()) {
        return child.alive();
      }
      if (cancelled.getAsBoolean()) {
        throw Interrupted.problem("start of " + name);
      }
      Pause.millis(40, "start of " + name);
    }
    return false;
  }

  private ProblemException notStarted(ChildProcess child, long from) {
    boolean died = !child.alive();
    return Problem.of(
            died ? EmbeddedProblem.START_FAILED : EmbeddedProblem.START_TIMED_OUT,
            died
                ? name + " ended while starting on port " + port() + "."
                : name
                    + " does not answer on port "
                    + port()
                    + " after "
                    + recipe.startTimeout().toSeconds()
                    + " seconds.",
            "The end of its log:\n" + LogTail.of(folder.log(), from),
            "Remove the cause named there and start again; the whole log is " + folder.log() + ".")
        .raise();
  }

  private void mustBeFree(int port) {
    long end = System.nanoTime() + PORT_RELEASE.toNanos();
    while (!Ports.isFree(port)) {
      if (System.nanoTime() > end) {
        throw Problem.of(
                EmbeddedProblem.PORT_TAKEN,
                "Port " + port + " of " + name + " is taken by another process.",
                "The port is remembered in " + folder.path() + " so that it stays the same.",
                "Stop what listens on "
                    + port
                    + ", or remove the line with "
                    + port
                    + " from service.properties there to have another port chosen.")
            .raise();
      }
      Pause.millis(100, "start of " + name);
    }
  }
}
