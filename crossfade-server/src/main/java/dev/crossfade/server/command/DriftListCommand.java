package dev.crossfade.server.command;

import dev.crossfade.server.output.Console;
import dev.crossfade.server.wiring.StatusReader;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists altered tables. */
@Command(
    name = "list",
    description = {
      "Lists in which ways tables of the sources and of production are not what they were when the",
      "run that follows them began, as it saw them last."
    },
    mixinStandardHelpOptions = true)
final class DriftListCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private FolderArgument folder = new FolderArgument();
  @Mixin private OutputOption output = new OutputOption();

  DriftListCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (StatusReader reader = StatusReader.open(folder.folder(), console.environment())) {
      output.print(reader.drift(), console);
    }
    return Exit.OK.code();
  }
}
