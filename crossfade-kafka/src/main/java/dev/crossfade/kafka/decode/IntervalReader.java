package dev.crossfade.kafka.decode;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.core.schema.IntervalValue;
import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Intervals such as {@code P1Y2M3DT4H5M6.000007S}, or microseconds. */
final class IntervalReader {

  private static final Pattern FORM =
      Pattern.compile(
          "P(-?\\d+)Y(-?\\d+)M(-?\\d+)DT(-?\\d+)H(-?\\d+)M(-?\\d*(?:\\.\\d+)?(?:E-?\\d+)?)S");

  private IntervalReader() {}

  static Object read(JsonNode node) {
    if (node.isNumber()) {
      return new IntervalValue(0, 0, NumberReaders.integer(node));
    }
    Matcher parts = FORM.matcher(NumberReaders.textOf(node));
    if (!parts.matches()) {
      throw new IllegalArgumentException("not an interval");
    }
    long months = Math.addExact(Math.multiplyExact(number(parts, 1), 12L), number(parts, 2));
    long minutes = Math.addExact(Math.multiplyExact(number(parts, 4), 60L), number(parts, 5));
    BigDecimal micros =
        new BigDecimal(parts.group(6))
            .movePointRight(6)
            .add(BigDecimal.valueOf(Math.multiplyExact(minutes, 60_000_000L)));
    return new IntervalValue(
        Math.toIntExact(months),
        Math.toIntExact(number(parts, 3)),
        micros.setScale(0, java.math.RoundingMode.HALF_UP).longValueExact());
  }

  private static long number(Matcher parts, int group) {
    return Long.parseLong(parts.group(group));
  }
}
