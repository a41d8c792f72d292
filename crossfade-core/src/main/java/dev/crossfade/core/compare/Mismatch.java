package dev.crossfade.core.compare;

import java.util.List;

/**
 * One row that differs between source and production.
 *
 * @param entity name of the entity
 * @param kind what kind of difference
 * @param key the target key in readable form; for append-only entities the row's digest
 * @param columns names of the columns that differ, empty for a missing or extra row
 */
public record Mismatch(String entity, MismatchKind kind, String key, List<String> columns) {

  public Mismatch {
    columns = List.copyOf(columns);
  }
}
