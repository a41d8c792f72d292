package dev.crossfade.server.command;

import dev.crossfade.codec.gateway.GatewayFile;
import dev.crossfade.core.canary.CanaryRun;
import dev.crossfade.core.canary.Judgement;
import dev.crossfade.core.canary.Judgement.Verdict;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.traffic.GatewaySettings;
import dev.crossfade.engine.Pause;
import dev.crossfade.engine.canary.CanaryController;
import dev.crossfade.engine.canary.DataWatch;
import dev.crossfade.server.audit.KeyFile;
import dev.crossfade.server.output.Console;
import dev.crossfade.server.route.RouteDesk;
import dev.crossfade.server.wiring.Connected;
import dev.crossfade.server.wiring.ShadowWiring;
import dev.crossfade.spi.traffic.RouteStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Judges canaries until none of them is live. */
@Command(
    name = "run",
    description =
        "Judges the canaries of a group, lets them grow or steps them back, until all have ended."
            + " It may be killed and started again at any time, and run more than once.",
    mixinStandardHelpOptions = true)
final class CanaryRunCommand implements Callable<Integer> {

  private static final Duration LOOK = Duration.ofMillis(200);

  private final Console console;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      defaultValue = "gateway.yaml",
      description = "File of the gateways. Default: ${DEFAULT-VALUE}.")
  private Path config = Path.of("");

  @Mixin private final RecordPlace place = new RecordPlace();

  @Option(
      names = "--key",
      paramLabel = "FILE",
      defaultValue = "route.key",
      description = "File of the key that signs the record. Default: ${DEFAULT-VALUE}.")
  private Path key = Path.of("");

  @Option(
      names = "--migration",
      paramLabel = "DIR",
      description =
          "Folder of the migration that fills the new stack: how far its data is behind and whether"
              + " it is proven equal is judged as well.")
  private @Nullable Path migration;

  CanaryRunCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    var settings = GatewayFile.read(config);
    Path folder = migration;
    if (folder == null) {
      return run(settings, DataWatch.NONE);
    }
    try (Connected connected = Connected.open(folder, console.environment())) {
      return run(settings, ShadowWiring.watch(connected));
    }
  }

  private int run(GatewaySettings settings, DataWatch data) throws InterruptedException {
    try (RouteStore store = place.open(console)) {
      CanaryController controller =
          new CanaryController(
              store, new KeyFile(key).signer(RouteOptions.KEY), Clock.systemUTC(), data);
      return run(controller, new RouteDesk(settings, store));
    }
  }

  private int run(CanaryController controller, RouteDesk desk) throws InterruptedException {
    Map<String, CanaryRun> said = new HashMap<>();
    Map<String, Verdict> waiting = new HashMap<>();
    String trouble = "";
    while (true) {
      try {
        Map<String, CanaryRun> runs = controller.look(desk.inForce());
        trouble = "";
        tell(said, runs);
        tellWaiting(waiting, controller.judgements());
        if (runs.values().stream().noneMatch(CanaryRun::live)) {
          boolean well = runs.values().stream().allMatch(run -> run.mode() == CanaryRun.Mode.DONE);
          return (well ? Exit.OK : Exit.NOT_PROVEN).code();
        }
      } catch (ProblemException e) {
        if (!trouble.equals(e.problem().why())) {
          trouble = e.problem().why();
          console.say("canaries cannot be judged now: " + trouble);
        }
      }
      Pause.REAL.sleep(LOOK);
    }
  }

  /** What is not known is told when that begins. */
  private void tellWaiting(Map<String, Verdict> said, Map<String, Judgement> judgements) {
    judgements.forEach(
        (route, judgement) -> {
          boolean changed = judgement.verdict() != said.put(route, judgement.verdict());
          if (changed && judgement.verdict() == Verdict.UNKNOWN) {
            console.say(route + ": waits, " + judgement.why());
          }
        });
  }

  private void tell(Map<String, CanaryRun> said, Map<String, CanaryRun> runs) {
    runs.forEach(
        (route, run) -> {
          if (!run.equals(said.put(route, run))) {
            console.say(
                "%s: %s at %d %%, %s".formatted(route, run.word(), run.percent(), run.why()));
          }
        });
  }
}
