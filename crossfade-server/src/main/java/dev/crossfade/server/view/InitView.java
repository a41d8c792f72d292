package dev.crossfade.server.view;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.server.output.Console;
import dev.crossfade.server.output.Ink;
import dev.crossfade.server.output.TextTable;
import dev.crossfade.server.output.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code init} wrote.
 *
 * @param folder the new specification
 * @param migration its name
 * @param tables tables it carries over, by source
 * @param problems what stands in the way of some of them, or is left out
 * @param notes what is left out or was renamed
 * @param variables environment variables later commands need, that are not set now
 */
public record InitView(
    String folder,
    String migration,
    Map<String, Integer> tables,
    List<Problem> problems,
    List<String> notes,
    List<String> variables)
    implements View {
  @Override
  public List<String> lines(Console console) {
    List<String> lines = new ArrayList<>();
    int all = tables.values().stream().mapToInt(Integer::intValue).sum();
    lines.add(
        console.paint(Ink.GOOD, "Wrote " + folder)
            + ": migration "
            + migration
            + " with "
            + Words.count(all, "table")
            + ".");
    tables.forEach(
        (source, count) -> lines.add("  " + source + ": " + Words.count(count, "table")));
    for (Problem problem : problems) {
      lines.add("");
      lines.add(console.paint(Ink.WARN, problem.code().text() + ": " + problem.what()));
      lines.add("  fix: " + problem.fix());
    }
    notes.forEach(note -> lines.add(console.paint(Ink.FAINT, "note: " + note)));
    if (!variables.isEmpty()) {
      lines.add("");
      lines.add("Passwords are not written into the folder. Set them for later commands:");
      variables.forEach(variable -> lines.add("  export " + variable + "=..."));
    }
    return lines;
  }

  @Override
  public TextTable table() {
    TextTable table = TextTable.of("source", "tables");
    tables.forEach(table::row);
    return table;
  }

  @Override
  public Object document() {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("apiVersion", "crossfade.dev/init/v1");
    document.put("folder", folder);
    document.put("migration", migration);
    document.put("tables", tables);
    document.put("problems", problems.stream().map(Problems::map).toList());
    document.put("notes", notes);
    document.put("variables", variables);
    document.put("next_steps", nextSteps());
    return document;
  }

  @Override
  public List<String> nextSteps() {
    return List.of("crossfade plan " + folder, "crossfade run " + folder);
  }
}
