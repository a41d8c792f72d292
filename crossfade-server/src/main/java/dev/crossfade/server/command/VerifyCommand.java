package dev.crossfade.server.command;

import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.server.output.Console;
import dev.crossfade.server.report.ReportFile;
import dev.crossfade.server.run.VerifyRun;
import dev.crossfade.server.wiring.Reach;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Compares production with the sources. */
@Command(
    name = "verify",
    description = "Reads the sources again and compares production with them, row by row.",
    mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private FolderArgument folder = new FolderArgument();
  @Mixin private OutputOption output = new OutputOption();

  @Option(names = "--entity", paramLabel = "NAME", description = "Only this entity.")
  private @Nullable String entity;

  @Option(names = "--report", paramLabel = "FILE", description = "Writes a report there.")
  private @Nullable Path report;

  @Option(
      names = "--since-last",
      description =
          "Only rows touched since the last verdict; all rows of an entity where that is not"
              + " possible.")
  private boolean sinceLast;

  VerifyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException, ProblemException {
    if (report != null) {
      ReportFile.expectAt(report);
    }
    Reach reach = sinceLast ? Reach.SINCE_LAST : Reach.ALL;
    VerifyRun.Result result = VerifyRun.of(folder.folder(), folder.data(), entity, reach, console);
    output.print(result.view(), console);
    if (report != null) {
      ReportFile.write(result.report(), report);
    }
    result.reasons().forEach(reason -> console.say("not proven: " + reason));
    return (result.reasons().isEmpty() ? Exit.OK : Exit.NOT_PROVEN).code();
  }
}
