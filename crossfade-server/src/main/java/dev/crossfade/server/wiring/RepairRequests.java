package dev.crossfade.server.wiring;

import dev.crossfade.engine.Mappings.Numbered;
import dev.crossfade.server.output.Words;
import dev.crossfade.spi.target.Act;
import dev.crossfade.spi.target.Repair;
import dev.crossfade.spi.target.Repairs;
import dev.crossfade.spi.target.TargetDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Asks for rows to be made right.
 *
 * @param target where rows are
 */
record RepairRequests(TargetDatabase target) {

  /** So many rows without key are counted in seconds, for which their stream waits. */
  static final long COUNTABLE = 250_000;

  /**
   * Why rows cannot be made right, if that is so: those without key have to be counted.
   *
   * @param mappings all that feed the entity
   */
  static Optional<String> obstacle(List<Numbered> mappings) {
    if (!mappings.get(0).appendOnly()) {
      return Optional.empty();
    }
    long sources = mappings.stream().map(Numbered::source).distinct().count();
    return obstacle(
        sources,
        mappings.stream().mapToLong(each -> each.mapping().sourceTable().estimatedRows()).sum());
  }

  /**
   * The same of rows without key.
   *
   * @param sources how many feed them
   * @param rows about how many there are; negative where that is not known
   */
  static Optional<String> obstacle(long sources, long rows) {
    if (sources > 1) {
      return Optional.of("rows without key are counted, and several sources write them");
    }
    return rows > COUNTABLE
        ? Optional.of(
            "rows without key are counted while their stream waits, and about "
                + Words.count(rows, "row")
                + " are too many for that")
        : Optional.empty();
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
