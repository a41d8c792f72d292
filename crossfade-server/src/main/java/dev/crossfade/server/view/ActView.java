package dev.crossfade.server.view;

import dev.crossfade.server.output.Console;
import dev.crossfade.server.output.TextTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that was decided, or would have been.
 *
 * @param kind of the document
 * @param sentence for people
 * @param facts for programs
 * @param next commands worth running
 */
public record ActView(
    String kind, String sentence, Map<String, @Nullable Object> facts, List<String> next)
    implements View {

  @Override
  public List<String> lines(Console console) {
    return List.of(sentence);
  }

  @Override
  public TextTable table() {
    TextTable table = TextTable.of("fact", "value");
    facts.forEach((name, value) -> table.row(name, String.valueOf(value)));
    return table;
  }

  @Override
  public Object document() {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("apiVersion", "crossfade.dev/" + kind + "/v1");
    document.putAll(facts);
    document.put("next_steps", nextSteps());
    return document;
  }

  @Override
  public List<String> nextSteps() {
    return next;
  }
}
