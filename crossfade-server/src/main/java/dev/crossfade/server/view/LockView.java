package dev.crossfade.server.view;

import dev.crossfade.core.schema.Drift;
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
 * What {@code catalog.lock} says now.
 *
 * @param folder the specification's folder as the user named it
 * @param tables how many tables each source has
 * @param changes what is not as it was, by source; empty when nothing was known before
 */
public record LockView(
    String folder, Map<String, Integer> tables, Map<String, List<Change>> changes) implements View {

  /**
   * A table that is not what it was.
   *
   * @param table its name
   * @param detail in words
   */
  public record Change(String table, String detail) {
    /** What happened to a table. */
    public static Change of(Drift drift) {
      return new Change(drift.table().toString(), drift.detail());
    }
  }

  @Override
  public List<String> lines(Console console) {
    List<String> lines = new ArrayList<>();
    lines.add(console.paint(Ink.GOOD, "Wrote " + folder + "/catalog.lock") + ".");
    tables.forEach(
        (source, count) -> lines.add("  " + source + ": " + Words.count(count, "table")));
    changes.forEach(
        (source, some) ->
            some.forEach(
                each ->
                    lines.add(
                        console.paint(
                            Ink.WARN,
                            "changed: " + source + " " + each.table() + ": " + each.detail()))));
    return lines;
  }

  @Override
  public TextTable table() {
    TextTable table = TextTable.of("source", "tables", "changed");
    tables.forEach(
        (source, count) ->
            table.row(source, count, changes.getOrDefault(source, List.of()).size()));
    return table;
  }

  @Override
  public Object document() {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("apiVersion", "crossfade.dev/lock/v1");
    document.put("folder", folder);
    document.put("tables", tables);
    document.put("changes", changes);
    document.put("next_steps", nextSteps());
    return document;
  }

  @Override
  public List<String> nextSteps() {
    return List.of("crossfade validate " + folder, "crossfade plan " + folder);
  }
}
