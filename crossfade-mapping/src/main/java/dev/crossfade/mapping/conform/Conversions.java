package dev.crossfade.mapping.conform;

import dev.crossfade.core.schema.LogicalType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which types fit which columns. Widening is free, narrowing is checked per row, rest explicit. */
public final class Conversions {

  private Conversions() {}

  /**
   * The conversion between two types; null when the second cannot hold values of the first without
   * an explicit function.
   *
   * @param zone the source's zone, with which a local timestamp is an instant; null when not known
   */
  public static @Nullable Conversion between(
      LogicalType from, LogicalType to, @Nullable String zone) {
    if (from instanceof LogicalType.Array source && to instanceof LogicalType.Array target) {
      Conversion element = between(source.element(), target.element(), zone);
      return element == null || element.equals(Conversion.NONE) ? element : list(element);
    }
    Conversion number = numbers(from, to);
    if (number != null) {
      return number;
    }
    if (textual(from)) {
      return Texts.conversion(from, to);
    }
    Conversion time = Times.conversion(from, to, zone);
    if (time != null) {
      return time;
    }
    if (from instanceof LogicalType.Json && to instanceof LogicalType.Json) {
      return Texts.JSON;
    }
    return from.getClass().isInstance(to) && plain(from) ? Conversion.NONE : null;
  }

  private static boolean plain(LogicalType type) {
    return type instanceof LogicalType.Bool
        || type instanceof LogicalType.Bytes
        || type instanceof LogicalType.Interval
        || type instanceof LogicalType.Uuid;
  }

  static boolean textual(LogicalType type) {
    return type instanceof LogicalType.Text
        || type instanceof LogicalType.FixedText
        || type instanceof LogicalType.Enumeration;
  }

  private static @Nullable Conversion numbers(LogicalType from, LogicalType to) {
    if (from instanceof LogicalType.Int source) {
      return Numbers.fromInt(source, to);
    }
    if (from instanceof LogicalType.UInt64) {
      return Numbers.fromUnsigned(to);
    }
    if (from instanceof LogicalType.Decimal && to instanceof LogicalType.Decimal target) {
      return target.constrained() ? value -> Numbers.fitted(value, target) : Conversion.NONE;
    }
    if (from instanceof LogicalType.Floating source && to instanceof LogicalType.Floating target) {
      return source.bits() == target.bits() ? Conversion.NONE : Numbers.floating(target.bits());
    }
    return null;
  }

  private static Conversion list(Conversion element) {
    return value -> {
      List<?> from = (List<?>) value;
      List<@Nullable Object> to = new ArrayList<>(from.size());
      for (Object item : from) {
        to.add(item == null ? null : element.convert(item));
      }
      return to;
    };
  }
}
