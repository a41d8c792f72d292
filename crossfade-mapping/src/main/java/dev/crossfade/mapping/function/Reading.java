package dev.crossfade.mapping.function;

import dev.cel.common.types.CelType;
import dev.cel.common.values.CelByteString;
import dev.crossfade.core.schema.Temporals;
import dev.crossfade.mapping.value.DateValue;
import dev.crossfade.mapping.value.Instants;
import dev.crossfade.mapping.value.JsonValue;
import dev.crossfade.mapping.value.LocalTimestamp;
import dev.crossfade.mapping.value.TimeValue;
import dev.crossfade.mapping.value.ValueTypes;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads the texts that {@link Rendering} writes. */
final class Reading {

  private static final Map<CelType, Function<String, Object>> READINGS =
      Map.ofEntries(
          Map.entry(ValueTypes.INT, Numbers::toInt),
          Map.entry(ValueTypes.UINT64, Numbers::uint64),
          Map.entry(ValueTypes.DECIMAL, Numbers::decimal),
          Map.entry(ValueTypes.DOUBLE, Double::valueOf),
          Map.entry(ValueTypes.BOOL, Boolean::valueOf),
          Map.entry(ValueTypes.BYTES, text -> CelByteString.of(HexFormat.of().parseHex(text))),
          Map.entry(ValueTypes.UUID, UUID::fromString),
          Map.entry(ValueTypes.JSON, JsonValue::new),
          Map.entry(ValueTypes.DATE, Reading::date),
          Map.entry(ValueTypes.TIME, Reading::time),
          Map.entry(ValueTypes.LOCAL, Reading::local),
          Map.entry(ValueTypes.INSTANT, Reading::instant));

  private Reading() {}

  /** From the text of a value of this type to the value; null where texts are not read. */
  static @Nullable UnaryOperator<Object> of(CelType type) {
    Function<String, Object> reading = READINGS.get(type);
    return reading == null ? null : text -> read(reading, (String) text);
  }

  private static Object read(Function<String, Object> reading, String text) {
    try {
      return reading.apply(text);
    } catch (IllegalArgumentException e) {
      throw Failures.notUnderstood("toText", "the text of a value");
    }
  }

  private static DateValue date(String text) {
    Long infinite = infinite(text);
    return infinite == null ? Times.date(text) : new DateValue(infinite);
  }

  private static TimeValue time(String text) {
    return text.equals("24:00:00") ? new TimeValue(86_400_000_000L) : Times.time(text);
  }

  private static LocalTimestamp local(String text) {
    Long infinite = infinite(text);
    return infinite == null ? Times.localTimestamp(text) : new LocalTimestamp(infinite);
  }

  private static Instant instant(String text) {
    if (!text.endsWith("Z")) {
      Long infinite = infinite(text);
      if (infinite == null) {
        throw Failures.notUnderstood("toText", "the text of an instant");
      }
      return Instants.of(infinite);
    }
    return Instants.of(Times.localTimestamp(text.substring(0, text.length() - 1)).micros());
  }

  private static @Nullable Long infinite(String text) {
    return switch (text) {
      case "infinity" -> Temporals.INFINITY;
      case "-infinity" -> Temporals.NEGATIVE_INFINITY;
      default -> null;
    };
  }
}
