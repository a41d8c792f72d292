package dev.crossfade.server.command;

import dev.crossfade.server.demo.DemoOptions;
import dev.crossfade.server.demo.DemoStory;
import dev.crossfade.server.output.Console;
import dev.crossfade.server.report.ReportFile;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Plays the demonstration. */
@Command(
    name = "demo",
    description = "Starts a demo company with two live systems and migrates it while it works.",
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--exit",
      description =
          "Plays to the end, proves that nothing was lost, and exits; otherwise stays up until"
              + " Ctrl-C.")
  private boolean exit;

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "100000",
      description = "Rows of history over both systems. Default: ${DEFAULT-VALUE}.")
  private long rows;

  @Option(
      names = "--writes-per-second",
      paramLabel = "N",
      defaultValue = "200",
      description = "Live writes per second over both systems. Default: ${DEFAULT-VALUE}.")
  private int writesPerSecond;

  @Option(
      names = "--stream-seconds",
      paramLabel = "N",
      description =
          "With --exit: least time of live writes after the first publish. Default: 60, and at"
              + " least 10,000 writes; below 100,000 rows 20, and no least number of writes.")
  private @Nullable Integer streamSeconds;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "42",
      description = "Seed of the company: the same seed makes the same rows. Default: 42.")
  private long seed;

  @Option(
      names = "--kill-connect",
      description = "Kills the change capture with kill -9 once on the way.")
  private boolean killConnect;

  @Option(names = "--report", paramLabel = "FILE", description = "Writes a report there.")
  private @Nullable Path report;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      defaultValue = ".crossfade/demo",
      description = "Folder of the demonstration. Default: ${DEFAULT-VALUE}.")
  private Path data = Path.of(".crossfade/demo");

  DemoCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    if (report != null) {
      ReportFile.expectAt(report);
    }
    DemoOptions options =
        DemoOptions.of(data, rows, seed, writesPerSecond)
            .ending(exit ? DemoOptions.Ending.PROVE_AND_EXIT : DemoOptions.Ending.STAY_UP)
            .streaming(streamSeconds)
            .fault(killConnect ? DemoOptions.Fault.KILL_CONNECT : DemoOptions.Fault.NONE)
            .reportTo(report);
    Exit end =
        switch (DemoStory.play(options, console)) {
          case PROVEN -> Exit.OK;
          case NOT_PROVEN -> Exit.NOT_PROVEN;
          case STOPPED -> Exit.INTERRUPTED;
        };
    return end.code();
  }
}
