package dev.crossfade.jdbc.target;

import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.core.schema.IntervalValue;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.SpecialNumber;
import dev.crossfade.core.schema.Temporals;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An entity with a column of every type, and rows with the values that break things. */
final class Torture {

  private static final LogicalType ENUM =
      new LogicalType.Enumeration("Lead's stage", List.of("new", "it's \\won", "ünïcode"));
  private static final String WIDE = "x€😀".repeat(5_000);

  private Torture() {}

  static EntityShape shape(String name) {
    List<Column> columns = new ArrayList<>();
    columns.add(Column.of("id", new LogicalType.Int(64)).notNull());
    List<LogicalType> types = types();
    for (int i = 0; i < types.size(); i++) {
      columns.add(Column.of("c" + i, types.get(i)));
    }
    return TargetFixture.shape(name, List.of("id"), columns.toArray(Column[]::new));
  }

  static List<LogicalType> types() {
    return List.of(
        new LogicalType.Bool(),
        new LogicalType.Int(16),
        new LogicalType.Int(32),
        new LogicalType.UInt64(),
        new LogicalType.Decimal(38, 10),
        LogicalType.Decimal.UNCONSTRAINED,
        new LogicalType.Floating(32),
        new LogicalType.Floating(64),
        LogicalType.Text.UNBOUNDED,
        new LogicalType.Text(5),
        new LogicalType.FixedText(4),
        new LogicalType.Bytes(),
        new LogicalType.Date(),
        new LogicalType.Time(),
        new LogicalType.Timestamp(),
        new LogicalType.TimestampTz(),
        new LogicalType.Interval(),
        new LogicalType.Uuid(),
        new LogicalType.Json(),
        ENUM,
        new LogicalType.Array(LogicalType.Text.UNBOUNDED),
        new LogicalType.Array(ENUM),
        new LogicalType.Array(new LogicalType.Decimal(10, 2)),
        new LogicalType.Array(new LogicalType.Json()),
        new LogicalType.Array(new LogicalType.Timestamp()));
  }

  /** Rows whose first column is the id, counted from the given one. */
  static List<@Nullable Object[]> rows(long firstId) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    long id = firstId;
    for (@Nullable Object[] values : values()) {
      @Nullable Object[] row = new @Nullable Object[values.length + 1];
      row[0] = id++;
      System.arraycopy(values, 0, row, 1, values.length);
      rows.add(row);
    }
    return rows;
  }

  private static List<@Nullable Object[]> values() {
    return List.of(high(), low(), zero(), special(), new Object[types().size()]);
  }

  private static @Nullable Object[] high() {
    return new Object[] {
      true,
      32767L,
      2147483647L,
      new BigInteger("18446744073709551615"),
      new BigDecimal("9999999999999999999999999999.9999999999"),
      new BigDecimal("1" + "0".repeat(400) + ".00" + "1".repeat(90)),
      Float.MAX_VALUE,
      Double.MAX_VALUE,
      WIDE,
      "€😀a'\\",
      "ab c",
      new byte[] {0, -1, 92, 39},
      Temporals.INFINITY,
      86_400_000_000L,
      Temporals.INFINITY,
      Temporals.INFINITY,
      new IntervalValue(Integer.MAX_VALUE, Integer.MAX_VALUE, 7_000_000_000_000_001L),
      new UUID(-1, -1),
      "{\"a\": [1, 2.50, null], \"b\": \"\\\\u0000 é\"}",
      "it's \\won",
      Arrays.asList("", null, "NULL", "a\"b\\c,{}", " x "),
      Arrays.asList("ünïcode", null, "new"),
      Arrays.asList(new BigDecimal("-99999999.99"), null),
      Arrays.asList("{}", null, "[1]"),
      Arrays.asList(Temporals.NEGATIVE_INFINITY, null, 0L, -1L)
    };
  }

  private static @Nullable Object[] low() {
    return new Object[] {
      false,
      -32768L,
      -2147483648L,
      BigInteger.ZERO,
      new BigDecimal("-0.0000000001"),
      new BigDecimal("-0." + "0".repeat(200) + "12300"),
      Float.MIN_VALUE,
      -Double.MIN_VALUE,
      "",
      "     ",
      "",
      new byte[0],
      -2_440_588L,
      0L,
      -210_866_803_200_000_000L,
      Long.MAX_VALUE - 1,
      new IntervalValue(-3, 4, -5L),
      new UUID(0, 0),
      "\"\"",
      "new",
      List.of(),
      List.of(),
      List.of(),
      List.of(),
      List.of()
    };
  }

  private static @Nullable Object[] zero() {
    return new Object[] {
      true,
      0L,
      0L,
      new BigInteger("9223372036854775808"),
      new BigDecimal("0.0000000000"),
      new BigDecimal("0.000"),
      -0.0f,
      -0.0d,
      "line\r\nbreak\t",
      "ab",
      "x",
      "text".getBytes(java.nio.charset.StandardCharsets.UTF_8),
      0L,
      1L,
      -1L,
      253_402_300_800_000_001L,
      new IntervalValue(0, 0, 0),
      new UUID(1, 2),
      "null",
      "ünïcode",
      List.of("x"),
      List.of("new"),
      List.of(new BigDecimal("0.00")),
      List.of("\"x\""),
      List.of(1L)
    };
  }

  private static @Nullable Object[] special() {
    return new Object[] {
      false,
      1L,
      -1L,
      BigInteger.ONE,
      SpecialNumber.NAN,
      SpecialNumber.NEGATIVE_INFINITY,
      Float.NaN,
      Double.NEGATIVE_INFINITY,
      "\u0001\uFFFF\u007F",
      "a b  ",
      "ab",
      new byte[] {1},
      Temporals.NEGATIVE_INFINITY,
      3_600_000_001L,
      Temporals.NEGATIVE_INFINITY,
      Temporals.NEGATIVE_INFINITY,
      new IntervalValue(-14, 0, 0),
      new UUID(5, 5),
      "[1e400, -0.0, 12345678901234567890]",
      "new",
      List.of("a"),
      List.of("new"),
      List.of(new BigDecimal("1.10")),
      List.of("{}"),
      List.of(Temporals.INFINITY)
    };
  }
}
