package dev.crossfade.core.spec;

import java.util.List;

/**
 * Says that rows of one entity refer to rows of another one.
 *
 * @param entity the entity that refers
 * @param columns its columns; a row in which one of them is NULL refers to nothing
 * @param to the entity referred to
 * @param toColumns columns of that; empty for its key
 */
public record ReferenceSpec(
    String entity, List<String> columns, String to, List<String> toColumns) {

  public ReferenceSpec {
    columns = List.copyOf(columns);
    toColumns = List.copyOf(toColumns);
  }
}
