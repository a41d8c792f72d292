package dev.crossfade.server.view;

import dev.crossfade.server.output.Console;
import dev.crossfade.server.output.TextTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a completed migration left in databases.
 *
 * @param migration its name
 * @param fate whether it is still there
 * @param left what it is, one thing a line
 */
public record RetirementView(String migration, Fate fate, List<String> left) implements View {

  /** What became of it. */
  public enum Fate {
    WOULD_BE_REMOVED,
    REMOVED
  }

  @Override
  public List<String> lines(Console console) {
    if (left.isEmpty()) {
      return List.of("Nothing of " + migration + " is left to be removed.");
    }
    List<String> lines = new ArrayList<>();
    lines.add(fate == Fate.WOULD_BE_REMOVED ? "This would be removed:" : "Removed:");
    left.forEach(each -> lines.add("  " + each));
    return lines;
  }

  @Override
  public TextTable table() {
    TextTable table = TextTable.of("what");
    left.forEach(table::row);
    return table;
  }

  @Override
  public Object document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("apiVersion", "crossfade.dev/retirement/v1");
    document.put("migration", migration);
    document.put("dryRun", fate == Fate.WOULD_BE_REMOVED);
    document.put("removed", left);
    document.put("next_steps", nextSteps());
    return document;
  }

  @Override
  public List<String> nextSteps() {
    return List.of();
  }
}
