package dev.crossfade.server.wiring;

import dev.crossfade.core.schema.Alterations;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.engine.Mappings;
import dev.crossfade.spi.source.SourceLog;
import dev.crossfade.spi.target.HeldTable;
import dev.crossfade.spi.target.TargetDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Tables that were made anew, of which their log does not tell yet.
 *
 * @param logs by the names of their sources
 * @param target where tables are held
 * @param mappings what is followed
 */
record Untold(Function<String, SourceLog> logs, TargetDatabase target, Mappings mappings) {

  /**
   * Has the logs tell of tables from now on. Those that were read, and are others now, are held
   * before, also for this reason where somebody accepts them: it is told once.
   *
   * @return those that are accepted, as they are held then
   */
  List<HeldTable> told(List<HeldTable> accepted) {
    List<HeldTable> held = new ArrayList<>(accepted);
    accepted.stream().map(HeldTable::source).distinct().forEach(source -> told(source, held));
    return List.copyOf(held);
  }

  private void told(String source, List<HeldTable> held) {
    SourceLog log = logs.apply(source);
    Set<TableId> tables = mappings.tables(source);
    Set<TableId> untold = log.untold(tables);
    if (untold.isEmpty()) {
      return;
    }
    for (TableId table : untold) {
      if (mappings.wasRead(source, table, target)) {
        target.holds().want(source, table, Alterations.ANEW);
        held.replaceAll(
            each ->
                each.source().equals(source) && each.table().equals(table)
                    ? each.alsoFor(Alterations.ANEW)
                    : each);
      }
    }
    log.prepare(tables);
  }
}
