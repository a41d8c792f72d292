package dev.crossfade.server.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.crossfade.spi.target.Repair;
import java.util.List;

/**
 * How far a repair is, without keys of rows.
 *
 * @param apiVersion of this document
 * @param migration its name
 * @param repair the act by which it was asked for; 0 when there was nothing to repair
 * @param entity whose rows are made right
 * @param actor who asked
 * @param rows how many rows are meant; 0 for all, or when there was nothing to repair
 * @param done whether it is over
 * @param compared rows of sources that were looked at
 * @param written rows that were set
 * @param removed rows that were taken away
 * @param refused rows that were refused when they were to be set, and parked
 * @param nextSteps what is worth doing next
 */
record RepairDocument(
    String apiVersion,
    String migration,
    long repair,
    String entity,
    String actor,
    long rows,
    boolean done,
    long compared,
    long written,
    long removed,
    long refused,
    @JsonProperty("next_steps") List<String> nextSteps) {

  private static final String VERSION = "crossfade.dev/repair/v1";

  /** All parts of a repair; at least one. */
  static RepairDocument of(String migration, List<Repair> parts) {
    Repair first = parts.get(0);
    Repair.Count count =
        parts.stream().map(Repair::count).reduce(Repair.Count.NONE, Repair.Count::plus);
    boolean done = parts.stream().allMatch(part -> part.state() == Repair.State.DONE);
    return new RepairDocument(
        VERSION,
        migration,
        first.act(),
        first.entity(),
        first.actor(),
        first.keys().size(),
        done,
        parts.stream()
            .filter(part -> !part.extras())
            .mapToLong(part -> part.count().compared())
            .sum(),
        count.written(),
        count.removed(),
        count.parked(),
        done ? List.of("POST /api/v1/migrations/" + migration + ":verify") : List.of());
  }

  /** The latest verdict names no row. */
  static RepairDocument nothing(String migration, String entity, String actor) {
    return new RepairDocument(VERSION, migration, 0, entity, actor, 0, true, 0, 0, 0, 0, List.of());
  }
}
