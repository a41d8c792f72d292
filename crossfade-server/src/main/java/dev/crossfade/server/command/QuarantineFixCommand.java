package dev.crossfade.server.command;

import dev.crossfade.cli.remote.ParkedRowsOption;
import dev.crossfade.server.output.Console;
import dev.crossfade.server.view.ReplayView;
import dev.crossfade.server.wiring.Replays;
import dev.crossfade.spi.target.Selection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Corrects values of parked rows. */
@Command(
    name = "fix",
    description = {
      "Takes values of rows in quarantine for others, and replays the rows. A correction counts as",
      "long as the source shows the value that was corrected, and the mapping refuses it."
    },
    mixinStandardHelpOptions = true)
final class QuarantineFixCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private FolderArgument folder = new FolderArgument();
  @Mixin private OutputOption output = new OutputOption();
  @Mixin private ParkedRowsOption which = new ParkedRowsOption();
  @Mixin private ReplayOptions how = new ReplayOptions();

  @Option(
      names = "--set",
      paramLabel = "COLUMN=VALUE",
      description = "The value to take for that of this source column. Repeatable.")
  private Map<String, String> set = new LinkedHashMap<>();

  @Option(
      names = "--set-null",
      paramLabel = "COLUMN",
      description = "Takes the value of this source column for NULL. Repeatable.")
  private List<String> nulls = List.of();

  QuarantineFixCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    Map<String, Optional<String>> values = new LinkedHashMap<>();
    set.forEach((column, value) -> values.put(column, Optional.of(value)));
    nulls.forEach(column -> values.put(column, Optional.empty()));
    try (Replays replays = Replays.open(folder.folder(), console.environment())) {
      Selection what = replays.rows().selection(which.group(), which.row());
      ReplayView view =
          how.carryOut(
              replays, folder.folder().toString(), what, replays.corrections(what, values));
      output.print(view, console);
      return how.exit(view).code();
    }
  }
}
