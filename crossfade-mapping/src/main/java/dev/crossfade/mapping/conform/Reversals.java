package dev.crossfade.mapping.conform;

import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.Temporals;
import dev.crossfade.mapping.problem.MappingProblem;
import dev.crossfade.mapping.value.Instants;
import dev.crossfade.mapping.value.RowFailure;
import dev.crossfade.mapping.value.ZoneTable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The way back from a column to the type its values were converted from. */
public final class Reversals {

  private Reversals() {}

  /**
   * From a column's values to values of the type that {@link Conversions#between} converted from;
   * null when there is no way back.
   *
   * @param zone the source's zone, as given to the conversion
   */
  public static @Nullable Conversion between(
      LogicalType column, LogicalType from, @Nullable String zone) {
    if (column instanceof LogicalType.TimestampTz && from instanceof LogicalType.Timestamp) {
      return zone == null ? null : clock(ZoneTable.of(zone));
    }
    if (column instanceof LogicalType.Array target && from instanceof LogicalType.Array source) {
      Conversion element = between(target.element(), source.element(), zone);
      return element == null || element.equals(Conversion.NONE) ? element : list(element);
    }
    Conversion whole = whole(column, from);
    return whole == null ? Conversions.between(column, from, null) : whole;
  }

  private static @Nullable Conversion whole(LogicalType column, LogicalType from) {
    if (!(column instanceof LogicalType.Decimal)) {
      return null;
    }
    if (from instanceof LogicalType.Int source) {
      return value -> signed(value, source.bits());
    }
    return from instanceof LogicalType.UInt64 ? Reversals::unsigned : null;
  }

  private static Object signed(Object value, int bits) {
    BigInteger whole = whole(value);
    if (whole.bitLength() >= bits) {
      throw outOfRange();
    }
    return whole.longValue();
  }

  private static Object unsigned(Object value) {
    BigInteger whole = whole(value);
    if (whole.signum() < 0 || whole.bitLength() > 64) {
      throw outOfRange();
    }
    return whole;
  }

  private static BigInteger whole(Object value) {
    try {
      if (value instanceof BigDecimal number) {
        return number.toBigIntegerExact();
      }
    } catch (ArithmeticException e) {
      throw outOfRange();
    }
    throw outOfRange();
  }

  private static RowFailure outOfRange() {
    return new RowFailure(
        MappingProblem.INTEGER_OUT_OF_RANGE, "the value is no whole number of the source's column");
  }

  private static Conversion clock(ZoneTable zone) {
    return value -> {
      long micros = (Long) value;
      return Temporals.finite(micros) ? zone.clock(Instants.of(micros)).micros() : value;
    };
  }

  private static Conversion list(Conversion element) {
    return value -> {
      List<@Nullable Object> items = new ArrayList<>();
      for (Object item : (List<?>) value) {
        items.add(item == null ? null : element.convert(item));
      }
      return items;
    };
  }
}
