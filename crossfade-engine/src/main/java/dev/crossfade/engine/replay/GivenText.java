package dev.crossfade.engine.replay;

import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.ValueText;
import java.math.BigDecimal;
import java.time.LocalDateTime;

/** Values that somebody typed: they count only as exactly what was typed. */
final class GivenText {

  private GivenText() {}

  /** Whether a text is a value of a type, with nothing lost or guessed. */
  static boolean exact(LogicalType type, String text) {
    if (text.indexOf('\0') >= 0) {
      return false;
    }
    try {
      String again = ValueText.format(type, ValueText.parse(type, text));
      return again.equals(text) || same(type, again, text);
    } catch (RuntimeException e) {
      return false;
    }
  }

  private static boolean same(LogicalType type, String one, String other) {
    if (type instanceof LogicalType.Int
        || type instanceof LogicalType.UInt64
        || type instanceof LogicalType.Decimal
        || type instanceof LogicalType.Floating) {
      return new BigDecimal(one).compareTo(new BigDecimal(other)) == 0;
    }
    if (type instanceof LogicalType.Timestamp) {
      return LocalDateTime.parse(one).equals(LocalDateTime.parse(other));
    }
    if (type instanceof LogicalType.TimestampTz) {
      return other.endsWith("Z") && local(one).equals(local(other));
    }
    return (type instanceof LogicalType.Uuid || type instanceof LogicalType.Bytes)
        && one.equalsIgnoreCase(other);
  }

  private static LocalDateTime local(String text) {
    return LocalDateTime.parse(text.substring(0, text.length() - 1));
  }
}
