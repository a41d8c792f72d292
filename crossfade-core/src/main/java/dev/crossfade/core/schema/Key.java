package dev.crossfade.core.schema;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The values of a row's key columns, usable in sets and maps. Equality is that of the values; it is
 * exact (case, trailing spaces) and says nothing about a database's collation. {@code byte[]}
 * values are compared by content.
 */
public final class Key {

  private final @Nullable Object[] values;
  private final int hash;

  private Key(@Nullable Object[] values) {
    this.values = values;
    this.hash = Arrays.deepHashCode(values);
  }

  /** Takes ownership of the array. */
  public static Key of(@Nullable Object... values) {
    return new Key(values);
  }

  /** Copies the elements of a row at the given positions. */
  public static Key of(@Nullable Object[] row, int[] indexes) {
    @Nullable Object[] values = new @Nullable Object[indexes.length];
    for (int i = 0; i < indexes.length; i++) {
      values[i] = row[indexes[i]];
    }
    return new Key(values);
  }

  /** The value of its column at this place. */
  public @Nullable Object value(int i) {
    return values[i];
  }

  /** Whether no part of it is {@link Unreadable}; another key finds no row. */
  public boolean readable() {
    for (Object value : values) {
      if (value instanceof Unreadable) {
        return false;
      }
    }
    return true;
  }

  /** The number of its columns. */
  public int size() {
    return values.length;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Key key && hash == key.hash && Arrays.deepEquals(values, key.values);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /** Shows the number of parts only: keys are row data and stay out of logs. */
  @Override
  public String toString() {
    return "Key(" + values.length + ")";
  }
}
