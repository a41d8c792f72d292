package dev.crossfade.core.plan;

import dev.crossfade.core.phase.EntityState;
import dev.crossfade.core.schema.TableSchema;
import java.util.List;
import java.util.Map;

/**
 * What was found outside and decides about the plan.
 *
 * @param catalogs tables of each source by the source's name
 * @param states states of the entities the target knows already
 * @param refused tables that cannot be migrated as they are
 */
public record PlanFacts(
    Map<String, List<TableSchema>> catalogs,
    Map<String, EntityState> states,
    List<RefusedTable> refused) {

  public PlanFacts {
    catalogs = Map.copyOf(catalogs);
    states = Map.copyOf(states);
    refused = List.copyOf(refused);
  }
}
