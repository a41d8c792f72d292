package dev.crossfade.mapping;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Values as a database compares them. */
final class Equality {

  private Equality() {}

  /** A form that is equal in Java where a unique index sees equal values. */
  static Object target(Object value) {
    if (value instanceof BigDecimal number) {
      return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    }
    if (value instanceof Double number) {
      return number == 0 ? 0.0 : number;
    }
    if (value instanceof Float number) {
      return number == 0 ? 0.0f : number;
    }
    return value instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : value;
  }

  static List<Object> row(Object[] values) {
    List<Object> row = new ArrayList<>();
    for (Object value : values) {
      row.add(target(value));
    }
    return row;
  }
}
