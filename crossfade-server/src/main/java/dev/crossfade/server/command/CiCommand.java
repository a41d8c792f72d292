package dev.crossfade.server.command;

import dev.crossfade.core.check.CheckTrigger;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.server.check.CheckReport;
import dev.crossfade.server.check.CheckReport.FailOn;
import dev.crossfade.server.check.CheckView;
import dev.crossfade.server.check.GithubOutput;
import dev.crossfade.server.check.ReportFiles;
import dev.crossfade.server.output.Console;
import dev.crossfade.server.run.CheckWork;
import dev.crossfade.server.run.CiRun;
import dev.crossfade.server.wiring.Connected;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tests a specification in a pipeline. */
@Command(
    name = "ci",
    description =
        "Tests the mappings of a folder without any database and, with --against, checks the data.",
    mixinStandardHelpOptions = true)
final class CiCommand implements Callable<Integer> {
  private static final String OVERLAY = "CROSSFADE_ENVIRONMENT";

  private final Console console;

  @Mixin private FolderArgument folder = new FolderArgument();
  @Mixin private OutputOption output = new OutputOption();
  @Mixin private ReportOptions reports = new ReportOptions();

  @Option(
      names = "--against",
      arity = "0..1",
      fallbackValue = "",
      paramLabel = "ENVIRONMENT",
      description =
          "Asks all checks of the data of this environment (overlays/ENVIRONMENT.yaml); without a"
              + " name of the folder as it is.")
  private @Nullable String against;

  @Option(
      names = "--github",
      description =
          "Prints annotations, and fills GITHUB_STEP_SUMMARY and GITHUB_OUTPUT where they are set.")
  private boolean github;

  @Option(
      names = "--fail-on",
      paramLabel = "WHEN",
      defaultValue = "error",
      description = "Which findings end it with exit code 3: error, warn or never.")
  private FailOn failOn = FailOn.ERROR;

  CiCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    ReportFiles files = reports.files();
    CheckReport report;
    List<String> leftOut = List.of();
    try {
      report =
          CiRun.tests(
              folder.folder(),
              overlay(),
              reports.masking(),
              against == null ? null : this::catalogs);
      if (against != null) {
        CheckWork.Result data = data();
        report = CiRun.together(report, data.report());
        leftOut = data.leftOut();
      }
    } catch (ProblemException e) {
      if (github) {
        GithubOutput.problems(folder.folder().toString(), e.problems())
            .forEach(console.out()::println);
      }
      throw e;
    }
    output.print(new CheckView(report), console);
    files.write(report);
    if (github) {
      GithubOutput.write(report, console.environment(), console.out()::println);
    }
    leftOut.forEach(why -> console.say("not checked: " + why));
    boolean failed = report.fails(failOn) || (failOn != FailOn.NEVER && !leftOut.isEmpty());
    return (failed ? Exit.NOT_PROVEN : Exit.OK).code();
  }

  private @Nullable String overlay() {
    String named = against == null || against.isEmpty() ? null : against;
    String known = console.environment().getOrDefault(OVERLAY, "");
    return named != null ? named : known.isEmpty() ? null : known;
  }

  private Map<String, List<TableSchema>> catalogs() {
    try (Connected connected = Connected.open(folder.folder(), there().environment())) {
      return connected.catalogs();
    }
  }

  private CheckWork.Result data() throws InterruptedException {
    CheckWork.Wish wish = new CheckWork.Wish(null, List.of(), CheckWork.Due.ALL, CheckTrigger.CI);
    return CheckWork.run(folder.folder(), folder.data(), wish, reports.masking(), there());
  }

  private Console there() {
    Map<String, String> environment = new HashMap<>(console.environment());
    String overlay = overlay();
    if (overlay != null) {
      environment.put(OVERLAY, overlay);
    }
    return new Console(console.out(), console.err(), environment, console.terminal());
  }
}
