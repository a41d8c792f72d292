package dev.crossfade.core.spec;

import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.LogicalType;

/**
 * A column of an entity.
 *
 * @param name as in the target table
 * @param type logical type
 * @param nullable whether NULL is allowed
 */
public record ColumnSpec(String name, LogicalType type, boolean nullable) {

  /** The same as a column of a table shape; the native type is the dialect's business. */
  public Column column() {
    return new Column(name, type, nullable, "", false);
  }
}
