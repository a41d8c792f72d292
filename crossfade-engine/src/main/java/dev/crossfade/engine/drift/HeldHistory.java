package dev.crossfade.engine.drift;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.schema.Alterations;
import dev.crossfade.core.schema.Drift;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.engine.EngineProblem;
import dev.crossfade.engine.Mappings;
import dev.crossfade.engine.Mappings.Numbered;
import dev.crossfade.spi.source.SourceDatabase;
import dev.crossfade.spi.target.HeldTable;
import dev.crossfade.spi.target.TargetDatabase;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * History of tables that are held is not read: it would not be that of the mappings. Neither is any
 * of a source that is to stop at a table which was altered.
 */
public final class HeldHistory {

  private static final Logger LOG = LoggerFactory.getLogger(HeldHistory.class);

  private final Map<String, SourceDatabase> sources;
  private final TargetDatabase target;
  private final Mappings mappings;
  private final HistoryStops stops;

  public HeldHistory(
      Map<String, SourceDatabase> sources,
      TargetDatabase target,
      Mappings mappings,
      HistoryStops stops) {
    this.stops = stops;
    this.sources = Map.copyOf(sources);
    this.target = target;
    this.mappings = mappings;
  }

  /** Source tables by the mappings that may be read. */
  public Map<Integer, TableSchema> free() {
    Map<Integer, TableSchema> tables = new TreeMap<>(mappings.sourceTables());
    mappings.all().stream()
        .filter(each -> stops.stopped(each.source()))
        .forEach(each -> tables.remove(each.number()));
    for (HeldTable held : target.holds().all()) {
      mappings.from(held.source(), held.table()).forEach(each -> tables.remove(each.number()));
    }
    return tables;
  }

  /**
   * Whether reading failed because the table was altered, which then is held, or its source stops.
   */
  public boolean altered(Numbered numbered) {
    TableId table = numbered.mapping().sourceTable().id();
    Concern concern = Concern.of(mappings.from(numbered.source(), table));
    List<Drift> drifts = drifts(numbered.source(), concern);
    List<Drift> failing = drifts.stream().filter(each -> !Concerning.holds(concern, each)).toList();
    if (failing.isEmpty()) {
      drifts.forEach(each -> target.holds().want(numbered.source(), table, Alterations.of(each)));
    } else {
      stops.stop(numbered.source(), stopped(numbered.source(), table, failing));
    }
    return !drifts.isEmpty();
  }

  private List<Drift> drifts(String source, Concern concern) {
    SourceDatabase database = sources.get(source);
    try {
      return database == null ? List.of() : Concerning.whatever(concern, database.catalog());
    } catch (ProblemException e) {
      LOG.debug("whether a table was altered is not known: source={}", source, e);
      return List.of();
    }
  }

  private static Problem stopped(String source, TableId table, List<Drift> drifts) {
    return Problem.of(
            EngineProblem.TABLE_ALTERED,
            "table " + table + " of " + source + " was altered before its history was read",
            drifts.stream().map(Drift::detail).collect(Collectors.joining("; "))
                + "; the policy for that is to fail, so "
                + source
                + " is not read any more",
            "make the table what it was, or let it be held (drift: park), and start again")
        .with("source", source);
  }
}
