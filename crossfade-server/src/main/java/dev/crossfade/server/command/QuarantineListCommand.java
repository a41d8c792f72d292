package dev.crossfade.server.command;

import dev.crossfade.server.output.Console;
import dev.crossfade.server.view.QuarantineView;
import dev.crossfade.server.view.QuarantineView.Masking;
import dev.crossfade.server.wiring.StatusReader;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists what is parked. */
@Command(
    name = "list",
    description = "Lists rows in quarantine, grouped by reason and one by one.",
    mixinStandardHelpOptions = true)
final class QuarantineListCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private FolderArgument folder = new FolderArgument();
  @Mixin private OutputOption output = new OutputOption();

  @Option(names = "--entity", paramLabel = "NAME", description = "Only this entity.")
  private @Nullable String entity;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "Most rows listed per entity. Default: ${DEFAULT-VALUE}.")
  private int limit;

  @Option(
      names = "--show-values",
      description = "Shows source keys and rows, which are masked otherwise.")
  private boolean values;

  QuarantineListCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (StatusReader reader = StatusReader.open(folder.folder(), console.environment())) {
      QuarantineView view =
          reader.quarantine(entity, limit, values ? Masking.SHOWN : Masking.MASKED);
      output.print(view, console);
    }
    return Exit.OK.code();
  }
}
