package dev.crossfade.core.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Values that come as bytes have the digest of what they stand for. */
class EncodedDigestTest {

  private static List<Long> digest(List<LogicalType> types, @Nullable Object... row) {
    List<Column> columns =
        IntStream.range(0, types.size()).mapToObj(i -> Column.of("c" + i, types.get(i))).toList();
    RowDigest digest = new RowDigest(TableSchema.of(new TableId("s", "t"), columns, List.of("c0")));
    digest.digest(row);
    return List.of(digest.high(), digest.low(), digest.keyHash());
  }

  @Test
  void text() {
    List<LogicalType> types =
        List.of(
            new LogicalType.Int(64),
            LogicalType.Text.UNBOUNDED,
            new LogicalType.FixedText(4),
            LogicalType.Text.UNBOUNDED);
    for (String text :
        List.of(
            "",
            "ann",
            "\u4e16\ud83d\ude00 \u00e4",
            "twelve 12345\ud83d\ude00",
            "x".repeat(300_000))) {
      assertThat(
              digest(
                  types,
                  7L,
                  SentBytes.of(text),
                  new SentBytes(new byte[9], 0, 9, "ab"),
                  SentBytes.of(text)))
          .isEqualTo(digest(types, 7L, text, "ab", text));
    }
  }

  @Test
  void charactersOfFourBytesWhereverTheyStand() {
    List<LogicalType> types = List.of(LogicalType.Text.UNBOUNDED);
    for (int before = 0; before < 20; before++) {
      String text = "x".repeat(before) + "\ud83d\ude00" + "\u00e4".repeat(5);
      assertThat(digest(types, SentBytes.of(text))).isEqualTo(digest(types, text));
    }
  }

  @Test
  void json() {
    List<LogicalType> types = List.of(new LogicalType.Json());
    for (String json :
        List.of(
            "{\"a\": 1, \"b\": [\"x\"]}", "{\"a\": \"\\n\"}", "7", "\"\ud83d\ude00\"", "[1.50]")) {
      assertThat(digest(types, SentBytes.json(json))).as(json).isEqualTo(digest(types, json));
    }
  }

  @Test
  void valuesOfAFixedWidth() {
    UUID uuid = UUID.fromString("f0e1d2c3-b4a5-9687-7869-5a4b3c2d1e0f");
    byte[] sixteen = HexFormat.of().parseHex("00f0e1d2c3b4a5968778695a4b3c2d1e0f");
    List<LogicalType> types =
        Stream.of(
                new LogicalType.Int(64),
                new LogicalType.Int(32),
                new LogicalType.Int(16),
                new LogicalType.Uuid(),
                new LogicalType.Bool())
            .map(LogicalType.class::cast)
            .toList();
    for (long number : new long[] {0, 1, -1, 300, -300, Short.MAX_VALUE, Short.MIN_VALUE}) {
      assertThat(
              digest(
                  types,
                  SentBytes.of(number, 8, number),
                  SentBytes.of(number, 4, number),
                  SentBytes.of(number, 2, number),
                  new SentBytes(sixteen, 1, 16, uuid),
                  SentBytes.of(number > 0 ? 1 : 0, 1, number > 0)))
          .as("%d", number)
          .isEqualTo(digest(types, number, number, number, uuid, number > 0));
    }
  }

  @Test
  void bytesOfAnotherWidthAreDecoded() {
    List<LogicalType> types = List.of(new LogicalType.Int(64));
    assertThat(digest(types, SentBytes.of(9, 4, 7L))).isEqualTo(digest(types, 7L));
  }
}
