package dev.crossfade.engine.replay;

import java.util.List;

/**
 * What would become of parked rows if they were mapped now.
 *
 * @param passing rows that the mapping accepts
 * @param outside rows that do not belong to their entity any more
 * @param absent rows that are not in their source any more, or cannot be found there
 * @param refused why the mapping refuses the others, most rows first
 */
public record Trial(long passing, long outside, long absent, List<Reason> refused) {

  public Trial {
    refused = List.copyOf(refused);
  }

  /**
   * Why rows are refused.
   *
   * @param entity name of the entity
   * @param code {@code CF-nnnn}
   * @param column offending column
   * @param message the reason
   * @param rows how many rows
   */
  public record Reason(String entity, String code, String column, String message, long rows) {}

  /** How many rows the mapping refuses. */
  public long failing() {
    return refused.stream().mapToLong(Reason::rows).sum();
  }
}
