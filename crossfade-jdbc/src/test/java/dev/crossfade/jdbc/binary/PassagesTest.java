package dev.crossfade.jdbc.binary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.SpecialNumber;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What must not pass unseen, because the way through the mapping would refuse or change it. */
class PassagesTest {

  private static final LogicalType TEXT = LogicalType.Text.UNBOUNDED;
  private static final LogicalType JSON = new LogicalType.Json();

  private static boolean passes(LogicalType from, LogicalType to, byte[] value) {
    byte[] padded = new byte[value.length + 7];
    System.arraycopy(value, 0, padded, 3, value.length);
    return Passages.between(from, to).open(padded, 3, value.length);
  }

  private static boolean passes(LogicalType type, byte[] value) {
    return passes(type, type, value);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] encoded(LogicalType type, Object value) {
    CopyBuffer buffer = new CopyBuffer(16);
    new Encoders(name -> 0).of(type).encode(buffer, value);
    byte[] bytes = new byte[buffer.length()];
    System.arraycopy(buffer.array(), 0, bytes, 0, bytes.length);
    return bytes;
  }

  private static byte[] jsonb(String text) {
    return utf8("\u0001" + text);
  }

  @Test
  void textThatMayBeTooLong() {
    assertThat(passes(TEXT, TEXT, utf8("any"))).isTrue();
    assertThat(passes(new LogicalType.Text(9), new LogicalType.Text(4), utf8("1234"))).isTrue();
    assertThat(passes(TEXT, new LogicalType.Text(4), utf8("12345"))).isFalse();
    assertThat(passes(TEXT, new LogicalType.Text(4), utf8("äöü"))).isFalse();
    assertThat(passes(new LogicalType.FixedText(3), TEXT, utf8("a  "))).isFalse();
    assertThat(passes(new LogicalType.Int(64), TEXT, new byte[8])).isFalse();
  }

  @Test
  void decimalsThatWouldBeRounded() {
    LogicalType column = new LogicalType.Decimal(12, 2);
    assertThat(passes(column, encoded(column, new BigDecimal("1.25")))).isTrue();
    LogicalType finer = new LogicalType.Decimal(12, 3);
    assertThat(passes(column, encoded(finer, new BigDecimal("1.255")))).isFalse();
    assertThat(passes(finer, column, encoded(finer, new BigDecimal("1.255")))).isFalse();
    LogicalType free = LogicalType.Decimal.UNCONSTRAINED;
    assertThat(passes(free, encoded(free, new BigDecimal("1.255")))).isTrue();
    assertThat(passes(free, encoded(free, SpecialNumber.NEGATIVE_INFINITY))).isFalse();
    assertThat(passes(free, encoded(free, SpecialNumber.NAN))).isFalse();
  }

  @Test
  void notANumberThatIsSpelledInOtherBits() {
    LogicalType type = new LogicalType.Floating(64);
    assertThat(passes(type, ByteBuffer.allocate(8).putDouble(-0.0).array())).isTrue();
    assertThat(passes(type, ByteBuffer.allocate(8).putDouble(Double.NEGATIVE_INFINITY).array()))
        .isTrue();
    assertThat(passes(type, ByteBuffer.allocate(8).putLong(0xFFF8L << 48).array())).isFalse();
    LogicalType small = new LogicalType.Floating(32);
    assertThat(passes(small, ByteBuffer.allocate(4).putFloat(1.5f).array())).isTrue();
    assertThat(passes(small, ByteBuffer.allocate(4).putInt(0xFFC0_0000).array())).isFalse();
  }

  @Test
  void numbersOfAnotherWidth() {
    assertThat(passes(new LogicalType.Int(32), new byte[4])).isTrue();
    assertThat(passes(new LogicalType.Int(32), new byte[8])).isFalse();
    assertThat(passes(new LogicalType.Int(32), new LogicalType.Int(64), new byte[4])).isFalse();
    assertThat(passes(new LogicalType.Floating(64), new byte[4])).isFalse();
    assertThat(passes(new LogicalType.Uuid(), new byte[16])).isTrue();
    assertThat(passes(new LogicalType.Date(), new byte[8])).isFalse();
  }

  @Test
  void timestampsThatAreNotReadable() {
    LogicalType type = new LogicalType.TimestampTz();
    assertThat(passes(type, ByteBuffer.allocate(8).putLong(5).array())).isTrue();
    assertThat(passes(type, ByteBuffer.allocate(8).putLong(Long.MAX_VALUE).array())).isTrue();
    assertThat(passes(type, ByteBuffer.allocate(8).putLong(Long.MAX_VALUE - 1).array())).isFalse();
    assertThat(passes(new LogicalType.Timestamp(), type, new byte[8])).isFalse();
  }

  @Test
  void jsonThatTheMappingMayRefuse() {
    assertThat(passes(JSON, jsonb("{\"a\": [1, null]}"))).isTrue();
    assertThat(passes(JSON, utf8("{\"a\": 1}"))).isFalse();
    assertThat(passes(JSON, jsonb("\"\\u0000\""))).isFalse();
    assertThat(passes(JSON, jsonb("[".repeat(450) + "]".repeat(450)))).isFalse();
    assertThat(passes(JSON, jsonb("1".repeat(1_000)))).isFalse();
  }

  @Test
  void labelsTheColumnDoesNotHave() {
    LogicalType few = new LogicalType.Enumeration("e", List.of("a"));
    LogicalType more = new LogicalType.Enumeration("f", List.of("a", "b"));
    assertThat(passes(few, more, utf8("a"))).isTrue();
    assertThat(passes(more, few, utf8("a"))).isFalse();
    assertThat(passes(few, TEXT, utf8("a"))).isTrue();
  }

  @Test
  void arraysOfAnotherTypeOrForm() {
    LogicalType texts = new LogicalType.Array(TEXT);
    byte[] bytes = encoded(texts, List.of("a", "b"));
    assertThat(passes(texts, bytes)).isTrue();
    assertThat(passes(texts, encoded(texts, List.of()))).isTrue();
    assertThat(passes(texts, patched(bytes, 11, 1043 - 1024))).isFalse();
    assertThat(passes(texts, patched(bytes, 3, 2))).isFalse();
    assertThat(passes(texts, patched(bytes, 7, 1))).isFalse();
    assertThat(passes(texts, patched(bytes, 19, 0))).isFalse();
    LogicalType instants = new LogicalType.Array(new LogicalType.TimestampTz());
    assertThat(passes(instants, encoded(instants, List.of(1L)))).isFalse();
  }

  private static byte[] patched(byte[] bytes, int at, int value) {
    byte[] copy = bytes.clone();
    copy[at] = (byte) value;
    return copy;
  }
}
