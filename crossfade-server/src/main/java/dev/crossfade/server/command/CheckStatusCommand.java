package dev.crossfade.server.command;

import dev.crossfade.server.check.StoredChecks;
import dev.crossfade.server.output.Console;
import dev.crossfade.server.view.CheckStatusView;
import dev.crossfade.server.wiring.Connected;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows what checks found last. */
@Command(
    name = "status",
    description = "Shows the latest result of every check and how old it is; asks nothing.",
    mixinStandardHelpOptions = true)
final class CheckStatusCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private FolderArgument folder = new FolderArgument();
  @Mixin private OutputOption output = new OutputOption();

  CheckStatusCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (Connected connected = Connected.open(folder.folder(), console.environment())) {
      CheckStatusView view = StoredChecks.status(connected, Clock.systemUTC().instant());
      output.print(view, console);
      return (view.verdict().good() ? Exit.OK : Exit.NOT_PROVEN).code();
    }
  }
}
