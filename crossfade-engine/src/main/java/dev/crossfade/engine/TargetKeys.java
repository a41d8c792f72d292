package dev.crossfade.engine;

import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.TableSchema;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Keys of target rows in the one spelling in which they are compared.
 *
 * @param table whose rows they are of
 */
public record TargetKeys(TableSchema table) {

  /** The key of a row. */
  public Key of(@Nullable Object[] row) {
    return normal(Key.of(row, table.keyIndexes()));
  }

  /** Decimals that are equal as numbers become equal as values. */
  public static Key normal(Key key) {
    @Nullable Object[] values = new @Nullable Object[key.size()];
    for (int i = 0; i < values.length; i++) {
      Object value = key.value(i);
      values[i] = value instanceof BigDecimal decimal ? decimal.stripTrailingZeros() : value;
    }
    return Key.of(values);
  }
}
