package dev.crossfade.server.view;

import dev.crossfade.core.audit.BundleLine;
import dev.crossfade.core.audit.LoadRecord;
import dev.crossfade.core.audit.RowRecord;
import dev.crossfade.core.change.Position;
import dev.crossfade.engine.audit.RowHistory.Done;
import dev.crossfade.server.output.Console;
import dev.crossfade.server.output.TextTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Everything that was done to a row. What a row was before is what the line above says.
 *
 * @param entity of the row
 * @param bundle where the proofs are
 * @param history oldest first
 */
public record RowHistoryView(String entity, String bundle, List<Done> history) implements View {

  public RowHistoryView {
    history = List.copyOf(history);
  }

  private record Line(LoadRecord load, RowRecord record) {}

  private List<Line> done() {
    List<Line> lines = new ArrayList<>();
    for (Done done : history) {
      for (BundleLine.Row row : done.rows()) {
        lines.add(new Line(done.load(), row.record()));
      }
    }
    return lines;
  }

  @Override
  public List<String> lines(Console console) {
    return history.isEmpty()
        ? List.of("No load on record ever touched this row of " + entity + ".")
        : table().lines();
  }

  @Override
  public TextTable table() {
    TextTable table =
        TextTable.of("at", "load", "done", "source", "mapping", "position", "actor", "row");
    for (Line line : done()) {
      LoadRecord load = line.load();
      table.row(
          load.at(),
          load.kind().toLowerCase(java.util.Locale.ROOT) + " " + load.id(),
          line.record().op().text(),
          Objects.requireNonNullElse(load.source(), "-"),
          Objects.requireNonNullElse(load.mappingVersion(), "-"),
          Objects.requireNonNullElse(position(line.record()), "-"),
          load.actor(),
          line.record().row().substring(0, 12));
    }
    return table;
  }

  private static @Nullable String position(RowRecord row) {
    Position position = row.position();
    return position == null ? null : position.encoded();
  }

  @Override
  public Object document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("apiVersion", "crossfade.dev/audit-prove/v1");
    document.put("entity", entity);
    document.put("bundle", bundle);
    document.put("history", done().stream().map(RowHistoryView::map).toList());
    document.put("next_steps", nextSteps());
    return document;
  }

  private static Map<String, @Nullable Object> map(Line line) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("at", line.load().at().toString());
    map.put("load", line.load().id());
    map.put("kind", line.load().kind());
    map.put("op", line.record().op().text());
    map.put("source", line.load().source());
    map.put("mappingVersion", line.load().mappingVersion());
    map.put("run", line.load().run());
    map.put("actor", line.load().actor());
    map.put("position", position(line.record()));
    map.put("key", line.record().key());
    map.put("row", line.record().row());
    return map;
  }

  @Override
  public List<String> nextSteps() {
    return history.isEmpty() ? List.of() : List.of("crossfade audit verify " + bundle);
  }
}
