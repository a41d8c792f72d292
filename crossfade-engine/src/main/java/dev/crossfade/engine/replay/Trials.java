package dev.crossfade.engine.replay;

import dev.crossfade.core.change.EntityChange;
import dev.crossfade.core.change.Op;
import dev.crossfade.core.change.Position;
import dev.crossfade.core.change.Refused;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.engine.MappedColumns;
import dev.crossfade.engine.Mappings;
import dev.crossfade.engine.Mappings.Numbered;
import dev.crossfade.engine.apply.RowText;
import dev.crossfade.spi.source.SnapshotReader;
import dev.crossfade.spi.source.SourceDatabase;
import dev.crossfade.spi.target.ParkedChange;
import dev.crossfade.spi.target.QuarantineItem;
import dev.crossfade.spi.target.QuarantineStore;
import dev.crossfade.spi.target.Selection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Maps parked rows as they are in their sources now, and writes nothing anywhere. What the target
 * itself refuses shows only when rows are written. One thread.
 */
public final class Trials {

  private static final int MOST_REASONS = 1_000;
  private static final String OTHERS = "other reasons";

  private final Mappings mappings;
  private final Map<String, SourceDatabase> sources;
  private final QuarantineStore quarantine;
  private final Map<Trial.Reason, Long> refused = new LinkedHashMap<>();
  private long passing;
  private long outside;
  private long absent;

  public Trials(
      Mappings mappings, Map<String, SourceDatabase> sources, QuarantineStore quarantine) {
    this.mappings = mappings;
    this.sources = sources;
    this.quarantine = quarantine;
  }

  /** Maps all rows that are meant and parked now, as many at a time as memory should hold. */
  public Trial run(Selection what) {
    long left = quarantine.count(what);
    long cursor = 0;
    ParkedPage page;
    do {
      page = ParkedPage.read(quarantine, what, cursor);
      map(page.items().stream().limit(left).toList());
      left -= page.items().size();
      cursor = page.cursor();
    } while (!page.last() && left > 0);
    List<Trial.Reason> reasons = new ArrayList<>();
    refused.forEach(
        (reason, rows) ->
            reasons.add(
                new Trial.Reason(
                    reason.entity(), reason.code(), reason.column(), reason.message(), rows)));
    reasons.sort(Comparator.comparingLong(Trial.Reason::rows).reversed());
    return new Trial(passing, outside, absent, reasons);
  }

  private void map(List<QuarantineItem> parked) {
    Map<Integer, List<QuarantineItem>> byMapping = new HashMap<>();
    parked.forEach(
        item ->
            byMapping.computeIfAbsent(item.change().mapping(), any -> new ArrayList<>()).add(item));
    byMapping.forEach(
        (number, items) -> {
          Numbered numbered = mappings.find(number).orElse(null);
          if (numbered == null) {
            absent += items.size();
          } else if (numbered.appendOnly()) {
            items.forEach(item -> fromQuarantine(numbered, item.change()));
          } else {
            fromSource(numbered, items);
          }
        });
  }

  private void fromQuarantine(Numbered numbered, ParkedChange change) {
    RowText.sourceRow(numbered.mapping().sourceTable(), change.payload())
        .ifPresentOrElse(
            row -> count(new RowChanges(numbered, Position.START).of(row)), () -> passing++);
  }

  private void fromSource(Numbered numbered, List<QuarantineItem> parked) {
    TableSchema table = numbered.mapping().sourceTable();
    RowChanges rows = new RowChanges(numbered, Position.START);
    WantedRows wanted = WantedRows.of(table, parked);
    try (SnapshotReader reader = source(numbered.source()).openReader()) {
      reader.readKeys(
          table,
          wanted.keys(),
          MappedColumns.demand(numbered.mapping()),
          row -> {
            Key key = rows.sourceKey(row);
            if (key != null && wanted.finds(key)) {
              count(rows.of(row));
            }
          });
    }
    absent += wanted.absent();
  }

  private SourceDatabase source(String name) {
    SourceDatabase source = sources.get(name);
    if (source == null) {
      throw new IllegalArgumentException("not a source of this migration: " + name);
    }
    return source;
  }

  private void count(@Nullable EntityChange change) {
    Refused no = change == null ? null : change.refused();
    if (no != null && change != null) {
      refused.merge(reason(change, no), 1L, Long::sum);
    } else if (change == null || change.op() == Op.DELETE) {
      outside++;
    } else {
      passing++;
    }
  }

  /** Each on its own, as long as there are not too many. */
  private Trial.Reason reason(EntityChange change, Refused no) {
    Trial.Reason own = new Trial.Reason(change.entity(), no.code(), no.column(), no.message(), 0);
    return refused.size() < MOST_REASONS || refused.containsKey(own)
        ? own
        : new Trial.Reason(change.entity(), no.code(), "", OTHERS, 0);
  }
}
