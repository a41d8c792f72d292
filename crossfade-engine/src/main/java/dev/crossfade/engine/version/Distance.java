package dev.crossfade.engine.version;

import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.Temporals;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Objects;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Whether two values of a column are the same, and how far they are apart otherwise. */
final class Distance {

  private static final double MICROS = 1_000_000;

  private Distance() {}

  /** Whether a reader of production could not tell them apart. */
  static boolean same(@Nullable Object one, @Nullable Object other) {
    if (one instanceof BigDecimal a && other instanceof BigDecimal b) {
      return a.compareTo(b) == 0;
    }
    return Objects.deepEquals(one, other);
  }

  /** In what distances of a type are told. */
  static String unit(LogicalType type) {
    if (type instanceof LogicalType.Date) {
      return "days";
    }
    if (moment(type)) {
      return "seconds";
    }
    return text(type) ? "characters" : "";
  }

  /** By how much a value grew; empty where the type has no distance, or one is no number. */
  static OptionalDouble between(LogicalType type, Object before, Object after) {
    if (before instanceof String one && after instanceof String other) {
      return text(type) ? OptionalDouble.of(points(other) - points(one)) : OptionalDouble.empty();
    }
    if (finite(type, before)
        && finite(type, after)
        && before instanceof Number one
        && after instanceof Number other) {
      double grown = exact(other).subtract(exact(one)).doubleValue();
      return OptionalDouble.of(moment(type) ? grown / MICROS : grown);
    }
    return OptionalDouble.empty();
  }

  private static double points(String text) {
    return text.codePointCount(0, text.length());
  }

  private static BigDecimal exact(Number number) {
    if (number instanceof BigDecimal decimal) {
      return decimal;
    }
    if (number instanceof BigInteger whole) {
      return new BigDecimal(whole);
    }
    if (number instanceof Long || number instanceof Integer) {
      return BigDecimal.valueOf(number.longValue());
    }
    return BigDecimal.valueOf(number.doubleValue());
  }

  private static boolean finite(LogicalType type, Object value) {
    if (value instanceof Long whole && (moment(type) || type instanceof LogicalType.Date)) {
      return Temporals.finite(whole);
    }
    return !(value instanceof Float || value instanceof Double)
        || Double.isFinite(((Number) value).doubleValue());
  }

  private static boolean moment(LogicalType type) {
    return type instanceof LogicalType.Time
        || type instanceof LogicalType.Timestamp
        || type instanceof LogicalType.TimestampTz;
  }

  private static boolean text(LogicalType type) {
    return type instanceof LogicalType.Text || type instanceof LogicalType.FixedText;
  }
}
