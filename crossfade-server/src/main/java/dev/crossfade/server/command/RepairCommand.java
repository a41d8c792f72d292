package dev.crossfade.server.command;

import dev.crossfade.cli.remote.RepairRows;
import dev.crossfade.core.compare.Verdict;
import dev.crossfade.server.output.Console;
import dev.crossfade.server.run.VerifyRun;
import dev.crossfade.server.view.RepairTrialView;
import dev.crossfade.server.view.RepairView;
import dev.crossfade.server.wiring.Reach;
import dev.crossfade.server.wiring.RepairDesk;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Asks for rows of production to be made right. */
@Command(
    name = "repair",
    description = {
      "Compares rows of an entity with its sources, and makes right what differs in production: sets",
      "rows that are missing or others, and takes rows away that no source has. Whoever follows the",
      "sources does it, behind the stream: a run, a server, or the next run."
    },
    mixinStandardHelpOptions = true)
final class RepairCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private FolderArgument folder = new FolderArgument();
  @Mixin private OutputOption output = new OutputOption();

  @Option(
      names = "--entity",
      paramLabel = "NAME",
      required = true,
      description = "Rows of this entity.")
  private String entity = "";

  @ArgGroup(multiplicity = "1")
  private RepairRows rows = new RepairRows();

  @Mixin private ReasonOption reason = new ReasonOption();

  @Option(
      names = "--dry-run",
      description = "Only compares, and tells which rows would be set or taken away.")
  private boolean dryRun;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description = "How long to wait until it is carried out. Default: ${DEFAULT-VALUE}.")
  private int seconds;

  RepairCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    return (dryRun ? attempt() : repair()).code();
  }

  private Exit repair() throws InterruptedException {
    try (RepairDesk desk = RepairDesk.open(folder.folder(), console.environment())) {
      List<String> keys = keys(desk);
      String place = folder.folder().toString();
      boolean followed = desk.mayBeFollowed();
      boolean nothing = keys.isEmpty() && !rows.all();
      RepairView view =
          new RepairView(
              desk.migration(),
              place,
              entity,
              nothing
                  ? List.of()
                  : desk.await(
                      desk.ask(entity, keys, reason.text()),
                      Duration.ofSeconds(followed ? seconds : 0)),
              followed);
      output.print(view, console);
      return view.done() || !followed ? Exit.OK : Exit.TIMEOUT;
    }
  }

  private List<String> keys(RepairDesk desk) {
    return rows.differing() ? desk.differing(entity) : desk.keys(entity, rows.named());
  }

  /** Compares as a verification does, which reads all rows whichever are meant. */
  private Exit attempt() throws InterruptedException {
    List<String> keys;
    try (RepairDesk desk = RepairDesk.open(folder.folder(), console.environment())) {
      keys = keys(desk);
    }
    VerifyRun.Result result =
        VerifyRun.of(folder.folder(), folder.data(), entity, Reach.ALL, console);
    List<Verdict> verdicts = result.view().verdicts();
    output.print(
        new RepairTrialView(
            result.view().migration(),
            folder.folder().toString(),
            entity,
            verdicts,
            rows.all() ? null : new HashSet<>(keys)),
        console);
    boolean told =
        !verdicts.isEmpty()
            && verdicts.stream().noneMatch(v -> v.result() == Verdict.Result.UNKNOWN);
    return told ? Exit.OK : Exit.NOT_PROVEN;
  }
}
