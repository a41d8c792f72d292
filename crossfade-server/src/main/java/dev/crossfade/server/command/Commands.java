package dev.crossfade.server.command;

import dev.crossfade.server.output.Console;
import dev.crossfade.server.report.Machine;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IVersionProvider;

/** The command line: the run modes, and the offline commands beside them. */
public final class Commands {
  private Commands() {}

  /** All commands, printing to a console. */
  public static CommandLine of(Console console) {
    ProblemPrinter problems = new ProblemPrinter(console);
    CommandLine quarantine =
        new CommandLine(new QuarantineCommand())
            .addSubcommand(new QuarantineListCommand(console))
            .addSubcommand(new QuarantineShowCommand(console))
            .addSubcommand(new QuarantineFixCommand(console))
            .addSubcommand(new QuarantineReplayCommand(console))
            .addSubcommand(new QuarantineDiscardCommand(console));
    CommandLine checks =
        new CommandLine(new CheckCommand())
            .addSubcommand(new CheckRunCommand(console))
            .addSubcommand(new CheckStatusCommand(console))
            .addSubcommand(new CheckReportCommand(console))
            .addSubcommand(new CheckHistoryCommand(console))
            .addSubcommand(new CheckPlanCommand(console))
            .addSubcommand(new CheckOverrideCommand(console));
    CommandLine mapping =
        new CommandLine(new MappingCommand())
            .addSubcommand(new MappingDiffCommand(console))
            .addSubcommand(new MappingAdoptCommand(console))
            .addSubcommand(new MappingRollbackCommand(console));
    CommandLine drift =
        new CommandLine(new DriftCommand())
            .addSubcommand(new DriftListCommand(console))
            .addSubcommand(new DriftShowCommand(console))
            .addSubcommand(new DriftAcceptCommand(console))
            .addSubcommand(new DriftIgnoreCommand(console));
    CommandLine commands =
        new CommandLine(new Root())
            .addSubcommand(new InitCommand(console))
            .addSubcommand(new PlanCommand(console))
            .addSubcommand(new RunCommand(console))
            .addSubcommand(new StatusCommand(console))
            .addSubcommand(new VerifyCommand(console))
            .addSubcommand(new RepairCommand(console))
            .addSubcommand(checks)
            .addSubcommand(new CiCommand(console))
            .addSubcommand(quarantine)
            .addSubcommand(mapping)
            .addSubcommand(drift)
            .addSubcommand(ConflictCommands.of(console))
            .addSubcommand(new WhyCommand(console))
            .addSubcommand(new DiscoverCommand(console))
            .addSubcommand(new DemoCommand(console))
            .addSubcommand(new ServerCommand(console))
            .addSubcommand(new WorkerCommand(console))
            .addSubcommand(new GatewayCommand(console))
            .addSubcommand(RouteCommands.of(console))
            .addSubcommand(ShadowCommands.of(console))
            .addSubcommand(CanaryCommands.of(console))
            .addSubcommand(CrossingCommands.cutover(console))
            .addSubcommand(CrossingCommands.rollback(console))
            .addSubcommand(WindowCommands.of(console))
            .addSubcommand(new CompleteCommand(console))
            .addSubcommand(new RetireCommand(console));
    dev.crossfade.cli.Main.commands(console.environment())
        .getSubcommands()
        .forEach(commands::addSubcommand);
    Objects.requireNonNull(commands.getSubcommands().get("audit"))
        .addSubcommand(new AuditSearchCommand(console))
        .addSubcommand(new AuditProveCommand(console))
        .addSubcommand(new AuditCheckpointCommand(console))
        .addSubcommand(new AuditExportCommand(console));
    return commands
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setColorScheme(
            CommandLine.Help.defaultColorScheme(console.colourful() ? Ansi.ON : Ansi.OFF))
        .setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8))
        .setExecutionExceptionHandler(problems);
  }

  @Command(
      name = "crossfade",
      description = "Migrates live systems with zero downtime and proves that nothing was lost.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      synopsisSubcommandLabel = "COMMAND")
  private static final class Root {}

  @Command(
      name = "check",
      description = "Checks of the data: counts, distributions, business figures and more.",
      mixinStandardHelpOptions = true,
      synopsisSubcommandLabel = "COMMAND")
  private static final class CheckCommand {}

  @Command(
      name = "quarantine",
      description = "Rows that were refused.",
      mixinStandardHelpOptions = true,
      synopsisSubcommandLabel = "COMMAND")
  private static final class QuarantineCommand {}

  @Command(
      name = "drift",
      description = "Tables that were altered.",
      mixinStandardHelpOptions = true,
      synopsisSubcommandLabel = "COMMAND")
  private static final class DriftCommand {}

  @Command(
      name = "mapping",
      description = "Mappings that changed.",
      mixinStandardHelpOptions = true,
      synopsisSubcommandLabel = "COMMAND")
  private static final class MappingCommand {}

  private static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"crossfade " + Machine.version()};
    }
  }
}
