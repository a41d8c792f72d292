package dev.crossfade.core.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.Encoded;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.schema.Unavailable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Equal rows have equal commitments, in whatever form their values come. */
class RowCommitmentTest {

  private static final TableSchema TABLE =
      TableSchema.of(
          new TableId("s", "t"),
          List.of(
              Column.of("id", new LogicalType.Int(64)),
              Column.of("name", LogicalType.Text.UNBOUNDED),
              Column.of("code", new LogicalType.FixedText(4)),
              Column.of("rest", LogicalType.Text.UNBOUNDED)),
          List.of("id", "name"));
  private final RowCommitment commitment = new RowCommitment(TABLE, new byte[] {1});

  /** Bytes in the middle of an array, as a database's driver hands them over. */
  private static final class Bytes extends Encoded {

    private final byte[] bytes;
    private final int from;
    private final int length;
    private final Object value;

    Bytes(byte[] bytes, int from, int length, Object value) {
      this.bytes = bytes;
      this.from = from;
      this.length = length;
      this.value = value;
    }

    static Bytes of(String text) {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      byte[] padded = new byte[utf8.length + 7];
      System.arraycopy(utf8, 0, padded, 3, utf8.length);
      return new Bytes(padded, 3, utf8.length, text);
    }

    @Override
    public byte[] bytes() {
      return bytes;
    }

    @Override
    public int from() {
      return from;
    }

    @Override
    public int length() {
      return length;
    }

    @Override
    public Object value() {
      return value;
    }
  }

  private byte[] of(@Nullable Object... row) {
    byte[] both = new byte[2 * RowCommitment.BYTES];
    commitment.row(row, both, 0);
    return both;
  }

  @Test
  void encodedValuesAreThoseTheyStandFor() {
    for (String text :
        List.of(
            "",
            "ann",
            "\u4e16\ud83d\ude00 \u00e4",
            "twelve 12345\ud83d\ude00",
            "x".repeat(300_000))) {
      byte[] plain = of(7L, text, "ab", text);
      assertThat(of(7L, Bytes.of(text), new Bytes(new byte[9], 0, 9, "ab"), Bytes.of(text)))
          .isEqualTo(plain);
      assertThat(of(new Bytes(new byte[8], 0, 8, 7L), text, "ab", Bytes.of(text))).isEqualTo(plain);
    }
  }

  @Test
  void charactersOfFourBytesAreFoundWhereverTheyStand() {
    for (int before = 0; before < 20; before++) {
      String text = "x".repeat(before) + "\ud83d\ude00" + "\u00e4".repeat(5);
      assertThat(of(7L, "a", "ab", Bytes.of(text))).isEqualTo(of(7L, "a", "ab", text));
    }
  }

  @Test
  void encodedJsonIsThatItStandsFor() {
    Column column = Column.of("doc", new LogicalType.Json());
    TableSchema documents = TableSchema.of(new TableId("s", "d"), List.of(column), List.of());
    RowCommitment ofDocuments = new RowCommitment(documents, new byte[] {1});
    for (String json :
        List.of(
            "{\"a\": 1, \"b\": [\"x\"]}", "{\"a\": \"\\n\"}", "7", "\"\ud83d\ude00\"", "[1.50]")) {
      byte[] expected = new byte[2 * RowCommitment.BYTES];
      ofDocuments.row(new Object[] {json}, expected, 0);
      Bytes printed = Bytes.of("\u0001" + json);
      byte[] actual = new byte[2 * RowCommitment.BYTES];
      Bytes encoded = new Bytes(printed.bytes(), printed.from(), printed.length(), json);
      ofDocuments.row(new Object[] {encoded}, actual, 0);
      assertThat(actual).as(json).isEqualTo(expected);
    }
  }

  @Test
  void keysAreTheSameInRowsAndAlone() {
    byte[] row = of(7L, "ann", "ab", "x");
    byte[] key = new byte[RowCommitment.BYTES];
    commitment.key(Key.of(7L, "ann"), key, 0);
    assertThat(Arrays.copyOf(row, RowCommitment.BYTES)).isEqualTo(key);
    assertThat(Arrays.copyOf(of(7L, "ann", null, "y"), RowCommitment.BYTES)).isEqualTo(key);
    assertThat(Arrays.copyOf(of(7L, "bob", "ab", "x"), RowCommitment.BYTES)).isNotEqualTo(key);
  }

  @Test
  void nullAndUnknownAndEmptyAreThreeThings() {
    assertThat(List.of(of(1L, "a", "b", null), of(1L, "a", "b", Unavailable.VALUE)))
        .doesNotContain(of(1L, "a", "b", ""))
        .doesNotHaveDuplicates();
    assertThat(of(1L, "a", "b", null)).isNotEqualTo(of(1L, "a", "b", Unavailable.VALUE));
  }
}
