package dev.crossfade.core.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.SpecialNumber;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RowDigestTest {

  private static String digest(LogicalType type, @Nullable Object... values) {
    List<Column> columns =
        IntStream.range(0, values.length).mapToObj(i -> Column.of("c" + i, type)).toList();
    RowDigest digest = new RowDigest(TableSchema.of(new TableId("s", "t"), columns, List.of("c0")));
    digest.digest(values);
    return digest.high() + "/" + digest.low();
  }

  @Test
  void values_that_would_concatenate_alike_differ() {
    LogicalType text = LogicalType.Text.UNBOUNDED;

    assertThat(digest(text, "ab", "c")).isNotEqualTo(digest(text, "a", "bc"));
    assertThat(digest(text, "", null)).isNotEqualTo(digest(text, null, ""));
    assertThat(digest(text, "\0", "")).isNotEqualTo(digest(text, "", "\0"));
  }

  @Test
  void lists_show_where_an_element_is_missing() {
    LogicalType array = new LogicalType.Array(LogicalType.Text.UNBOUNDED);

    assertThat(digest(array, Arrays.asList("a", null)))
        .isNotEqualTo(digest(array, Arrays.asList(null, "a")))
        .isNotEqualTo(digest(array, List.of("a")));
  }

  @Test
  void decimals_of_few_digits_are_encoded_as_those_of_many() {
    Random random = new Random(3);
    for (int i = 0; i < 2_000; i++) {
      long digits = random.nextLong() >> random.nextInt(64);
      BigDecimal number = BigDecimal.valueOf(digits, random.nextInt(30) - 10);
      BigDecimal many = number.setScale(number.scale() + 25);
      assertThat(digest(LogicalType.Decimal.UNCONSTRAINED, number))
          .as("%s", number)
          .isEqualTo(digest(LogicalType.Decimal.UNCONSTRAINED, many));
    }
  }

  @Test
  void decimals_compare_as_numbers() {
    LogicalType decimal = LogicalType.Decimal.UNCONSTRAINED;

    assertThat(digest(decimal, new BigDecimal("1.50")))
        .isEqualTo(digest(decimal, new BigDecimal("1.5")))
        .isNotEqualTo(digest(decimal, new BigDecimal("15")));
    assertThat(digest(decimal, new BigDecimal("0.00")))
        .isEqualTo(digest(decimal, BigDecimal.ZERO))
        .isNotEqualTo(digest(decimal, SpecialNumber.NAN));
    assertThat(digest(decimal, new BigDecimal("100")))
        .isEqualTo(digest(decimal, new BigDecimal("1E+2")));
  }

  @Test
  void json_compares_as_values() {
    LogicalType json = new LogicalType.Json();

    assertThat(digest(json, "{\"b\": 1.0, \"a\": [true, null, \"\\u0041\"]}"))
        .isEqualTo(digest(json, "{\"a\":[true,null,\"A\"],\"b\":1}"))
        .isNotEqualTo(digest(json, "{\"a\":[true,null,\"A\"],\"b\":\"1\"}"));
    assertThat(digest(json, "{\"a\":1,\"a\":2}")).isEqualTo(digest(json, "{\"a\":2}"));
    assertThat(digest(json, "[1")).isNotEqualTo(digest(json, "[1]"));
    assertThat(digest(json, "[]")).isNotEqualTo(digest(json, "{}"));
  }

  @Test
  void json_has_one_spelling_whatever_its_order_and_escapes() {
    LogicalType json = new LogicalType.Json();

    assertThat(digest(json, "{\"bb\":{\"y\":[1,{}],\"x\":\"\\u00e9\\\"\\\\\"},\"c\":2,\"a\":-0}"))
        .isEqualTo(
            digest(json, "{ \"a\": 0, \"c\": 2.0, \"bb\": {\"x\":\"é\\\"\\\\\", \"y\":[1.0,{}]}}"))
        .isNotEqualTo(digest(json, "{\"bb\":{\"y\":[1,[]],\"x\":\"é\\\"\\\\\"},\"c\":2,\"a\":0}"));
    assertThat(digest(json, "[100, 12345678901234567890123456789012345, 1e2]"))
        .isEqualTo(digest(json, "[1E+2,12345678901234567890123456789012345.0,100.00]"))
        .isNotEqualTo(digest(json, "[10,12345678901234567890123456789012345,100]"));
    assertThat(digest(json, "{\"a\":1,\"b\":0,\"a\":{\"c\":3,\"c\":4}}"))
        .isEqualTo(digest(json, "{\"b\":0,\"a\":{\"c\":4}}"));
    assertThat(digest(json, "[\"a,b\"]")).isNotEqualTo(digest(json, "[\"a\",\"b\"]"));
    assertThat(digest(json, "{\"a\":[]}")).isNotEqualTo(digest(json, "[\"a\",[]]"));
  }

  @Test
  void long_texts_are_told_apart() {
    String much = "é€x".repeat(40_000);

    assertThat(digest(LogicalType.Text.UNBOUNDED, much))
        .isEqualTo(digest(LogicalType.Text.UNBOUNDED, new String(much.toCharArray())))
        .isNotEqualTo(digest(LogicalType.Text.UNBOUNDED, much + "y"));
  }

  /** However long a value is, it goes through the same bytes. */
  @Test
  void long_values_are_hashed_in_pieces() throws Exception {
    String text = "é€x\ud83d\ude00".repeat(50_000);
    byte[] binary = new byte[300_000];
    Arrays.fill(binary, (byte) 7);
    List<Column> columns =
        List.of(
            Column.of("id", new LogicalType.Int(64)),
            Column.of("t", LogicalType.Text.UNBOUNDED),
            Column.of("b", new LogicalType.Bytes()),
            Column.of("f", new LogicalType.FixedText(1_000_000)));
    RowDigest digest = new RowDigest(TableSchema.of(new TableId("s", "t"), columns, List.of("id")));

    digest.digest(new Object[] {5L, text, binary, "z".repeat(70_000) + "   "});

    byte[] utf8 = cesu8(text);
    MessageDigest sha = MessageDigest.getInstance("SHA-256");
    sha.update(ByteBuffer.allocate(9).put((byte) 1).putLong(5).array());
    sha.update(ByteBuffer.allocate(5).put((byte) 1).putInt(utf8.length).array());
    sha.update(utf8);
    sha.update(ByteBuffer.allocate(9).put((byte) 1).putLong(binary.length).array());
    sha.update(binary);
    sha.update(ByteBuffer.allocate(5).put((byte) 1).putInt(70_000).array());
    ByteBuffer hash =
        ByteBuffer.wrap(sha.digest("z".repeat(70_000).getBytes(StandardCharsets.US_ASCII)));
    assertThat(digest.high()).isEqualTo(hash.getLong());
    assertThat(digest.low()).isEqualTo(hash.getLong());
  }

  /** Each half of a surrogate pair is encoded by itself. */
  private static byte[] cesu8(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        bytes.write(c);
      } else if (c < 0x800) {
        bytes.write(0xC0 | (c >> 6));
        bytes.write(0x80 | (c & 0x3F));
      } else {
        bytes.write(0xE0 | (c >> 12));
        bytes.write(0x80 | ((c >> 6) & 0x3F));
        bytes.write(0x80 | (c & 0x3F));
      }
    }
    return bytes.toByteArray();
  }

  @Test
  void padding_counts_only_where_it_is_data() {
    assertThat(digest(new LogicalType.FixedText(4), "ab  "))
        .isEqualTo(digest(new LogicalType.FixedText(4), "ab"));
    assertThat(digest(LogicalType.Text.UNBOUNDED, "ab  "))
        .isNotEqualTo(digest(LogicalType.Text.UNBOUNDED, "ab"));
  }

  @Test
  void differences_name_the_columns() {
    List<Column> columns =
        List.of(
            Column.of("a", new LogicalType.Int(64)), Column.of("b", LogicalType.Text.UNBOUNDED));
    RowDigest digest = new RowDigest(TableSchema.of(new TableId("s", "t"), columns, List.of("a")));

    long[] one = digest.columns(new Object[] {1L, "x"});

    assertThat(RowDigest.differences(one, digest.columns(new Object[] {1L, null})))
        .containsExactly(1);
    assertThat(RowDigest.differences(one, digest.columns(new Object[] {1L, "x"}))).isEmpty();
  }
}
