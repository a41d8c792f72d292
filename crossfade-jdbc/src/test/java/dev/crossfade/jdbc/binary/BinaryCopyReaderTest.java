package dev.crossfade.jdbc.binary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.schema.LogicalType;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BinaryCopyReaderTest {

  private static final List<LogicalType> TYPES =
      List.of(new LogicalType.Int(64), LogicalType.Text.UNBOUNDED);

  /** Two rows: (1, 'é') and (2, NULL). */
  private static byte[] stream() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.write("PGCOPY\n".getBytes(StandardCharsets.ISO_8859_1));
    out.write(new byte[] {(byte) 0xFF, '\r', '\n', 0});
    out.writeInt(0);
    out.writeInt(3);
    out.write(new byte[] {9, 9, 9});
    out.writeShort(2);
    out.writeInt(8);
    out.writeLong(1);
    out.writeInt(2);
    out.write("é".getBytes(StandardCharsets.UTF_8));
    out.writeShort(2);
    out.writeInt(8);
    out.writeLong(2);
    out.writeInt(-1);
    out.writeShort(-1);
    return bytes.toByteArray();
  }

  @Test
  void piecesMayBreakAnywhere() throws IOException {
    byte[] whole = stream();
    for (int size = 1; size <= whole.length; size++) {
      List<Object[]> rows = new ArrayList<>();
      BinaryCopyReader reader = new BinaryCopyReader(TYPES, row -> rows.add(row.clone()));
      for (int at = 0; at < whole.length; at += size) {
        reader.accept(Arrays.copyOfRange(whole, at, Math.min(at + size, whole.length)));
      }
      assertThat(reader.finish()).isEqualTo(2);
      assertThat(rows).containsExactly(new Object[] {1L, "é"}, new Object[] {2L, null});
    }
  }

  @Test
  void aStreamThatBreaksOffIsNotComplete() throws IOException {
    byte[] whole = stream();
    for (int length = 0; length < whole.length; length++) {
      BinaryCopyReader reader = new BinaryCopyReader(TYPES, row -> {});
      reader.accept(Arrays.copyOf(whole, length));
      assertThatThrownBy(reader::finish).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void anotherNumberOfFieldsIsNotGuessed() throws IOException {
    byte[] whole = stream();
    BinaryCopyReader reader = new BinaryCopyReader(TYPES.subList(0, 1), row -> {});
    assertThatThrownBy(() -> reader.accept(whole)).hasMessageContaining("2 fields, expected 1");
  }
}
