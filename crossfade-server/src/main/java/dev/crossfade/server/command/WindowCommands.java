package dev.crossfade.server.command;

import dev.crossfade.server.output.Console;
import dev.crossfade.server.wiring.Crossings;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How long the way back is kept open. */
final class WindowCommands {
  private WindowCommands() {}

  static CommandLine of(Console console) {
    return new CommandLine(new Group()).addSubcommand(new Extend(console));
  }

  @Command(
      name = "window",
      description = "How long the way back is kept open after a cutover.",
      mixinStandardHelpOptions = true,
      synopsisSubcommandLabel = "COMMAND")
  private static final class Group {}

  @Command(
      name = "extend",
      description = "Keeps the way back open for longer. Who did so, and why, is on record.",
      mixinStandardHelpOptions = true)
  private static final class Extend implements Callable<Integer> {
    private final Console console;
    @Mixin private final CrossingOptions options = new CrossingOptions();

    @Option(
        names = "--hours",
        paramLabel = "N",
        required = true,
        description = "By how many hours.")
    private int hours;

    @Mixin private final RequiredReasonOption reason = new RequiredReasonOption();

    Extend(Console console) {
      this.console = console;
    }

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
      if (hours < 1) {
        throw new ParameterException(
            Objects.requireNonNull(spec).commandLine(), "a window is not made shorter");
      }
      try (Crossings crossings = options.open(console)) {
        crossings.extend(hours, reason.text());
        console.say("the way back is kept open for " + hours + " h longer");
      }
      return Exit.OK.code();
    }
  }
}
