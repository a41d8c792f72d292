package dev.crossfade.mapping.function;

import dev.cel.common.values.CelByteString;
import dev.cel.common.values.NullValue;
import dev.crossfade.core.schema.IntervalValue;
import dev.crossfade.mapping.value.TemporalText;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The one spelling of each value as text: in {@code toText} and in the manual. */
public final class Rendering {

  private Rendering() {}

  /** As {@code toText} gives it; lists in brackets. */
  public static String text(Object value) {
    if (value instanceof Instant instant) {
      return TemporalText.instant(instant);
    }
    if (value instanceof IntervalValue interval) {
      return TemporalText.interval(interval);
    }
    if (value instanceof CelByteString bytes) {
      return HexFormat.of().formatHex(bytes.toByteArray());
    }
    return value.toString();
  }

  /** As in the manual: texts in quotes. */
  public static String literal(@Nullable Object value) {
    if (value == null || value instanceof NullValue) {
      return "null";
    }
    if (value instanceof List<?> list) {
      return list.stream().map(Rendering::literal).collect(Collectors.joining(", ", "[", "]"));
    }
    return value instanceof String text ? "'" + text + "'" : text(value);
  }
}
