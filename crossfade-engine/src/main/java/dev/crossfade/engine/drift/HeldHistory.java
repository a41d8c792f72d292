package dev.crossfade.engine.drift;

import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.schema.Drift;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.engine.Mappings;
import dev.crossfade.engine.Mappings.Numbered;
import dev.crossfade.spi.source.SourceDatabase;
import dev.crossfade.spi.target.HeldTable;
import dev.crossfade.spi.target.TargetDatabase;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** History of tables that are held is not read: it would not be that of the mappings. */
public final class HeldHistory {

  private final Map<String, SourceDatabase> sources;
  private final TargetDatabase target;
  private final Mappings mappings;

  public HeldHistory(
      Map<String, SourceDatabase> sources, TargetDatabase target, Mappings mappings) {
    this.sources = Map.copyOf(sources);
    this.target = target;
    this.mappings = mappings;
  }

  /** Source tables by the mappings that may be read. */
  public Map<Integer, TableSchema> free() {
    Map<Integer, TableSchema> tables = new TreeMap<>(mappings.sourceTables());
    for (HeldTable held : target.holds().all()) {
      mappings.from(held.source(), held.table()).forEach(each -> tables.remove(each.number()));
    }
    return tables;
  }

  /** Whether reading failed because the table was altered, which then is held. */
  public boolean altered(Numbered numbered) {
    SourceDatabase source = sources.get(numbered.source());
    TableId table = numbered.mapping().sourceTable().id();
    if (source == null) {
      return false;
    }
    try {
      Concern concern = Concern.of(mappings.from(numbered.source(), table));
      List<Drift> drifts = Concerning.of(concern, source.catalog());
      drifts.forEach(each -> target.holds().want(numbered.source(), table, each.detail()));
      return !drifts.isEmpty();
    } catch (ProblemException e) {
      return false;
    }
  }
}
