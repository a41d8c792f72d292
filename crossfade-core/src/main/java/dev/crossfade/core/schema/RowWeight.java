package dev.crossfade.core.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** About how much memory a row holds on to: the characters and bytes of its values. */
public final class RowWeight {

  private RowWeight() {}

  /** The weight of a row; of no row, zero. */
  public static long of(@Nullable Object @Nullable [] row) {
    long sum = 0;
    if (row != null) {
      for (Object value : row) {
        sum += ofValue(value);
      }
    }
    return sum;
  }

  static long ofValue(@Nullable Object value) {
    if (value instanceof String text) {
      return text.length();
    }
    if (value instanceof byte[] bytes) {
      return bytes.length;
    }
    if (value instanceof Encoded encoded) {
      return encoded.length();
    }
    if (value instanceof List<?> list) {
      long sum = 0;
      for (Object each : list) {
        sum += ofValue(each);
      }
      return sum;
    }
    return 0;
  }
}
