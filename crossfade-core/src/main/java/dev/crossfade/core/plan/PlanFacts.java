package dev.crossfade.core.plan;

import dev.crossfade.core.phase.EntityState;
import dev.crossfade.core.phase.MigrationState;
import dev.crossfade.core.schema.TableSchema;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What was found outside and decides about the plan.
 *
 * @param catalogs tables of each source by the source's name
 * @param states states of the entities the target knows already
 * @param copied mappings whose history is in the target
 * @param refused tables that cannot be migrated as they are
 * @param journal where the migration is
 */
public record PlanFacts(
    Map<String, List<TableSchema>> catalogs,
    Map<String, EntityState> states,
    Set<CopiedMapping> copied,
    List<RefusedTable> refused,
    MigrationState journal) {

  /** Facts about a migration to which nothing has happened, as far as is known. */
  public PlanFacts(
      Map<String, List<TableSchema>> catalogs,
      Map<String, EntityState> states,
      List<RefusedTable> refused) {
    this(catalogs, states, Set.of(), refused, MigrationState.draft(""));
  }

  public PlanFacts {
    catalogs = Map.copyOf(catalogs);
    states = Map.copyOf(states);
    copied = Set.copyOf(copied);
    refused = List.copyOf(refused);
  }

  /** The same where the migration is somewhere else. */
  public PlanFacts at(MigrationState place) {
    return new PlanFacts(catalogs, states, copied, refused, place);
  }

  /** The same with what is known to be copied. */
  public PlanFacts copied(Set<CopiedMapping> there) {
    return new PlanFacts(catalogs, states, there, refused, journal);
  }
}
