package dev.crossfade.core.chunk;

import dev.crossfade.core.schema.Key;
import org.jspecify.annotations.Nullable;

/**
 * A range of a table's key, chosen and evaluated by the database that holds the table; Crossfade
 * never orders keys itself, because it does not know the collation.
 *
 * @param from first key of the range, included; null means from the beginning
 * @param to first key after the range, excluded; null means to the end
 */
public record KeyRange(@Nullable Key from, @Nullable Key to) {

  /** The whole table. */
  public static final KeyRange ALL = new KeyRange(null, null);
}
