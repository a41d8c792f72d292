package dev.crossfade.engine.backfill;

import dev.crossfade.core.chunk.KeyRange;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.engine.Mappings;
import dev.crossfade.engine.Mappings.Numbered;
import dev.crossfade.spi.source.SnapshotReader;
import dev.crossfade.spi.source.SourceDatabase;
import dev.crossfade.spi.target.BackfillProgress;
import dev.crossfade.spi.target.BulkLoader;
import dev.crossfade.spi.target.TargetDatabase;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cuts the history of each mapping into chunks, once. A table without key is one chunk. To be
 * called only while every source's stream is known to arrive.
 */
public final class BackfillPlanner {

  private static final Logger LOG = LoggerFactory.getLogger(BackfillPlanner.class);

  private final Map<String, SourceDatabase> sources;
  private final TargetDatabase target;
  private final Mappings mappings;
  private final int chunkRows;

  public BackfillPlanner(
      Map<String, SourceDatabase> sources,
      TargetDatabase target,
      Mappings mappings,
      int chunkRows) {
    this.sources = Map.copyOf(sources);
    this.target = target;
    this.mappings = mappings;
    this.chunkRows = chunkRows;
  }

  /** Plans what is not planned yet and returns which mappings that were. Idempotent. */
  public List<Numbered> plan() {
    Set<Integer> planned = new HashSet<>();
    target.progress().backfill().stream().map(BackfillProgress::mapping).forEach(planned::add);
    BulkLoader loader = target.loader();
    return mappings.all().stream()
        .filter(numbered -> !planned.contains(numbered.number()))
        .filter(numbered -> plan(loader, numbered))
        .toList();
  }

  private boolean plan(BulkLoader loader, Numbered numbered) {
    TableSchema table = numbered.mapping().sourceTable();
    List<KeyRange> ranges = numbered.appendOnly() ? List.of(KeyRange.ALL) : split(numbered, table);
    boolean fresh = loader.plan(numbered.number(), numbered.entity(), table, ranges);
    LOG.info(
        "history planned: source={} table={} entity={} chunks={}",
        numbered.source(),
        table.id(),
        numbered.entity(),
        ranges.size());
    return fresh;
  }

  private List<KeyRange> split(Numbered numbered, TableSchema table) {
    SourceDatabase source = Objects.requireNonNull(sources.get(numbered.source()));
    try (SnapshotReader reader = source.openReader()) {
      return reader.split(table, chunkRows);
    }
  }
}
