package dev.crossfade.server.command;

import dev.crossfade.cli.remote.ParkedRowsOption;
import dev.crossfade.server.output.Console;
import dev.crossfade.server.view.ReplayView;
import dev.crossfade.server.wiring.Replays;
import dev.crossfade.spi.target.Correction;
import dev.crossfade.spi.target.Selection;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Asks for parked rows to be written. */
@Command(
    name = "replay",
    description = {
      "Maps rows in quarantine again, as their sources have them now, and writes those that pass.",
      "Whoever follows the sources does it: a run, a server, or the next run."
    },
    mixinStandardHelpOptions = true)
final class QuarantineReplayCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private FolderArgument folder = new FolderArgument();
  @Mixin private OutputOption output = new OutputOption();
  @Mixin private ParkedRowsOption which = new ParkedRowsOption();
  @Mixin private ReplayOptions how = new ReplayOptions();

  QuarantineReplayCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    try (Replays replays = Replays.open(folder.folder(), console.environment())) {
      return replay(replays, replays.rows().selection(which.group(), which.row()), List.of())
          .code();
    }
  }

  private Exit replay(Replays replays, Selection what, List<Correction> corrections)
      throws InterruptedException {
    ReplayView view = how.carryOut(replays, folder.folder().toString(), what, corrections);
    output.print(view, console);
    return how.exit(view);
  }
}
