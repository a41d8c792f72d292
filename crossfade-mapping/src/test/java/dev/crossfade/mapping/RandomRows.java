package dev.crossfade.mapping;

import dev.crossfade.core.schema.IntervalValue;
import dev.crossfade.core.schema.SpecialNumber;
import dev.crossfade.core.schema.Unavailable;
import dev.crossfade.core.schema.Unreadable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** Rows with a column of every type, nullable and not, holding the values that cause trouble. */
final class RandomRows {

  /** Names of types as specifications write them, and their values. */
  static final Map<String, List<Object>> VALUES = values();

  private final Random random;

  RandomRows(Random random) {
    this.random = random;
  }

  private static Map<String, List<Object>> values() {
    Map<String, List<Object>> values = new LinkedHashMap<>();
    values.put("int64", List.of(0L, 1L, -1L, 2L, 12L, 999L, Long.MAX_VALUE, Long.MIN_VALUE));
    values.put(
        "text",
        List.of(
            "",
            " Ada@X.org ",
            "ada@bücher.example",
            "A.B@sub.Domain.EXAMPLE",
            "a@b",
            "straße \ud83d\ude00",
            "half \ud83d",
            "nul \0 byte",
            "12",
            "-1.5e3",
            "1,234.50 EUR",
            "europe",
            "  ASIA\t",
            "a;b;;c",
            "https://User@Shop.Example:8443/a/b?utm_source=x%20y&gclid=1#top",
            "https://x.example/?a&utm_campaign=&utm_source=q",
            "2024-02-29",
            "2024-02-29T23:59:59.5",
            "08:30:00",
            "29.02.2024",
            "{\"a\":{\"b\":[1,\"x\"]}}",
            "6BA7B810-9DAD-11D1-80B4-00C04FD430C8",
            "(030) 901820",
            "+49 30 901820",
            "Germany",
            "eur",
            "MÃ¼ller"));
    values.put(
        "decimal",
        List.of(
            new BigDecimal("1.50"),
            BigDecimal.ZERO,
            new BigDecimal("-3"),
            new BigDecimal("1E+30"),
            new BigDecimal("0.000000000000000000001"),
            new BigDecimal("123456789012345678901234567890.5"),
            SpecialNumber.NAN,
            SpecialNumber.NEGATIVE_INFINITY));
    values.put(
        "float64",
        List.of(0.0, -0.0, 1.5, -2.25, 1e300, 4.9e-324, Double.NaN, Double.POSITIVE_INFINITY));
    values.put("bool", List.of(true, false));
    values.put(
        "uint64",
        List.of(
            BigInteger.ZERO,
            BigInteger.TEN,
            BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE)));
    values.put(
        "timestamptz",
        List.of(0L, 1_700_000_000_123_456L, -62_135_596_800_000_000L, Long.MAX_VALUE));
    values.put(
        "timestamp",
        List.of(0L, 1_711_852_200_000_000L, 1_698_546_600_000_000L, -1L, Long.MIN_VALUE));
    values.put("date", List.of(0L, 19_782L, -800_000L, Long.MAX_VALUE));
    values.put("time", List.of(0L, 30_600_000_000L, 86_400_000_000L));
    values.put("bytes", List.of(new byte[0], new byte[] {0, -1, 127}));
    values.put("uuid", List.of(new UUID(0, 0), new UUID(7, -7)));
    values.put(
        "interval", List.of(new IntervalValue(0, 0, 0), new IntervalValue(14, 3, 1_500_000)));
    values.put("json", List.of("{\"a\": {\"b\": [1.50, \"x\"]}}", "null", "[1, 2]", "\"a\""));
    values.put(
        "array<text>", List.of(List.of(), Arrays.asList("b", null, "a"), List.of("x", "x", " Y ")));
    return values;
  }

  /** The table's columns in the order of the types: nullable, then not. */
  static Tables tables() {
    Tables tables = Tables.withId();
    VALUES.keySet().forEach(type -> tables.source(nullable(type) + " " + type));
    VALUES.keySet().forEach(type -> tables.source(present(type) + " " + type + "!"));
    return tables;
  }

  static String nullable(String type) {
    return "n_" + type.replaceAll("\\W", "");
  }

  static String present(String type) {
    return "p_" + type.replaceAll("\\W", "");
  }

  /** A row; one value in fifty is not there, one in fifty cannot be read. */
  Object[] row() {
    Object[] row = new Object[1 + 2 * VALUES.size()];
    int column = 0;
    row[column++] = random.nextLong(1000);
    for (List<Object> values : VALUES.values()) {
      row[column++] = random.nextInt(5) == 0 ? null : value(values);
    }
    for (List<Object> values : VALUES.values()) {
      row[column++] = value(values);
    }
    return row;
  }

  private Object value(List<Object> values) {
    return switch (random.nextInt(50)) {
      case 0 -> Unavailable.VALUE;
      case 1 -> new Unreadable("a value of a test");
      default -> values.get(random.nextInt(values.size()));
    };
  }
}
