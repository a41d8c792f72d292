package dev.crossfade.server.command;

import dev.crossfade.core.check.CheckTrigger;
import dev.crossfade.server.check.CheckReport;
import dev.crossfade.server.check.CheckView;
import dev.crossfade.server.check.ReportFiles;
import dev.crossfade.server.output.Console;
import dev.crossfade.server.run.CheckWork;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Asks checks. */
@Command(
    name = "run",
    description = "Asks the checks of the data and keeps what they find.",
    mixinStandardHelpOptions = true)
final class CheckRunCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private FolderArgument folder = new FolderArgument();
  @Mixin private OutputOption output = new OutputOption();
  @Mixin private ReportOptions reports = new ReportOptions();
  @Mixin private FailOnOption failOn = new FailOnOption();

  @Option(names = "--entity", paramLabel = "NAME", description = "Only checks of this entity.")
  private @Nullable String entity;

  @Option(
      names = "--node",
      paramLabel = "ID",
      description = "Only this check and what it needs, for example contact/counts. Repeatable.")
  private List<String> nodes = new ArrayList<>();

  @Option(
      names = "--due",
      description = "Only checks that have not passed, or whose result has become stale.")
  private boolean due;

  CheckRunCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    ReportFiles files = reports.files();
    CheckWork.Wish wish =
        new CheckWork.Wish(
            entity,
            nodes,
            due ? CheckWork.Due.STALE : CheckWork.Due.ALL,
            due ? CheckTrigger.SCHEDULE : CheckTrigger.DEMAND);
    CheckReport report =
        CheckWork.run(folder.folder(), folder.data(), wish, reports.masking(), console);
    output.print(new CheckView(report), console);
    files.write(report);
    return failOn.exit(report).code();
  }
}
