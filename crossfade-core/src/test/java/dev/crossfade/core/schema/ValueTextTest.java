package dev.crossfade.core.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ValueTextTest {

  static Stream<Arguments> values() {
    LogicalType text = LogicalType.Text.UNBOUNDED;
    LogicalType timestamp = new LogicalType.Timestamp();
    return Stream.of(
        Arguments.of(new LogicalType.Bool(), true),
        Arguments.of(new LogicalType.Int(64), Long.MIN_VALUE),
        Arguments.of(new LogicalType.UInt64(), new BigInteger("18446744073709551615")),
        Arguments.of(LogicalType.Decimal.UNCONSTRAINED, new BigDecimal("-1.2300")),
        Arguments.of(LogicalType.Decimal.UNCONSTRAINED, SpecialNumber.NAN),
        Arguments.of(new LogicalType.Floating(32), 0.1f),
        Arguments.of(new LogicalType.Floating(64), Double.NEGATIVE_INFINITY),
        Arguments.of(text, "a,b:[]-\n"),
        Arguments.of(new LogicalType.Date(), -719_528L * 4),
        Arguments.of(new LogicalType.Date(), Temporals.INFINITY),
        Arguments.of(new LogicalType.Time(), 86_400_000_000L),
        Arguments.of(timestamp, -1L),
        Arguments.of(timestamp, 253_402_300_800_000_001L),
        Arguments.of(new LogicalType.TimestampTz(), Temporals.NEGATIVE_INFINITY),
        Arguments.of(new LogicalType.TimestampTz(), 1_700_000_000_123_456L),
        Arguments.of(new LogicalType.Interval(), new IntervalValue(-1, 2, -3)),
        Arguments.of(new LogicalType.Uuid(), new UUID(1, 2)),
        Arguments.of(new LogicalType.Array(text), Arrays.asList("", null, "]", "x,y")),
        Arguments.of(new LogicalType.Array(new LogicalType.Int(32)), List.of()));
  }

  @ParameterizedTest
  @MethodSource("values")
  void a_value_survives_its_text(LogicalType type, Object value) {
    assertThat(ValueText.parse(type, ValueText.format(type, value))).isEqualTo(value);
  }
}
