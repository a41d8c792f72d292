package dev.crossfade.server.command;

import dev.crossfade.core.cutover.RollbackWindow;
import dev.crossfade.core.phase.MigrationState;
import dev.crossfade.core.phase.Phase;
import dev.crossfade.core.phase.Trigger;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.server.ServerProblem;
import dev.crossfade.server.cutover.CrossingStatusView;
import dev.crossfade.server.cutover.Situation;
import dev.crossfade.server.output.Console;
import dev.crossfade.server.wiring.Crossings;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Ends a migration for good. */
@Command(
    name = "complete",
    description = {
      "Ends a migration for good: nothing is followed any more, and what it captured with is removed.",
      "After a cutover there is no way back from then on."
    },
    mixinStandardHelpOptions = true)
final class CompleteCommand extends CrossingCommand {
  private static final long LOOK_MILLIS = 200;

  @Mixin private final Confirmation confirmation = new Confirmation();

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "120",
      description = "How long to wait until all is removed. Default: ${DEFAULT-VALUE}.")
  private int seconds;

  CompleteCommand(Console console) {
    super(console);
  }

  @Override
  Exit with(Crossings crossings) throws InterruptedException {
    confirmation.demand(crossings.migration(), consequence(crossings), console);
    crossings.ask(Trigger.COMPLETE);
    MigrationState end = await(crossings);
    Situation now = Situation.of(crossings);
    options.print(new CrossingStatusView(crossings.migration(), options.folder(), now), console);
    return end.over() ? Exit.OK : Exit.TIMEOUT;
  }

  private static String consequence(Crossings crossings) {
    Situation now = Situation.of(crossings);
    @Nullable RollbackWindow window = now.window();
    if (now.state().phase() != Phase.WINDOW) {
      return "Clients have not been moved; what follows the sources ends.";
    }
    return window == null || window.over()
        ? "The way back ends; its time is over."
        : "The way back ends, " + window.left().toHours() + " h before its time is over.";
  }

  private MigrationState await(Crossings crossings) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    MigrationState state = crossings.state();
    while (!state.over() && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      state = crossings.state();
      if (state.phase() == Phase.FAILED) {
        throw Problem.of(
                ServerProblem.STILL_MOVING,
                "The migration is not complete.",
                state.trouble(),
                "Look with crossfade cutover status " + options.folder() + ".")
            .raise();
      }
    }
    return state;
  }
}
