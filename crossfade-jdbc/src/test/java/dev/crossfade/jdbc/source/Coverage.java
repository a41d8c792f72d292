package dev.crossfade.jdbc.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.chunk.KeyRange;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.spi.source.SnapshotReader;
import java.util.ArrayList;
import java.util.List;

/** The property of a split: every row in exactly one range, every range of about the size asked. */
public final class Coverage {

  private Coverage() {}

  /**
   * @param expected number of rows of the table
   */
  public static void check(SnapshotReader reader, TableSchema table, int expected, int chunk) {
    List<KeyRange> ranges = reader.split(table, chunk);
    assertThat(ranges.get(0).from()).isNull();
    assertThat(ranges.get(ranges.size() - 1).to()).isNull();
    assertThat(ranges).hasSize(Math.max(1, (expected + chunk - 1) / chunk));
    List<Key> keys = new ArrayList<>();
    for (int i = 0; i < ranges.size(); i++) {
      if (i > 0) {
        assertThat(ranges.get(i).from()).isEqualTo(ranges.get(i - 1).to());
      }
      List<Object[]> rows = Rows.of(reader, table, ranges.get(i));
      assertThat(rows).hasSizeLessThanOrEqualTo(chunk);
      rows.forEach(row -> keys.add(Rows.key(table, row)));
    }
    assertThat(keys).hasSize(expected).doesNotHaveDuplicates();
    assertThat(Rows.of(reader, table, keys)).hasSize(expected);
  }
}
