package dev.crossfade.server.command;

import dev.crossfade.server.output.Console;
import dev.crossfade.server.report.ReportFile;
import dev.crossfade.server.run.ForegroundRun;
import dev.crossfade.server.wiring.Until;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Carries a migration out. */
@Command(
    name = "run",
    description = "Carries the migration out: copies, publishes, follows, verifies. Resumes.",
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private FolderArgument folder = new FolderArgument();

  @Option(
      names = "--until",
      paramLabel = "WHEN",
      defaultValue = "forever",
      description =
          "When to end: published, verified or forever (verifies, then follows until Ctrl-C)."
              + " Default: ${DEFAULT-VALUE}.")
  private Until until = Until.FOREVER;

  @Option(names = "--report", paramLabel = "FILE", description = "Writes a report there.")
  private @Nullable Path report;

  @Option(
      names = "--route-key",
      paramLabel = "FILE",
      description =
          "File of the key that signs route records; made if there is none. Default: route.key of the"
              + " data folder.")
  private @Nullable Path routeKey;

  RunCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (report != null) {
      ReportFile.expectAt(report);
    }
    ForegroundRun.Wishes wishes =
        new ForegroundRun.Wishes(folder.folder(), folder.data(), until, report, routeKey);
    return (ForegroundRun.start(wishes, console) ? Exit.OK : Exit.NOT_PROVEN).code();
  }
}
