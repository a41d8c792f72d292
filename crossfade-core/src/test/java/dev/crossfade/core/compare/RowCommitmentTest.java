package dev.crossfade.core.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.schema.Unavailable;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Equal rows have equal commitments, in whatever form their values come. */
class RowCommitmentTest {

  private static final byte[] SECRET = {1, 2};
  private static final TableSchema TABLE =
      TableSchema.of(
          new TableId("s", "t"),
          List.of(
              Column.of("id", new LogicalType.Int(64)),
              Column.of("name", LogicalType.Text.UNBOUNDED),
              Column.of("doc", new LogicalType.Json()),
              Column.of("rest", LogicalType.Text.UNBOUNDED)),
          List.of("id", "name"));
  private final RowCommitment commitment = new RowCommitment(TABLE, SECRET);

  private byte[] of(@Nullable Object[] row, RowFields fields) {
    byte[] both = new byte[2 * RowCommitment.BYTES];
    commitment.row(row, fields, both, 0);
    return both;
  }

  private byte[] of(@Nullable Object... row) {
    return of(row, TextFields.of(row));
  }

  /** What is committed to, put together by hand. */
  private static byte[] hash(byte[]... parts) throws Exception {
    MessageDigest sha = MessageDigest.getInstance("SHA-256");
    sha.update(SECRET);
    for (byte[] part : parts) {
      sha.update(part);
    }
    return Arrays.copyOf(sha.digest(), RowCommitment.BYTES);
  }

  private static byte[] row(byte[] both) {
    return Arrays.copyOfRange(both, RowCommitment.BYTES, 2 * RowCommitment.BYTES);
  }

  @Test
  void isAHashOfWhatIsStored() throws Exception {
    for (String text : List.of("", "x", "y".repeat(65_536), "z".repeat(300_000))) {
      TextFields fields = TextFields.of(7L, text, null, "end");
      assertThat(row(of(7L, text, null, "end"))).isEqualTo(hash(new byte[] {'R'}, fields.bytes()));
    }
  }

  @Test
  void theNumberOfATypeThatIsTheDatabasesOwnCountsAsZero() throws Exception {
    LogicalType stage = new LogicalType.Enumeration("stage", List.of("new"));
    TableSchema table =
        TableSchema.of(
            new TableId("s", "e"),
            List.of(
                Column.of("id", new LogicalType.Int(64)),
                Column.of("stages", new LogicalType.Array(stage)),
                Column.of("name", LogicalType.Text.UNBOUNDED)),
            List.of("id"));
    byte[] both = new byte[2 * RowCommitment.BYTES];
    Object[] row = {7L, List.of(), "ann"};
    String array = "\0\0\0\0" + "\0\0\0\0" + "%s" + "\0\0\0\u0001";
    TextFields fields = TextFields.of(7L, array.formatted("\u0001\u0002\u0003\u0004"), "ann");
    new RowCommitment(table, SECRET).row(row, fields, both, 0);
    TextFields counted = TextFields.of(7L, array.formatted("\0\0\0\0"), "ann");
    assertThat(row(both)).isEqualTo(hash(new byte[] {'R'}, counted.bytes()));
  }

  @Test
  void readsNothingBeforeOrBehindTheRow() {
    TextFields fields = TextFields.of(7L, "ann", null, "x");
    byte[] wide = new byte[fields.end() + 9];
    Arrays.fill(wide, (byte) 5);
    System.arraycopy(fields.bytes(), 0, wide, 4, fields.end());
    RowFields inside =
        new RowFields() {
          @Override
          public byte[] bytes() {
            return wide;
          }

          @Override
          public int from() {
            return 4;
          }

          @Override
          public int end() {
            return 4 + fields.end();
          }
        };
    assertThat(of(new Object[] {7L, "ann", null, "x"}, inside)).isEqualTo(of(7L, "ann", null, "x"));
  }

  @Test
  void jsonIsTheSameInWhateverSpellingItComes() {
    String printed =
        "{\"a\": [], \"b\": {\"c\": 1.50, \"dd\": [true, null]}, \"ccc\": \"\u00e4\ud83d\ude00\"}";
    byte[] sent =
        of(
            new Object[] {7L, "ann", SentBytes.json(printed), "x"},
            TextFields.of(7L, "ann", "\u0001" + printed, "x"));
    for (String spelled :
        List.of(
            printed,
            printed.replace(" ", ""),
            printed.replace("1.50", "15.0e-1"),
            printed.replace("\u00e4\ud83d\ude00", "\\u00e4\\ud83d\\ude00"),
            "{\"ccc\":\"\u00e4\ud83d\ude00\",\"b\":{\"c\":1.50,\"dd\":[true,null]},\"a\":0,\"a\":[]}")) {
      assertThat(of(7L, "ann", spelled, "x")).as(spelled).isEqualTo(sent);
    }
    for (String other : List.of(printed.replace("1.50", "1.5"), printed.replace("null", "0"))) {
      assertThat(of(7L, "ann", other, "x")).as(other).isNotEqualTo(sent);
    }
  }

  @Test
  void keysAreTheSameInRowsAndAlone() throws Exception {
    byte[] row = of(7L, "ann", null, "x");
    byte[] key = new byte[RowCommitment.BYTES];
    commitment.key(Key.of(7L, "ann"), key, 0);
    assertThat(Arrays.copyOf(row, RowCommitment.BYTES)).isEqualTo(key);
    assertThat(Arrays.copyOf(of(7L, "ann", null, "y"), RowCommitment.BYTES)).isEqualTo(key);
    assertThat(Arrays.copyOf(of(7L, "bob", null, "x"), RowCommitment.BYTES)).isNotEqualTo(key);
    byte[] sent =
        of(
            new Object[] {SentBytes.of(7, 8, 7L), SentBytes.of("ann"), null, "x"},
            TextFields.of(7L, "ann", null, "x"));
    assertThat(sent).isEqualTo(row);
  }

  @Test
  void nullAndUnknownAndEmptyAreThreeThings() {
    assertThat(
            List.of(of(1L, "a", "7", null), of(1L, "a", "7", Unavailable.VALUE)).stream()
                .map(RowCommitmentTest::row)
                .toList())
        .doesNotContain(row(of(1L, "a", "7", "")))
        .doesNotHaveDuplicates();
    assertThat(row(of(1L, "a", null, "x"))).isNotEqualTo(row(of(1L, "a", Unavailable.VALUE, "x")));
  }
}
