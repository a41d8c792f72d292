package dev.crossfade.it.kills;

import static org.awaitility.Awaitility.await;

import dev.crossfade.core.traffic.Side;
import dev.crossfade.embedded.demo.DemoSpecification;
import dev.crossfade.it.e2e.Crossfade;
import dev.crossfade.oracle.Trial;
import dev.crossfade.oracle.fence.CompanyPlaces;
import dev.crossfade.oracle.fence.ProbedTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A migration that is live, with everything around it that can be killed, for many cases. */
final class Stage implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration MOVED = Duration.ofSeconds(60);
  private static final Pattern FOLLOWS = Pattern.compile("follows the stream");
  private static final Pattern LINK = Pattern.compile("(http\\S+/setup\\?link=\\S+)\\s");

  final Services services;
  final Company company;
  final Lookout lookout;
  final Processes processes;
  final ControlLine line;
  final Mover mover;
  final Trial trial;
  final List<ProbedTable> places;
  Crossfade gateway;
  Crossfade server;

  private @Nullable Crossfade worker;

  /** Name of the server that carries the migration out. */
  String owner = "s1";

  /** Who looks after the migration has at least this epoch. */
  long ownedSince;

  Stage(Path folder) throws Exception {
    services = new Services(folder);
    company = new Company(services);
    lookout = new Lookout(services, company);
    line = new ControlLine(services.control.endpoint().port());
    processes = new Processes(folder, services, line.port());
    trial = company.trial(folder.resolve("journal"));
    places = CompanyPlaces.of(company.applications());
    processes.describeGateway(company);
    gateway = processes.gateway();
    server = processes.server(owner);
    mover = live(folder.resolve("specification"));
  }

  private Mover live(Path specification) throws Exception {
    Matcher[] link = new Matcher[1];
    await("the link")
        .atMost(PATIENCE)
        .until(
            () -> {
              link[0] = LINK.matcher(server.output());
              return link[0].find();
            });
    DemoSpecification.writeTo(specification);
    patient(specification.resolve("crossfade.yaml"));
    Crossfade.setup(processes.environment(), link[0].group(1)).ok();
    ask("migration", "create", specification.toString());
    ask("migration", "start", Lookout.NAME);
    await("live")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .until(() -> lookout.phase().equals("LIVE"));
    ask("migration", "verify", Lookout.NAME, "--wait");
    ask("migration", "check", "run", Lookout.NAME);
    return new Mover(processes.environment());
  }

  /** A machine that runs all of this at once is slower than one that moves clients. */
  private static void patient(Path file) throws IOException {
    String text = Files.readString(file);
    String longer =
        text.replace(
            "\ncutover:\n", "\ncutover:\n  maxWritePauseMillis: 12000\n  rehearsalDays: 0\n");
    if (longer.equals(text)) {
      throw new AssertionError("no section of the cutover in " + text);
    }
    Files.writeString(file, longer);
  }

  private void ask(String... command) {
    Crossfade.now(processes.environment(), command).ok();
  }

  /** The same server begins again, as whoever watches it would let it; it listens on return. */
  void restartServer() throws Exception {
    ownedSince = Math.max(ownedSince, lookout.latestOwner() + 1);
    server = processes.server(owner);
    processes.listens(server, owner);
  }

  /** A worker begins, and has taken a stream of the sources over on return. */
  void help() throws IOException {
    Crossfade begun = processes.worker();
    worker = begun;
    await("a worker follows a stream")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> FOLLOWS.matcher(begun.output()).find());
  }

  /** The worker that helps. */
  Crossfade worker() {
    return Objects.requireNonNull(worker);
  }

  /** Another server takes over from one that does not move. */
  void otherServer() throws Exception {
    owner = owner.equals("s1") ? "s2" : "s1";
    restartServer();
  }

  /** Lets a server wake up that has stood still; what it changed, or was changed because of it. */
  List<String> changedBy(Crossfade frozen, Duration watched) throws Exception {
    String before = standing();
    frozen.send("CONT");
    Thread.sleep(watched.toMillis());
    String after = standing();
    boolean alive = frozen.alive();
    frozen.kill();
    List<String> wrong = new ArrayList<>();
    if (!after.equals(before)) {
      wrong.add("whoever woke up changed " + before + " into " + after);
    }
    if (!alive) {
      wrong.add("whoever woke up has ended");
    }
    return wrong;
  }

  private String standing() throws Exception {
    return "record %d by %s, owner %d, direction %s, fences %s %s %s, phases %d"
        .formatted(
            lookout.record().epoch(),
            lookout.record().by(),
            lookout.latestOwner(),
            lookout.direction(),
            lookout.crmFence(),
            lookout.adsFence(),
            lookout.targetFence(),
            entered());
  }

  /** Waits until writes go on at a side, whatever else is not yet as it was. */
  void opened(Side writes, Duration patience) {
    await("writes go on at " + writes)
        .atMost(patience)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> lookout.opened(writes));
  }

  /** What is not as it is when all is at rest; empty when all is. */
  List<String> wrong(Side writes) throws Exception {
    List<String> wrong = lookout.wrong(writes);
    if (lookout.owner() < ownedSince) {
      wrong.add("nobody looks after the migration");
    }
    return wrong;
  }

  /**
   * Waits until all is at rest with one of some sides.
   *
   * @return which
   * @throws AssertionError when it is not in time
   */
  Side rest(Duration patience, Side... sides) throws Exception {
    long end = System.nanoTime() + patience.toNanos();
    List<String> wrong = List.of();
    while (System.nanoTime() < end) {
      for (Side side : sides) {
        wrong = wrong(side);
        if (wrong.isEmpty()) {
          return side;
        }
      }
      Thread.sleep(100);
    }
    throw new AssertionError("not at rest after " + patience.toSeconds() + " s: " + wrong);
  }

  /**
   * Moves clients, undisturbed; it is tried thrice, since the machine may be too slow for the
   * pause.
   *
   * @return what became of each attempt
   */
  String move(Side to) throws Exception {
    StringBuilder told = new StringBuilder();
    for (int attempt = 0; attempt < 3; attempt++) {
      long entered = entered();
      asked(to);
      await("moved to " + to)
          .atMost(MOVED)
          .pollInterval(Duration.ofMillis(50))
          .until(() -> entered() >= entered + 2);
      Side now = rest(MOVED, Side.values());
      if (now == to) {
        return told + "across";
      }
      told.append("back (").append(lookout.why()).append("), ");
    }
    throw new AssertionError("clients could not be moved to " + to + ": " + told);
  }

  /** Number of phases that were entered so far. */
  long entered() throws Exception {
    return lookout.journal().stream()
        .filter(each -> each.startsWith("{\"event\":\"Entered\""))
        .count();
  }

  /** Asks until it is recorded; a server that has just begun may not take it yet. */
  void asked(Side to) throws Exception {
    int[] last = new int[1];
    try {
      await("asked to move to " + to)
          .atMost(MOVED)
          .pollInterval(Duration.ofMillis(200))
          .until(() -> (last[0] = mover.ask(processes.url(owner), to)) == 202);
    } catch (org.awaitility.core.ConditionTimeoutException e) {
      throw new AssertionError(
          "answered " + last[0] + "; " + mover.refusal() + "; " + server.output(), e);
    }
  }

  @Override
  public void close() throws Exception {
    try (services;
        company;
        line;
        processes) {
      Thread.onSpinWait();
    }
  }
}
