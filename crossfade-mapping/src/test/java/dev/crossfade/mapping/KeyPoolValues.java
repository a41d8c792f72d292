package dev.crossfade.mapping;

import dev.crossfade.core.schema.SpecialNumber;
import dev.crossfade.core.schema.Temporals;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Values that are likely to collide, by type. */
final class KeyPoolValues {

  private static final long HOUR = 3_600_000_000L;
  private static final long TWICE = 1_729_996_200_000_000L;
  private static final long NEVER = 1_711_852_200_000_000L;

  private static final List<Object> TIMES =
      List.of(
          0L,
          1L,
          TWICE,
          TWICE - HOUR,
          TWICE - 2 * HOUR,
          NEVER,
          NEVER + HOUR,
          -1L,
          -HOUR,
          Temporals.INFINITY,
          Temporals.NEGATIVE_INFINITY,
          253_402_300_800_000_000L);

  static final Map<String, List<Object>> BY_TYPE =
      Map.ofEntries(
          Map.entry(
              "text",
              List.of(
                  "",
                  "a",
                  "A",
                  " a",
                  "a ",
                  "-",
                  "--",
                  ":",
                  "a-",
                  "-a",
                  "a:",
                  ":a",
                  "1",
                  "-1",
                  "01",
                  "1.0",
                  ".0",
                  "0",
                  "a-1",
                  "1-a",
                  "1:1",
                  "a\0",
                  "Ã¼",
                  "ü",
                  "europe",
                  "EMEA",
                  "crm:1",
                  "crm:",
                  "m:",
                  "true",
                  "infinity",
                  "NaN",
                  "ab",
                  "Germany")),
          Map.entry("char(3)", List.of("", "a", "A", "-", "1", "-1", "a-1", ":", "1:")),
          Map.entry(
              "int64",
              List.of(
                  0L,
                  1L,
                  -1L,
                  11L,
                  10L,
                  111L,
                  -11L,
                  Long.MIN_VALUE,
                  Long.MAX_VALUE,
                  9007199254740993L,
                  9007199254740992L,
                  31556889864403199L,
                  -31556889864403200L)),
          Map.entry("int16", List.of(0L, 1L, -1L, 11L, 111L)),
          Map.entry(
              "uint64",
              List.of(
                  BigInteger.ZERO,
                  BigInteger.ONE,
                  BigInteger.valueOf(11),
                  BigInteger.TWO.pow(64).subtract(BigInteger.ONE))),
          Map.entry(
              "decimal",
              List.of(
                  d("1"),
                  d("1.0"),
                  d("1.00"),
                  d("0"),
                  d("-1"),
                  d("1E+2"),
                  d("100"),
                  d("11"),
                  d("1.001"),
                  SpecialNumber.NAN,
                  SpecialNumber.INFINITY,
                  SpecialNumber.NEGATIVE_INFINITY)),
          Map.entry(
              "decimal(9,2)", List.of(d("1.00"), d("0.00"), d("-1.00"), d("11.00"), d("1.01"))),
          Map.entry("float64", List.of(0.0, -0.0, 1.0, 1.0000000001, Double.NaN, 1e300)),
          Map.entry("bool", List.of(true, false)),
          Map.entry(
              "uuid", List.of(new UUID(0, 0), new UUID(0, 1), new UUID(1, 0), new UUID(-1, -1))),
          Map.entry("bytes", List.of(new byte[0], new byte[1], new byte[2], new byte[] {1, 17})),
          Map.entry("date", List.of(0L, 1L, -1L, 2932897L, 20000L, Temporals.INFINITY, -2440588L)),
          Map.entry("time", List.of(0L, 1L, 1_000_000L, 86_400_000_000L, HOUR)),
          Map.entry("timestamp", TIMES),
          Map.entry("timestamptz", TIMES),
          Map.entry("enum:a|b|1|-", List.of("a", "b", "1", "-")));

  private KeyPoolValues() {}

  private static BigDecimal d(String text) {
    return new BigDecimal(text);
  }
}
