package dev.crossfade.server.command;

import dev.crossfade.core.cutover.Gate;
import dev.crossfade.server.check.CheckReport;
import dev.crossfade.server.check.CheckReport.FailOn;
import dev.crossfade.server.check.ReportFiles;
import dev.crossfade.server.output.Console;
import dev.crossfade.server.run.ShadowWork;
import dev.crossfade.server.shadow.ShadowView;
import dev.crossfade.server.shadow.StoredShadows;
import dev.crossfade.server.wiring.Connected;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Asks both stacks the same, and tells in what they differ. */
final class ShadowCommands {
  private ShadowCommands() {}

  static CommandLine of(Console console) {
    return new CommandLine(new Group())
        .addSubcommand(new Once(console))
        .addSubcommand(new Start(console))
        .addSubcommand(new Status(console))
        .addSubcommand(new Report(console));
  }

  @Command(
      name = "shadow",
      description = "Asks both stacks the same, and tells in what they differ.",
      mixinStandardHelpOptions = true,
      synopsisSubcommandLabel = "COMMAND")
  private static final class Group {}

  /** What commands that ask have in common. */
  private abstract static class Asking implements Callable<Integer> {
    private final Console console;
    @Mixin private final FolderArgument folder = new FolderArgument();
    @Mixin private final OutputOption output = new OutputOption();
    @Mixin private final ReportOptions reports = new ReportOptions();
    @Mixin private final FailOnOption failOn = new FailOnOption();

    @Option(
        names = "--workload",
        paramLabel = "NAME",
        description = "Only this workload. Repeatable.")
    private List<String> names = new ArrayList<>();

    @Option(
        names = "--gateway",
        paramLabel = "URL",
        description =
            "Admin address of a gateway, whose comparisons of copied requests are added."
                + " Repeatable.")
    private List<URI> gateways = new ArrayList<>();

    Asking(Console console) {
      this.console = console;
    }

    abstract @Nullable Duration lasting();

    @Override
    public Integer call() throws InterruptedException {
      ReportFiles files = reports.files();
      ShadowWork.Wish wish = new ShadowWork.Wish(names, gateways, lasting());
      return ShadowWork.run(
          folder.folder(),
          folder.data(),
          wish,
          console,
          stored -> {
            CheckReport report = stored.report().checks(reports.masking());
            output.print(stored.view(Clock.systemUTC().instant(), reports.masking()), console);
            files.write(report);
            return failOn.exit(report).code();
          });
    }
  }

  @Command(
      name = "run",
      description = "Asks all declared workloads once, reads what is new in logs, and compares.",
      mixinStandardHelpOptions = true)
  private static final class Once extends Asking {
    Once(Console console) {
      super(console);
    }

    @Override
    @Nullable Duration lasting() {
      return null;
    }
  }

  @Command(
      name = "start",
      description = "Asks workloads by their schedule, until it is stopped.",
      mixinStandardHelpOptions = true)
  private static final class Start extends Asking {
    @Option(
        names = "--minutes",
        paramLabel = "N",
        defaultValue = "0",
        description = "Ends after so long. Default: never.")
    private long minutes;

    Start(Console console) {
      super(console);
    }

    @Override
    Duration lasting() {
      return Duration.ofMinutes(minutes);
    }
  }

  @Command(
      name = "status",
      description = "Shows the latest result of everything that is compared; asks nothing.",
      mixinStandardHelpOptions = true)
  private static final class Status implements Callable<Integer> {
    private final Console console;
    @Mixin private final FolderArgument folder = new FolderArgument();
    @Mixin private final OutputOption output = new OutputOption();

    Status(Console console) {
      this.console = console;
    }

    @Override
    public Integer call() {
      try (Connected connected = Connected.open(folder.folder(), console.environment())) {
        var now = Clock.systemUTC().instant();
        ShadowView view =
            StoredShadows.latest(connected, now).view(now, CheckReport.Masking.MASKED);
        output.print(view, console);
        return (view.gate().state() == Gate.State.PASS ? Exit.OK : Exit.NOT_PROVEN).code();
      }
    }
  }

  @Command(
      name = "report",
      description = "Reports on a comparison that is over; asks nothing.",
      mixinStandardHelpOptions = true)
  private static final class Report implements Callable<Integer> {
    private final Console console;
    @Mixin private final FolderArgument folder = new FolderArgument();
    @Mixin private final OutputOption output = new OutputOption();
    @Mixin private final ReportOptions reports = new ReportOptions();

    @Option(names = "--run", paramLabel = "ID", description = "Of this run. Default: the latest.")
    private @Nullable String run;

    Report(Console console) {
      this.console = console;
    }

    @Override
    public Integer call() {
      ReportFiles files = reports.files();
      try (Connected connected = Connected.open(folder.folder(), console.environment())) {
        StoredShadows stored = StoredShadows.of(connected, run);
        CheckReport report = stored.report().checks(reports.masking());
        if (files.empty()) {
          output.print(stored.view(Clock.systemUTC().instant(), reports.masking()), console);
        }
        files.write(report);
        return (report.fails(FailOn.ERROR) ? Exit.NOT_PROVEN : Exit.OK).code();
      }
    }
  }
}
