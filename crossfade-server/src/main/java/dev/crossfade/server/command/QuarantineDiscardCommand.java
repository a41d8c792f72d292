package dev.crossfade.server.command;

import dev.crossfade.cli.remote.ParkedRowsOption;
import dev.crossfade.server.output.Console;
import dev.crossfade.server.output.Words;
import dev.crossfade.server.view.ActView;
import dev.crossfade.server.wiring.ParkedRows;
import dev.crossfade.spi.target.Selection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Decides that parked rows will not be written. */
@Command(
    name = "discard",
    description = {
      "Decides that rows in quarantine will not be written as they are. They do not count against",
      "the limit any more; verdicts count them by name. A newer image of such a row is news."
    },
    mixinStandardHelpOptions = true)
final class QuarantineDiscardCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private ActOptions options = new ActOptions();
  @Mixin private ParkedRowsOption which = new ParkedRowsOption();

  QuarantineDiscardCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (ParkedRows rows = ParkedRows.open(options.folder(), console.environment())) {
      Selection what = rows.selection(which.group(), which.row());
      long count =
          options.dryRun() ? rows.count(what) : rows.discard(what, options.reason()).rows();
      String sentence =
          Words.count(count, "row") + (options.dryRun() ? " would be discarded." : " discarded.");
      options.print(
          new ActView(
              "discard",
              sentence,
              Map.of("migration", rows.migration(), "dryRun", options.dryRun(), "rows", count),
              List.of("crossfade verify " + options.folder())),
          console);
    }
    return Exit.OK.code();
  }
}
