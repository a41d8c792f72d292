package dev.crossfade.server.command;

import dev.crossfade.server.check.CheckPlanView;
import dev.crossfade.server.output.Console;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows which checks there are. */
@Command(
    name = "plan",
    description = "Shows the checks and their order, as a value others can run; asks nothing.",
    mixinStandardHelpOptions = true)
final class CheckPlanCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private FolderArgument folder = new FolderArgument();
  @Mixin private OutputOption output = new OutputOption();

  CheckPlanCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    output.print(CheckPlanView.of(folder.folder(), console.environment()), console);
    return Exit.OK.code();
  }
}
