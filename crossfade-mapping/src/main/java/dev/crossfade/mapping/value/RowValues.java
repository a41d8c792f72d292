package dev.crossfade.mapping.value;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.values.CelByteString;
import dev.cel.common.values.NullValue;
import dev.crossfade.core.schema.LogicalType;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Translates between a row's values and those of expressions. Null stands for NULL on both sides.
 */
public final class RowValues {

  /** Leaves a value alone: rows and expressions have the same one. */
  public static final UnaryOperator<Object> AS_IT_IS = value -> value;

  private RowValues() {}

  /** From a row's value of this type, never null, to an expression's. */
  public static UnaryOperator<Object> reader(LogicalType type) {
    if (type instanceof LogicalType.Array array) {
      return listReader(reader(array.element()));
    }
    if (type instanceof LogicalType.Decimal) {
      return DecimalValue::ofRow;
    }
    if (type instanceof LogicalType.UInt64) {
      return value -> new UInt64Value((BigInteger) value);
    }
    if (type instanceof LogicalType.Floating) {
      return value -> ((Number) value).doubleValue();
    }
    if (type instanceof LogicalType.Bytes) {
      return value -> CelByteString.of((byte[]) value);
    }
    if (type instanceof LogicalType.Json) {
      return value -> new JsonValue((String) value);
    }
    return temporalReader(type);
  }

  private static UnaryOperator<Object> temporalReader(LogicalType type) {
    if (type instanceof LogicalType.Date) {
      return value -> new DateValue((Long) value);
    }
    if (type instanceof LogicalType.Time) {
      return value -> new TimeValue((Long) value);
    }
    if (type instanceof LogicalType.Timestamp) {
      return value -> new LocalTimestamp((Long) value);
    }
    if (type instanceof LogicalType.TimestampTz) {
      return value -> Instants.of((Long) value);
    }
    return AS_IT_IS;
  }

  private static UnaryOperator<Object> listReader(UnaryOperator<Object> element) {
    return value -> {
      List<?> from = (List<?>) value;
      List<Object> to = new ArrayList<>(from.size());
      for (Object item : from) {
        to.add(item == null ? NullValue.NULL_VALUE : element.apply(item));
      }
      return to;
    };
  }

  /** From an expression's result, never null, to a row's value of this type. */
  public static UnaryOperator<Object> writer(LogicalType type) {
    boolean same =
        type instanceof LogicalType.Bool
            || type instanceof LogicalType.Int
            || type instanceof LogicalType.Floating
            || type instanceof LogicalType.Text
            || type instanceof LogicalType.Uuid
            || type instanceof LogicalType.Interval;
    return same ? AS_IT_IS : value -> row(value);
  }

  /** From an expression's result to a row's value. */
  public static @Nullable Object row(@Nullable Object value) {
    if (value == null || value instanceof NullValue) {
      return null;
    }
    if (value instanceof DecimalValue decimal) {
      return decimal.row();
    }
    if (value instanceof Instant instant) {
      return Instants.micros(instant);
    }
    if (value instanceof List<?> list) {
      return list(list);
    }
    return other(value);
  }

  private static Object other(Object value) {
    if (value instanceof UInt64Value number) {
      return number.number();
    }
    if (value instanceof DateValue date) {
      return date.days();
    }
    if (value instanceof TimeValue time) {
      return time.micros();
    }
    if (value instanceof LocalTimestamp clock) {
      return clock.micros();
    }
    if (value instanceof JsonValue json) {
      return json.text();
    }
    if (value instanceof CelByteString bytes) {
      return bytes.toByteArray();
    }
    return value instanceof UnsignedLong number ? number.bigIntegerValue() : value;
  }

  private static List<@Nullable Object> list(List<?> values) {
    List<@Nullable Object> rows = new ArrayList<>(values.size());
    for (Object value : values) {
      rows.add(row(value));
    }
    return rows;
  }
}
