package dev.crossfade.server.wiring;

import dev.crossfade.engine.Mappings;
import dev.crossfade.engine.Mappings.Numbered;
import dev.crossfade.engine.replay.Corrections;
import dev.crossfade.mapping.CompiledMigration;
import dev.crossfade.spi.target.HeldTable;
import dev.crossfade.spi.target.TargetDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tables that were altered and go on. Their log does not tell all: what was written under another
 * name, or several rows under one key, and what became of values when a column was dropped, or got
 * another type. So their entities are compared with them as a whole, but for what is read again
 * anyway, and where columns were only added.
 *
 * @param target where entities are
 * @param mappings by which their rows are made now
 * @param renewed entities of which all rows are made again
 */
record Returned(TargetDatabase target, CompiledMigration mappings, Set<String> renewed) {

  /** Asks for it; what people have to know about it. */
  List<String> repaired(List<HeldTable> tables, String reason) {
    List<String> notes = new ArrayList<>();
    Mappings known = Mappings.known(mappings, target.progress(), new Corrections());
    for (HeldTable table : tables) {
      known.from(table.source(), table.table()).stream()
          .map(Numbered::entity)
          .distinct()
          .map(known::into)
          .filter(into -> uncertain(table, into))
          .forEach(into -> notes.add(compared(into, reason)));
    }
    return notes;
  }

  /** Rows without key are made again by nobody. */
  private boolean uncertain(HeldTable table, List<Numbered> into) {
    boolean again = renewed.contains(into.get(0).entity());
    boolean keyless = into.get(0).appendOnly();
    boolean other = !table.why().onlyMore();
    return table.why().untold() || (keyless ? again || other : other && !again);
  }

  private String compared(List<Numbered> mappings, String reason) {
    String entity = mappings.get(0).entity();
    Optional<String> obstacle = RepairRequests.obstacle(mappings);
    if (obstacle.isPresent()) {
      return "Rows of "
          + entity
          + " are not compared, for "
          + obstacle.get()
          + ": what the log did not tell of stays as it is.";
    }
    new RepairRequests(target).ask(mappings, List.of(), Processes.user(), reason);
    return "All rows of "
        + entity
        + " are compared with their sources and made right; crossfade verify tells when it is so.";
  }
}
