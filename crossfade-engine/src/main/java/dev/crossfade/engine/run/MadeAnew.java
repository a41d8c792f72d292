package dev.crossfade.engine.run;

import dev.crossfade.core.schema.Alterations;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.engine.Mappings;
import dev.crossfade.spi.source.SourceDatabase;
import dev.crossfade.spi.target.TargetDatabase;
import java.util.Collection;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds tables that have the name of one that was followed and are another one, of which the log
 * told nothing so far.
 *
 * @param mappings what is followed
 */
record MadeAnew(Mappings mappings, TargetDatabase target) {

  private static final Logger LOG = LoggerFactory.getLogger(MadeAnew.class);

  /** Looks at the tables of a source, and holds those of which something was read. */
  void hold(String source, SourceDatabase database) {
    hold(source, database.log().untold(mappings.tables(source)));
  }

  /**
   * The same, and has the log tell of all of them. They are looked at before that, since nobody can
   * tell afterwards which they were, and again after it: what began to be read in between lacks
   * changes of that moment, also of tables that were taken up when others could not be.
   */
  void followed(String source, SourceDatabase database) {
    Collection<TableId> tables = mappings.tables(source);
    Set<TableId> untold = database.log().untold(tables);
    if (!untold.isEmpty()) {
      hold(source, untold);
      try {
        database.log().prepare(tables);
      } finally {
        hold(source, untold);
      }
    }
  }

  private void hold(String source, Set<TableId> untold) {
    for (TableId table : untold) {
      if (mappings.wasRead(source, table, target)) {
        LOG.warn("table made anew: source={} table={}", source, table);
        target.holds().want(source, table, Alterations.ANEW);
      }
    }
  }
}
