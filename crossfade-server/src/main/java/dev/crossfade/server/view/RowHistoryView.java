package dev.crossfade.server.view;

import dev.crossfade.core.audit.LoadRecord;
import dev.crossfade.core.audit.RowRecord;
import dev.crossfade.core.audit.RowState;
import dev.crossfade.core.audit.RowStep;
import dev.crossfade.core.change.Position;
import dev.crossfade.server.output.Console;
import dev.crossfade.server.output.TextTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Everything that was done to a row.
 *
 * @param entity of the row
 * @param bundle where the proofs are; null when none were asked for
 * @param steps oldest first
 */
public record RowHistoryView(String entity, @Nullable String bundle, List<RowStep> steps)
    implements View {

  private static final int SHOWN = 12;

  public RowHistoryView {
    steps = List.copyOf(steps);
  }

  @Override
  public List<String> lines(Console console) {
    return steps.isEmpty()
        ? List.of("No load on record ever touched this row of " + entity + ".")
        : table().lines();
  }

  @Override
  public TextTable table() {
    TextTable table =
        TextTable.of(
            "at", "load", "done", "source", "mapping", "position", "actor", "before", "after");
    for (RowStep step : steps) {
      LoadRecord load = step.load();
      table.row(
          load.at(),
          load.kind().toLowerCase(Locale.ROOT) + " " + load.id(),
          step.record().op().text(),
          Objects.requireNonNullElse(load.source(), "-"),
          Objects.requireNonNullElse(load.mappingVersion(), "-"),
          Objects.requireNonNullElse(position(step.record()), "-"),
          load.actor(),
          shown(step.before()),
          shown(step.after()));
    }
    return table;
  }

  /** The first digits of each digest. */
  private static String shown(RowState state) {
    return state.digests().isEmpty()
        ? state.text()
        : state.digests().stream()
            .map(digest -> digest.substring(0, Math.min(SHOWN, digest.length())))
            .collect(Collectors.joining("+"));
  }

  private static @Nullable String position(RowRecord row) {
    Position position = row.position();
    return position == null ? null : position.encoded();
  }

  @Override
  public Object document() {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("apiVersion", "crossfade.dev/audit-prove/v1");
    document.put("entity", entity);
    if (bundle != null) {
      document.put("bundle", bundle);
    }
    document.put("history", steps.stream().map(RowHistoryView::map).toList());
    document.put("next_steps", nextSteps());
    return document;
  }

  private static Map<String, @Nullable Object> map(RowStep step) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("at", step.load().at().toString());
    map.put("load", step.load().id());
    map.put("kind", step.load().kind());
    map.put("op", step.record().op().text());
    map.put("source", step.load().source());
    map.put("mappingVersion", step.load().mappingVersion());
    map.put("run", step.load().run());
    map.put("actor", step.load().actor());
    map.put("position", position(step.record()));
    map.put("key", step.record().key());
    map.put("row", step.record().row());
    map.put("before", state(step.before()));
    map.put("after", state(step.after()));
    return map;
  }

  private static Map<String, Object> state(RowState state) {
    return Map.of("known", state.kind().name(), "digests", state.digests());
  }

  @Override
  public List<String> nextSteps() {
    return steps.isEmpty() || bundle == null
        ? List.of()
        : List.of("crossfade audit verify " + bundle);
  }
}
