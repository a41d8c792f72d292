package dev.crossfade.server.command;

import dev.crossfade.server.output.Console;
import dev.crossfade.server.view.PlanView;
import dev.crossfade.server.wiring.Connected;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what a run will do. */
@Command(
    name = "plan",
    description = "Shows the exact steps a run will take, and what it leaves out and why.",
    mixinStandardHelpOptions = true)
final class PlanCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private FolderArgument folder = new FolderArgument();
  @Mixin private OutputOption output = new OutputOption();

  PlanCommand(Console console) {
    this.console = console;
  }

  /** There is nothing to switch off. */
  @Option(names = "--dry-run", description = "Accepted for symmetry: plan never changes anything.")
  void dryRun(@SuppressWarnings("unused") boolean wanted) {}

  @Override
  public Integer call() {
    try (Connected connected = Connected.open(folder.folder(), console.environment())) {
      PlanView view = new PlanView(connected.plan(), folder.folder().toString());
      output.print(view, console);
      return (connected.plan().blocked() ? Exit.BLOCKED : Exit.OK).code();
    }
  }
}
