package dev.crossfade.server.command;

import dev.crossfade.core.traffic.Side;
import dev.crossfade.server.cutover.CrossingPlanView;
import dev.crossfade.server.cutover.CrossingStatusView;
import dev.crossfade.server.cutover.PlannedSteps;
import dev.crossfade.server.cutover.PreflightView;
import dev.crossfade.server.cutover.Situation;
import dev.crossfade.server.output.Console;
import dev.crossfade.server.wiring.Crossings;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Moves clients to the new stack, and back. */
final class CrossingCommands {
  private CrossingCommands() {}

  static CommandLine cutover(Console console) {
    return with(
            new CommandLine(new Cutover()),
            console,
            Side.NEW,
            new CrossingExecuteCommand.There(console))
        .addSubcommand(new CertificateCommand(console))
        .addSubcommand(new CertificateVerifyCommand(console));
  }

  static CommandLine rollback(Console console) {
    return with(
        new CommandLine(new Rollback()),
        console,
        Side.LEGACY,
        new CrossingExecuteCommand.Back(console));
  }

  private static CommandLine with(
      CommandLine group, Console console, Side to, CrossingExecuteCommand execute) {
    return group
        .addSubcommand(new Preflight(console, to))
        .addSubcommand(new Plan(console, to))
        .addSubcommand(execute)
        .addSubcommand(new Status(console))
        .addSubcommand(new CrossingAbortCommand(console, to));
  }

  @Command(
      name = "cutover",
      description = "Moves the clients of a migration to the new stack.",
      mixinStandardHelpOptions = true,
      synopsisSubcommandLabel = "COMMAND")
  private static final class Cutover {}

  @Command(
      name = "rollback",
      description = "Moves the clients of a migration back to the legacy stack.",
      mixinStandardHelpOptions = true,
      synopsisSubcommandLabel = "COMMAND")
  private static final class Rollback {}

  @Command(
      name = "preflight",
      description = {
        "Looks at everything that has to hold before clients are moved, and changes nothing.",
        "Ends with exit code 4 when something does not."
      },
      mixinStandardHelpOptions = true)
  private static final class Preflight extends CrossingCommand {
    private final Side to;

    Preflight(Console console, Side to) {
      super(console);
      this.to = to;
    }

    @Override
    Exit with(Crossings crossings) throws InterruptedException {
      PreflightView view = look(crossings, options, to);
      options.print(view, console);
      return view.result().go() ? Exit.OK : Exit.BLOCKED;
    }
  }

  static PreflightView look(Crossings crossings, CrossingOptions options, Side to)
      throws InterruptedException {
    return new PreflightView(crossings.migration(), options.folder(), to, crossings.preflight(to));
  }

  static CrossingPlanView plan(Crossings crossings, CrossingOptions options, Side to)
      throws InterruptedException {
    return new CrossingPlanView(
        look(crossings, options, to),
        PlannedSteps.of(crossings, to),
        Duration.ofMillis(crossings.spec().cutover().maxWritePauseMillis()));
  }

  @Command(
      name = "plan",
      description =
          "Shows each step, what it would do here, and how long writes would wait; changes nothing.",
      mixinStandardHelpOptions = true)
  private static final class Plan extends CrossingCommand {
    private final Side to;

    Plan(Console console, Side to) {
      super(console);
      this.to = to;
    }

    @Override
    Exit with(Crossings crossings) throws InterruptedException {
      options.print(plan(crossings, options, to), console);
      return Exit.OK;
    }
  }

  @Command(
      name = "status",
      description =
          "Shows on which stack writes are, how far the way back follows, and the last attempt.",
      mixinStandardHelpOptions = true)
  private static final class Status extends CrossingCommand {
    Status(Console console) {
      super(console);
    }

    @Override
    Exit with(Crossings crossings) {
      Situation now = Situation.of(crossings);
      options.print(new CrossingStatusView(crossings.migration(), options.folder(), now), console);
      return Exit.OK;
    }
  }
}
