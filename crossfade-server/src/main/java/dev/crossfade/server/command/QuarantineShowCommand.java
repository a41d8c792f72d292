package dev.crossfade.server.command;

import dev.crossfade.cli.remote.ParkedRowsOption;
import dev.crossfade.cli.remote.SampleOption;
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

/** Shows rows of a group. */
@Command(
    name = "show",
    description = "Shows some rows in quarantine. Showing their values is recorded.",
    mixinStandardHelpOptions = true)
final class QuarantineShowCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private FolderArgument folder = new FolderArgument();
  @Mixin private OutputOption output = new OutputOption();
  @Mixin private ParkedRowsOption which = new ParkedRowsOption();

  @Mixin private SampleOption sample = new SampleOption();

  QuarantineShowCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (ParkedRows rows = ParkedRows.open(folder.folder(), console.environment())) {
      Selection what = rows.selection(which.group(), which.row());
      List<QuarantineItem> items = rows.sample(what, sample.limit());
      if (sample.values()) {
        rows.reveal(what, items.size());
      }
      Masking masking = sample.values() ? Masking.SHOWN : Masking.MASKED;
      output.print(
          new QuarantineView(rows.migration(), rows.groups(what), items, List.of(), masking),
          console);
    }
    return Exit.OK.code();
  }
}
