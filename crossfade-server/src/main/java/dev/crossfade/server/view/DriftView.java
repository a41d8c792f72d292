package dev.crossfade.server.view;

import dev.crossfade.server.output.Console;
import dev.crossfade.server.output.TextTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tables that are not what they were.
 *
 * @param migration name of the migration
 * @param found one line each: since when, a blank, the code, a blank, and what
 */
public record DriftView(String migration, List<String> found) implements View {

  public DriftView {
    found = List.copyOf(found);
  }

  @Override
  public List<String> lines(Console console) {
    if (found.isEmpty()) {
      return List.of("The tables of " + migration + " are what they were.");
    }
    return table().lines();
  }

  @Override
  public TextTable table() {
    TextTable table = TextTable.of("since", "what");
    found.forEach(
        line -> {
          String[] words = line.split(" ", 3);
          table.row(words[0], words[2]);
        });
    return table;
  }

  @Override
  public Object document() {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("apiVersion", "crossfade.dev/drift/v1");
    document.put("migration", migration);
    document.put("drifts", found.stream().map(DriftView::one).toList());
    document.put("next_steps", nextSteps());
    return document;
  }

  private static Map<String, Object> one(String line) {
    String[] words = line.split(" ", 3);
    return Map.of("since", words[0], "what", words[2]);
  }

  @Override
  public List<String> nextSteps() {
    return List.of();
  }
}
