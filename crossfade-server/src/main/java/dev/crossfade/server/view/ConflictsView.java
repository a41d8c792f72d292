package dev.crossfade.server.view;

import dev.crossfade.server.output.Console;
import dev.crossfade.server.output.TextTable;
import dev.crossfade.server.output.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything that waits for people because both stacks have something to say about a row.
 *
 * @param migration its name
 * @param folder of the specification as the user named it
 * @param conflicts what waits
 */
public record ConflictsView(String migration, String folder, List<Conflict> conflicts)
    implements View {

  @Override
  public List<String> lines(Console console) {
    if (conflicts.isEmpty()) {
      return List.of("Nothing of " + migration + " waits for people.");
    }
    List<String> lines = new ArrayList<>();
    lines.add(Words.count(conflicts.size(), "row") + " of " + migration + " to be seen to.");
    lines.add("");
    lines.addAll(table().lines());
    return lines;
  }

  @Override
  public TextTable table() {
    TextTable table = TextTable.of("id", "kind", "source", "entity", "key", "what");
    conflicts.forEach(
        each ->
            table.row(
                each.id(), each.kind(), each.source(), each.entity(), each.key(), each.what()));
    return table;
  }

  @Override
  public Object document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("apiVersion", "crossfade.dev/conflicts/v1");
    document.put("migration", migration);
    document.put("open", conflicts.size());
    document.put("conflicts", conflicts.stream().map(Conflict::document).toList());
    document.put("next_steps", nextSteps());
    return document;
  }

  @Override
  public List<String> nextSteps() {
    return conflicts.isEmpty()
        ? List.of()
        : List.of("crossfade conflicts settle " + folder + " --id ID --reason TEXT --dry-run");
  }
}
