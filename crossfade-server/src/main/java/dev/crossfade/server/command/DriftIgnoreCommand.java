package dev.crossfade.server.command;

import dev.crossfade.server.output.Console;
import dev.crossfade.server.view.ActView;
import dev.crossfade.server.wiring.DriftDesk;
import dev.crossfade.spi.target.HeldTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Decides that new columns are not carried. */
@Command(
    name = "ignore",
    description = {
      "Decides that values of the new columns of altered tables are not carried. Whoever follows",
      "their sources goes on without them, beginning with what was kept."
    },
    mixinStandardHelpOptions = true)
final class DriftIgnoreCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private ActOptions options = new ActOptions();
  @Mixin private HeldOptions which = new HeldOptions();

  DriftIgnoreCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (DriftDesk desk = DriftDesk.open(options.folder(), console.environment())) {
      List<HeldTable> tables = which.of(desk);
      Map<String, Set<String>> columns = desk.newColumns(tables);
      List<String> notes = options.dryRun() ? List.of() : desk.ignore(tables, options.reason());
      Map<String, @Nullable Object> facts = new LinkedHashMap<>();
      facts.put("migration", desk.migration());
      facts.put("dryRun", options.dryRun());
      facts.put("columns", columns);
      facts.put("notes", notes);
      List<String> next =
          options.dryRun() ? List.of() : List.of("crossfade status " + options.folder());
      List<String> sentences = new ArrayList<>(List.of(sentence(columns)));
      sentences.addAll(notes);
      options.print(new ActView("ignore", String.join(" ", sentences), facts, next), console);
    }
    return Exit.OK.code();
  }

  private String sentence(Map<String, Set<String>> columns) {
    if (columns.isEmpty()) {
      return "No table waits for a decision.";
    }
    StringBuilder text = new StringBuilder(options.dryRun() ? "Would be ignored:" : "Ignored:");
    columns.forEach(
        (table, names) ->
            text.append(' ').append(table).append(' ').append(String.join(", ", names)));
    return text.append('.').toString();
  }
}
