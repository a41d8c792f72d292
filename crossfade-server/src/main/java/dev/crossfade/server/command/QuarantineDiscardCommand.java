package dev.crossfade.server.command;

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
import picocli.CommandLine.Option;

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

  @Mixin private FolderArgument folder = new FolderArgument();
  @Mixin private OutputOption output = new OutputOption();
  @Mixin private RowsOption which = new RowsOption();

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      required = true,
      description = "Why, for the record.")
  private String reason = "";

  @Option(names = "--dry-run", description = "Only tells how many rows that would be.")
  private boolean dryRun;

  QuarantineDiscardCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (ParkedRows rows = ParkedRows.open(folder.folder(), console.environment())) {
      Selection what = which.of(rows);
      long count = dryRun ? rows.count(what) : rows.discard(what, reason).rows();
      String sentence =
          Words.count(count, "row") + (dryRun ? " would be discarded." : " discarded.");
      output.print(
          new ActView(
              "discard",
              sentence,
              Map.of("migration", rows.migration(), "dryRun", dryRun, "rows", count),
              List.of("crossfade verify " + folder.folder())),
          console);
    }
    return Exit.OK.code();
  }
}
