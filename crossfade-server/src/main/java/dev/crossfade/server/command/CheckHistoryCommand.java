package dev.crossfade.server.command;

import dev.crossfade.server.check.StoredChecks;
import dev.crossfade.server.output.Console;
import dev.crossfade.server.wiring.Connected;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what checks found over time. */
@Command(
    name = "history",
    description = "Shows runs of checks, or the results of one check, newest first.",
    mixinStandardHelpOptions = true)
final class CheckHistoryCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private FolderArgument folder = new FolderArgument();
  @Mixin private OutputOption output = new OutputOption();

  @Option(names = "--node", paramLabel = "ID", description = "Of this check only.")
  private @Nullable String node;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "Most lines. Default: ${DEFAULT-VALUE}.")
  private int limit;

  CheckHistoryCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (Connected connected = Connected.open(folder.folder(), console.environment())) {
      output.print(StoredChecks.history(connected, node, limit), console);
    }
    return Exit.OK.code();
  }
}
