package dev.crossfade.server.command;

import dev.crossfade.core.check.CheckTrigger;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.server.check.CheckReport;
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
import java.util.UUID;
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
  @Mixin private FailOnOption failOn = new FailOnOption();

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

  CiCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    ReportFiles files = reports.files();
    CheckReport report = tests(files);
    if (against != null) {
      report = CiRun.together(report, data(files, report));
    }
    print(report);
    files.write(report);
    if (github) {
      GithubOutput.write(report, console.environment(), console.out()::println);
    }
    return failOn.exit(report).code();
  }

  private CheckReport tests(ReportFiles files) {
    try {
      return CiRun.tests(
          folder.folder(), overlay(), reports.masking(), against == null ? null : this::catalogs);
    } catch (ProblemException e) {
      files.write(CiRun.invalid(folder.folder(), e.problems(), reports.masking()));
      throw annotated(e);
    }
  }

  private ProblemException annotated(ProblemException e) {
    if (github) {
      GithubOutput.problems(folder.folder().toString(), e.problems())
          .forEach(console.out()::println);
    }
    return e;
  }

  /** What is printed may hold data; no line of it is a command of the pipeline. */
  private void print(CheckReport report) {
    String token = UUID.randomUUID().toString();
    if (github) {
      console.out().println("::stop-commands::" + token);
    }
    output.print(new CheckView(report), console);
    if (github) {
      console.out().println("::" + token + "::");
    }
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

  /** If the data cannot be checked, the tests that have ended are reported, and that it cannot. */
  private CheckReport data(ReportFiles files, CheckReport tests) throws InterruptedException {
    CheckWork.Wish wish = new CheckWork.Wish(null, List.of(), CheckWork.Due.ALL, CheckTrigger.CI);
    try {
      return CheckWork.run(folder.folder(), folder.data(), wish, reports.masking(), there());
    } catch (ProblemException e) {
      files.write(CiRun.unasked(tests, e.problems()));
      throw annotated(e);
    }
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
