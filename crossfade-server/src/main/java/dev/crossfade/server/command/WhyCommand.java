package dev.crossfade.server.command;

import dev.crossfade.core.audit.RowStep;
import dev.crossfade.server.output.Console;
import dev.crossfade.server.view.RowHistoryView;
import dev.crossfade.server.wiring.StatusReader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Tells everything that happened to a row. */
@Command(
    name = "why",
    description = {
      "Lists everything that ever happened to a row of the target: when, by which load, from which",
      "source, by which mapping and whom, and what is on record of it before and after. Reads the",
      "target only; audit prove proves the same."
    },
    mixinStandardHelpOptions = true)
final class WhyCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private FolderArgument folder = new FolderArgument();
  @Mixin private OutputOption output = new OutputOption();

  @Parameters(index = "1", paramLabel = "ENTITY", description = "Entity of the row.")
  private String entity = "";

  @Parameters(
      index = "2..*",
      arity = "1..*",
      paramLabel = "KEY",
      description = "Its key, a value for each column.")
  private List<String> key = new ArrayList<>();

  WhyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (StatusReader reader = StatusReader.open(folder.folder(), console.environment())) {
      List<RowStep> steps = reader.why(entity, key);
      output.print(new RowHistoryView(entity, null, steps), console);
      return (steps.isEmpty() ? Exit.NOT_FOUND : Exit.OK).code();
    }
  }
}
