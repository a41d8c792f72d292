package dev.crossfade.server.wiring;

import dev.crossfade.engine.Mappings.Numbered;
import dev.crossfade.spi.target.Act;
import dev.crossfade.spi.target.Repair;
import dev.crossfade.spi.target.Repairs;
import dev.crossfade.spi.target.TargetDatabase;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks for rows to be made right.
 *
 * @param target where rows are
 */
record RepairRequests(TargetDatabase target) {

  /**
   * Whether rows can be made right: those without key have to be counted, which nobody can while
   * the streams of several sources write them.
   *
   * @param mappings all that feed the entity
   */
  static boolean possible(List<Numbered> mappings) {
    return !mappings.get(0).appendOnly()
        || mappings.stream().map(Numbered::source).distinct().count() == 1;
  }

  /**
   * Asks whoever follows the sources. Copies of rows without key are compared by one part.
   *
   * @param mappings all that feed the entity
   * @param keys of the only rows that are meant, as they are stored; empty for all rows
   */
  Act ask(List<Numbered> mappings, List<String> keys, String actor, String reason) {
    List<Repairs.Part> parts = new ArrayList<>();
    parts.add(new Repairs.Part(mappings.get(0).source(), Repair.EXTRAS));
    if (!mappings.get(0).appendOnly()) {
      mappings.forEach(each -> parts.add(new Repairs.Part(each.source(), each.number())));
    }
    String entity = mappings.get(0).entity();
    return target.repairs().ask(entity, keys, parts, actor, reason);
  }
}
