package dev.crossfade.server.command;

import dev.crossfade.server.output.Console;
import dev.crossfade.server.wiring.StatusReader;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Opens a gate by name. */
@Command(
    name = "override",
    description =
        "Publishes an entity although this check of what is staged has not passed. Who did so, and"
            + " why, is on record for good.",
    mixinStandardHelpOptions = true)
final class CheckOverrideCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private FolderArgument folder = new FolderArgument();

  @Parameters(index = "1", paramLabel = "NODE", description = "The check, as in contact/counts.")
  private String node = "";

  @Mixin private final RequiredReasonOption reason = new RequiredReasonOption();

  CheckOverrideCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (StatusReader reader = StatusReader.open(folder.folder(), console.environment())) {
      String entity = reader.override(node, reason.text());
      console.say(node + " is overridden; " + entity + " is published once nothing else holds it.");
    }
    return Exit.OK.code();
  }
}
