package dev.crossfade.server.command;

import dev.crossfade.server.output.Console;
import dev.crossfade.server.view.QuarantineView;
import dev.crossfade.server.view.QuarantineView.Masking;
import dev.crossfade.server.wiring.ParkedRows;
import dev.crossfade.spi.target.QuarantineItem;
import dev.crossfade.spi.target.Selection;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows rows of a group. */
@Command(
    name = "show",
    description = "Shows some rows in quarantine. Showing their values is recorded.",
    mixinStandardHelpOptions = true)
final class QuarantineShowCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private FolderArgument folder = new FolderArgument();
  @Mixin private OutputOption output = new OutputOption();
  @Mixin private RowsOption which = new RowsOption();

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "5",
      description = "Most rows shown. Default: ${DEFAULT-VALUE}.")
  private int limit;

  @Option(
      names = "--show-values",
      description = "Shows source keys and rows, which are masked otherwise.")
  private boolean values;

  QuarantineShowCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (ParkedRows rows = ParkedRows.open(folder.folder(), console.environment())) {
      Selection what = which.of(rows);
      List<QuarantineItem> items = rows.sample(what, limit);
      if (values) {
        rows.reveal(what, items.size());
      }
      Masking masking = values ? Masking.SHOWN : Masking.MASKED;
      output.print(
          new QuarantineView(rows.migration(), rows.groups(what), items, List.of(), masking),
          console);
    }
    return Exit.OK.code();
  }
}
