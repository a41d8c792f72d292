package dev.crossfade.server.command;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.server.ServerProblem;
import dev.crossfade.server.output.Console;
import dev.crossfade.server.output.Words;
import dev.crossfade.server.view.ActView;
import dev.crossfade.server.view.Conflict;
import dev.crossfade.server.view.ConflictsView;
import dev.crossfade.server.wiring.ConflictDesk;
import dev.crossfade.server.wiring.RepairDesk;
import dev.crossfade.spi.target.Act;
import dev.crossfade.spi.target.Repair;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Rows about which both stacks have something to say. */
final class ConflictCommands {
  private ConflictCommands() {}

  static CommandLine of(Console console) {
    return new CommandLine(new Group())
        .addSubcommand(new ListConflicts(console))
        .addSubcommand(new Settle(console));
  }

  @Command(
      name = "conflicts",
      description = "Writes that passed a fence, and rows that could not be brought back.",
      mixinStandardHelpOptions = true,
      synopsisSubcommandLabel = "COMMAND")
  private static final class Group {}

  @Command(
      name = "list",
      description = {
        "Lists what waits for people, with keys of rows and without their values.",
        "Nobody is moved to the new stack while something waits."
      },
      mixinStandardHelpOptions = true)
  private static final class ListConflicts implements Callable<Integer> {
    private final Console console;
    @Mixin private final FolderArgument folder = new FolderArgument();
    @Mixin private final OutputOption output = new OutputOption();

    ListConflicts(Console console) {
      this.console = console;
    }

    @Override
    public Integer call() {
      try (ConflictDesk desk = ConflictDesk.open(folder.folder(), console.environment())) {
        String path = folder.folder().toString();
        output.print(new ConflictsView(desk.migration(), path, desk.list()), console);
      }
      return Exit.OK.code();
    }
  }

  /** Which are meant. */
  private static final class Which {
    @Option(names = "--id", paramLabel = "ID", description = "This one. May be repeated.")
    private List<String> ids = List.of();

    @Option(names = "--all", description = "Everything that is listed.")
    private boolean all;
  }

  @Command(
      name = "settle",
      description = {
        "Decides that somebody has seen to what waits; who and why is in the audit log.",
        "With --apply a write past the fence is brought into the target first, by a repair of its",
        "entity through the mapping: once the legacy stack takes the writes again."
      },
      mixinStandardHelpOptions = true)
  private static final class Settle implements Callable<Integer> {
    private final Console console;
    @Mixin private final ActOptions options = new ActOptions();

    @ArgGroup(multiplicity = "1")
    private final Which which = new Which();

    @Option(
        names = "--apply",
        description = "Brings what was written past the fence into the target, by a repair.")
    private boolean apply;

    @Option(
        names = "--wait",
        paramLabel = "SECONDS",
        defaultValue = "300",
        description =
            "How long to wait for a repair; nothing is settled before. Default: ${DEFAULT-VALUE}.")
    private int seconds;

    Settle(Console console) {
      this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
      try (ConflictDesk desk = ConflictDesk.open(options.folder(), console.environment())) {
        List<Conflict> meant =
            which.all ? desk.list() : which.ids.stream().distinct().map(desk::one).toList();
        if (apply) {
          meant.forEach(each -> requireApplicable(each, desk));
        }
        if (apply && !options.dryRun() && !repaired(meant)) {
          console.say("Nothing was settled: its rows are still being repaired.");
          return Exit.TIMEOUT.code();
        }
        long rows = options.dryRun() ? meant.size() : desk.settle(meant, options.reason());
        options.print(said(desk, meant, rows), console);
      }
      return Exit.OK.code();
    }

    /** All rows of it: a write may have moved its row to another key, or tell only the source's. */
    private boolean repaired(List<Conflict> meant) throws InterruptedException {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
      boolean all = true;
      try (RepairDesk desk = RepairDesk.open(options.folder(), console.environment())) {
        List<Act> asked =
            meant.stream()
                .map(Conflict::entity)
                .distinct()
                .map(entity -> desk.ask(entity, List.of(), options.reason()))
                .toList();
        for (Act act : asked) {
          Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
          all &= desk.await(act, left).stream().allMatch(part -> part.state() == Repair.State.DONE);
        }
      }
      return all;
    }

    /** A repair makes the target's row what the mapping makes of the source's. */
    private static void requireApplicable(Conflict conflict, ConflictDesk desk) {
      if (!conflict.kind().equals("stray")) {
        throw refused(
            conflict,
            "The row could not be brought back into " + conflict.source() + ".",
            "Correct it there by hand, or on the new stack so that it comes again; then settle it.");
      } else if (!desk.forward()) {
        throw refused(
            conflict,
            "The new stack takes the writes, and may have changed the row since.",
            "Write it there as an application does, or apply it after a rollback; then settle it.");
      }
    }

    private static RuntimeException refused(Conflict conflict, String why, String fix) {
      return Problem.of(
              ServerProblem.NOT_REPAIRABLE,
              "What waits as " + conflict.id() + " cannot be applied.",
              why,
              fix)
          .raise();
    }

    private ActView said(ConflictDesk desk, List<Conflict> meant, long rows) {
      String sentence =
          Words.count(rows, "row")
              + (options.dryRun() ? " would be " : " ")
              + (apply ? "repaired and settled." : "settled.");
      return new ActView(
          "settle",
          sentence,
          Map.of(
              "migration", desk.migration(),
              "dryRun", options.dryRun(),
              "apply", apply,
              "rows", rows,
              "conflicts", meant.stream().map(Conflict::document).toList()),
          List.of("crossfade verify " + options.folder()));
    }
  }
}
