package dev.crossfade.server.command;

import dev.crossfade.server.check.CheckReport;
import dev.crossfade.server.check.CheckReport.FailOn;
import dev.crossfade.server.check.CheckView;
import dev.crossfade.server.check.ReportFiles;
import dev.crossfade.server.check.StoredChecks;
import dev.crossfade.server.output.Console;
import dev.crossfade.server.wiring.Connected;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Reports on a run of checks. */
@Command(
    name = "report",
    description = "Reports on a run of checks that is over; asks nothing.",
    mixinStandardHelpOptions = true)
final class CheckReportCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private FolderArgument folder = new FolderArgument();
  @Mixin private OutputOption output = new OutputOption();
  @Mixin private ReportOptions reports = new ReportOptions();

  @Option(names = "--run", paramLabel = "ID", description = "Of this run. Default: the latest.")
  private @Nullable String run;

  CheckReportCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    ReportFiles files = reports.files();
    try (Connected connected = Connected.open(folder.folder(), console.environment())) {
      CheckReport report = StoredChecks.report(connected, run, reports.masking());
      if (files.empty()) {
        output.print(new CheckView(report), console);
      }
      files.write(report);
      return (report.fails(FailOn.ERROR) ? Exit.NOT_PROVEN : Exit.OK).code();
    }
  }
}
