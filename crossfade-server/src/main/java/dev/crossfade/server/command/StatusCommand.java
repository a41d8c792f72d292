package dev.crossfade.server.command;

import dev.crossfade.server.output.Console;
import dev.crossfade.server.output.Format;
import dev.crossfade.server.view.StatusView;
import dev.crossfade.server.wiring.StatusReader;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows where a migration is. */
@Command(
    name = "status",
    description = "Shows where a migration is: entities, lag, quarantine, age of the verdicts.",
    mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
  private static final String CLEAR = "\u001b[H\u001b[2J";

  private final Console console;

  @Mixin private FolderArgument folder = new FolderArgument();
  @Mixin private OutputOption output = new OutputOption();

  @Option(names = "--watch", description = "Shows it again every two seconds until Ctrl-C.")
  private boolean watch;

  StatusCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    try (StatusReader reader = StatusReader.open(folder.folder(), console.environment())) {
      show(reader.read(Clock.systemUTC().instant()));
      while (watch) {
        TimeUnit.SECONDS.sleep(2);
        StatusView next = reader.read(Clock.systemUTC().instant());
        if (console.colourful() && output.format() == Format.TABLE) {
          console.out().print(CLEAR);
        }
        show(next);
      }
    }
    return Exit.OK.code();
  }

  private void show(StatusView view) {
    output.print(view, console);
  }
}
