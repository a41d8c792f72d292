package dev.crossfade.core.schema;

import java.util.List;

/**
 * What the target table of an entity looks like, without Crossfade's own metadata columns.
 *
 * @param name the entity's name
 * @param table the production table; its key is empty for an append-only entity
 * @param unique column lists that are unique besides the key
 * @param indexes column lists to index
 */
public record EntityShape(
    String name, TableSchema table, List<List<String>> unique, List<List<String>> indexes) {

  public EntityShape {
    unique = List.copyOf(unique);
    indexes = List.copyOf(indexes);
  }

  /** Rows are only ever added; there is no key by which one could be found again. */
  public boolean appendOnly() {
    return table.keyless();
  }
}
