package dev.crossfade.server.command;

import dev.crossfade.server.output.Console;
import dev.crossfade.server.view.ProposalView;
import dev.crossfade.server.wiring.DriftDesk;
import dev.crossfade.server.wiring.DriftProposal;
import dev.crossfade.spi.target.HeldTable;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows what accepting altered tables would change. */
@Command(
    name = "show",
    description = {
      "Shows which altered tables wait for a decision, and what accepting them would change: the",
      "specification, as a unified diff, and the tables of the target, as statements."
    },
    mixinStandardHelpOptions = true)
final class DriftShowCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private FolderArgument folder = new FolderArgument();
  @Mixin private OutputOption output = new OutputOption();
  @Mixin private HeldOptions which = new HeldOptions();

  DriftShowCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (DriftDesk desk = DriftDesk.open(folder.folder(), console.environment())) {
      List<HeldTable> tables = which.of(desk);
      List<ProposalView.Table> shown =
          tables.stream()
              .map(each -> ProposalView.Table.of(each, desk.kept(each), desk.drifts(each)))
              .toList();
      DriftProposal proposal = desk.proposal(tables);
      output.print(
          new ProposalView(
              desk.migration(),
              folder.folder().toString(),
              shown,
              proposal.diff(),
              proposal.statements(),
              proposal.mappings(),
              proposal.problems()),
          console);
    }
    return Exit.OK.code();
  }
}
