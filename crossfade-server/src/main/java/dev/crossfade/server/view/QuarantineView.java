package dev.crossfade.server.view;

import dev.crossfade.core.change.Position;
import dev.crossfade.server.output.Console;
import dev.crossfade.server.output.TextTable;
import dev.crossfade.server.output.Words;
import dev.crossfade.spi.target.ParkedChange;
import dev.crossfade.spi.target.QuarantineGroup;
import dev.crossfade.spi.target.QuarantineItem;
import dev.crossfade.spi.target.Replay;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is parked in quarantine.
 *
 * @param migration name of the migration
 * @param groups open items by entity and reason
 * @param items some of them
 * @param replays replays that are not done
 * @param masking whether values of rows are shown
 */
public record QuarantineView(
    String migration,
    List<QuarantineGroup> groups,
    List<QuarantineItem> items,
    List<Replay> replays,
    Masking masking)
    implements View {
  /** Whether values of rows are shown. */
  public enum Masking {
    /** Only names, reasons and positions. */
    MASKED,
    /** Source keys and source rows as well. */
    SHOWN;

    /** A source key as it is shown. */
    public String of(String key) {
      return this == SHOWN || key.isEmpty() ? key : "***";
    }
  }

  @Override
  public List<String> lines(Console console) {
    long open = groups.stream().mapToLong(QuarantineGroup::count).sum();
    List<String> lines = new ArrayList<>();
    lines.add(Words.count(open, "row") + " in quarantine of " + migration);
    if (open == 0) {
      return lines;
    }
    TextTable summary =
        TextTable.of("group", "rows", "entity", "code", "column", "waits for", "reason");
    groups.forEach(
        g ->
            summary.row(
                g.id(), g.count(), g.entity(), g.code(), g.column(), parent(g), g.message()));
    lines.add("");
    lines.addAll(summary.lines());
    lines.add("");
    lines.addAll(table().lines());
    if (!replays.isEmpty()) {
      lines.add("");
      lines.add(Words.count(replays.size(), "replay") + " asked for and not done yet");
    }
    return lines;
  }

  /** For rows of whom a group waits, and how many of those are parked themselves. */
  private String parent(QuarantineGroup group) {
    long parked =
        groups.stream()
            .filter(each -> each.entity().equals(group.parent()))
            .mapToLong(QuarantineGroup::count)
            .sum();
    return parked == 0 ? group.parent() : group.parent() + " (" + parked + " parked)";
  }

  @Override
  public TextTable table() {
    TextTable table =
        TextTable.of("id", "parked at", "entity", "source key", "op", "code", "column", "reason");
    for (QuarantineItem item : items) {
      ParkedChange change = item.change();
      table.row(
          item.id(),
          item.parkedAt().truncatedTo(ChronoUnit.SECONDS),
          change.entity(),
          masking.of(change.sourceKeyText()),
          change.op(),
          change.code(),
          change.column(),
          change.message());
    }
    return table;
  }

  @Override
  public Object document() {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("apiVersion", "crossfade.dev/quarantine/v1");
    document.put("migration", migration);
    document.put("open", groups.stream().mapToLong(QuarantineGroup::count).sum());
    document.put("groups", groups.stream().map(QuarantineView::group).toList());
    document.put("items", items.stream().map(this::item).toList());
    document.put("replaysOpen", replays.size());
    document.put("next_steps", nextSteps());
    return document;
  }

  private static Map<String, @Nullable Object> group(QuarantineGroup group) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("id", group.id());
    map.put("entity", group.entity());
    map.put("code", group.code());
    map.put("column", group.column());
    map.put("message", group.message());
    map.put("count", group.count());
    map.put("waitsFor", group.parent());
    return map;
  }

  private Map<String, @Nullable Object> item(QuarantineItem item) {
    ParkedChange change = item.change();
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("id", item.id());
    map.put("parkedAt", item.parkedAt().toString());
    map.put("entity", change.entity());
    map.put("source", change.source());
    map.put("sourceKey", masking.of(change.sourceKeyText()));
    map.put("op", change.op().name());
    Position position = change.position();
    map.put("position", position == null ? "history" : position.encoded());
    map.put("code", change.code());
    map.put("column", change.column());
    map.put("reason", change.message());
    map.put("mappingVersion", change.mappingVersion());
    if (masking == Masking.SHOWN) {
      map.put("row", change.payload());
    }
    return map;
  }

  @Override
  public List<String> nextSteps() {
    return List.of();
  }
}
