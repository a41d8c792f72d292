package dev.crossfade.server.command;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.server.ServerProblem;
import dev.crossfade.server.output.Console;
import dev.crossfade.server.view.RetirementView;
import dev.crossfade.server.wiring.Crossings;
import dev.crossfade.server.wiring.Leftovers;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Removes what a completed migration left in the databases of both stacks. */
@Command(
    name = "retire",
    description = {
      "Removes what a completed migration left in databases: the columns _cf_load and _cf_position",
      "of production, and what sources kept of the way back. Fences of sources stay raised,",
      "unless --sources is said."
    },
    mixinStandardHelpOptions = true)
final class RetireCommand extends CrossingCommand {
  @Mixin private final Confirmation confirmation = new Confirmation();

  @Mixin private final RequiredReasonOption reason = new RequiredReasonOption();

  @Option(
      names = "--sources",
      description =
          "Also removes all else that is in sources: fences, marks, slots, publications."
              + " Applications can write the old stack again, and nothing follows what they write.")
  private boolean sources;

  @Option(names = "--dry-run", description = "Only tells what would be removed.")
  private boolean dryRun;

  RetireCommand(Console console) {
    super(console);
  }

  @Override
  Exit with(Crossings crossings) {
    if (!crossings.state().over()) {
      throw Problem.of(
              ServerProblem.STILL_MOVING,
              "The migration is not complete.",
              "What would be removed is what it goes on with.",
              "crossfade complete " + options.folder())
          .raise();
    }
    Leftovers leftovers =
        crossings.leftovers(sources ? Leftovers.Extent.SOURCES : Leftovers.Extent.METADATA);
    List<String> left = leftovers.list();
    if (!dryRun && !left.isEmpty()) {
      confirmation.demand(crossings.migration(), consequence(), console);
      leftovers.remove(crossings.actor(), reason.text());
    }
    RetirementView.Fate fate =
        dryRun ? RetirementView.Fate.WOULD_BE_REMOVED : RetirementView.Fate.REMOVED;
    options.print(new RetirementView(crossings.migration(), fate, left), console);
    return Exit.OK;
  }

  private String consequence() {
    String rows = "Rows no longer say by which load they came.";
    return sources
        ? rows + " Applications can write the old stack again, and nothing follows what they write."
        : rows;
  }
}
