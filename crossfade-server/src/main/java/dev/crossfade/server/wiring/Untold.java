package dev.crossfade.server.wiring;

import dev.crossfade.core.schema.Drift;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.spec.MigrationSpec;
import dev.crossfade.spi.source.SourceLog;
import dev.crossfade.spi.target.HeldTable;
import dev.crossfade.spi.target.TableHolds;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tables that were made anew, of which their log does not tell yet.
 *
 * @param sources where they are
 * @param holds who decides about them
 */
record Untold(Sources sources, TableHolds holds) {

  /** Has the logs tell of tables from now on; those that nobody accepts are held before. */
  void told(MigrationSpec spec, List<HeldTable> accepted) {
    accepted.stream().map(HeldTable::source).distinct().forEach(each -> told(spec, each, accepted));
  }

  private void told(MigrationSpec spec, String source, List<HeldTable> accepted) {
    SourceLog log = Objects.requireNonNull(sources.databases().get(source), source).log();
    List<TableId> tables = Sources.tables(spec, source);
    Set<TableId> untold = log.untold(tables);
    if (!untold.isEmpty()) {
      Set<TableId> others = new TreeSet<>(untold);
      accepted.stream()
          .filter(each -> each.source().equals(source))
          .forEach(each -> others.remove(each.table()));
      others.forEach(table -> holds.want(source, table, Drift.ANEW));
      log.prepare(tables);
    }
  }
}
