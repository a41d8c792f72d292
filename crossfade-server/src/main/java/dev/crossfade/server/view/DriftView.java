package dev.crossfade.server.view;

import dev.crossfade.server.output.Console;
import dev.crossfade.server.output.TextTable;
import dev.crossfade.server.output.Words;
import dev.crossfade.spi.target.HeldTable;
import dev.crossfade.spi.target.HeldTable.State;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tables that are not what they were.
 *
 * @param migration name of the migration
 * @param found one line each: since when, a blank, the code, a blank, and what
 * @param held the tables whose changes are kept
 */
public record DriftView(String migration, List<String> found, List<Held> held) implements View {

  public DriftView {
    found = List.copyOf(found);
    held = List.copyOf(held);
  }

  /**
   * A table whose changes are kept.
   *
   * @param table which
   * @param kept how many changes are
   */
  public record Held(HeldTable table, long kept) {
    private String name() {
      return table.source() + ":" + table.table();
    }

    private String state() {
      return table.state().name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public List<String> lines(Console console) {
    if (found.isEmpty() && held.isEmpty()) {
      return List.of("The tables of " + migration + " are what they were.");
    }
    List<String> lines = new ArrayList<>(found.isEmpty() ? List.of() : table().lines());
    for (Held each : held) {
      lines.add(
          "%s is %s since %s, %s kept: %s"
              .formatted(
                  each.name(),
                  each.state(),
                  each.table().at(),
                  Words.count(each.kept(), "change"),
                  each.table().reason()));
    }
    return lines;
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
    document.put("held", held.stream().map(DriftView::one).toList());
    document.put("next_steps", nextSteps());
    return document;
  }

  private static Map<String, Object> one(String line) {
    String[] words = line.split(" ", 3);
    return Map.of("since", words[0], "what", words[2]);
  }

  private static Map<String, Object> one(Held held) {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("table", held.name());
    one.put("state", held.state());
    one.put("since", held.table().at().toString());
    one.put("position", held.table().since().encoded());
    one.put("kept", held.kept());
    one.put("reason", held.table().reason());
    return one;
  }

  @Override
  public List<String> nextSteps() {
    boolean open = held.stream().anyMatch(each -> each.table().state() != State.RELEASED);
    return open ? List.of("crossfade drift show") : List.of();
  }
}
