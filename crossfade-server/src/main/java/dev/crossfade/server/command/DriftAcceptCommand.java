package dev.crossfade.server.command;

import dev.crossfade.server.output.Console;
import dev.crossfade.server.output.Words;
import dev.crossfade.server.view.ActView;
import dev.crossfade.server.wiring.DriftDesk;
import dev.crossfade.server.wiring.DriftProposal;
import dev.crossfade.spi.target.HeldTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Takes altered tables as they are now. */
@Command(
    name = "accept",
    description = {
      "Takes altered tables as they are now: changes the specification and the target as drift",
      "show says, commits the folder where it is in git, and lets the next run apply what was kept."
    },
    mixinStandardHelpOptions = true)
final class DriftAcceptCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private ActOptions options = new ActOptions();
  @Mixin private HeldOptions which = new HeldOptions();

  DriftAcceptCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (DriftDesk desk = DriftDesk.open(options.folder(), console.environment())) {
      List<HeldTable> tables = which.of(desk);
      DriftProposal proposal = desk.proposal(tables);
      if (!tables.isEmpty()) {
        proposal.require();
      }
      List<String> notes =
          options.dryRun() || tables.isEmpty()
              ? List.of()
              : desk.accept(tables, proposal, options.reason());
      Map<String, @Nullable Object> facts = new LinkedHashMap<>();
      facts.put("migration", desk.migration());
      facts.put("dryRun", options.dryRun());
      facts.put("tables", tables.stream().map(DriftDesk::label).toList());
      facts.put("files", List.copyOf(proposal.files().keySet()));
      facts.put("statements", proposal.statements());
      facts.put("mappings", proposal.mappings());
      facts.put("notes", notes);
      List<String> sentences = new ArrayList<>(List.of(sentence(tables)));
      sentences.addAll(notes);
      List<String> next =
          options.dryRun() || tables.isEmpty()
              ? List.of()
              : List.of("crossfade drift list " + options.folder());
      options.print(new ActView("accept", String.join(" ", sentences), facts, next), console);
    }
    return Exit.OK.code();
  }

  private String sentence(List<HeldTable> tables) {
    if (tables.isEmpty()) {
      return "No table waits for a decision.";
    }
    return Words.count(tables.size(), "table")
        + (options.dryRun()
            ? " would be accepted."
            : " accepted. A run that is under way goes on by it within seconds; a server does, once it"
                + " has the folder: crossfade apply.");
  }
}
