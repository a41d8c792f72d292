package dev.crossfade.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.chunk.KeyRange;
import dev.crossfade.core.schema.Key;
import dev.crossfade.spi.source.PinnedSnapshot;
import dev.crossfade.spi.source.SnapshotReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link SnapshotReader} and {@link PinnedSnapshot} must do. */
public abstract class SnapshotReaderContract extends SourceContract {

  private static Key key(long id) {
    return Key.of(new @Nullable Object[] {id});
  }

  private void fill(int rows) {
    transaction(
        tx -> {
          for (long id = 0; id < rows; id++) {
            tx.insert(id * 3 - 50, "t" + id);
          }
        });
  }

  private List<String> read(KeyRange range) {
    List<String> rows = new ArrayList<>();
    try (SnapshotReader reader = source.openReader()) {
      long count = reader.read(keyed(), range, row -> rows.add(Arrays.toString(row)));
      assertThat(count).isEqualTo(rows.size());
    }
    return rows;
  }

  private List<KeyRange> split(long rowsPerChunk) {
    try (SnapshotReader reader = source.openReader()) {
      return reader.split(keyed(), rowsPerChunk);
    }
  }

  @Test
  void the_catalog_knows_keys() {
    assertThat(keyed().key()).containsExactly("id");
    assertThat(keyed().columnNames()).containsExactly("id", "text");
    assertThat(keyless().keyless()).isTrue();
  }

  @Test
  void ranges_cover_every_row_once_and_are_open_at_both_ends() {
    fill(100);
    List<KeyRange> ranges = split(30);
    assertThat(ranges).hasSizeBetween(2, 8);
    assertThat(ranges.get(0).from()).isNull();
    assertThat(ranges.get(ranges.size() - 1).to()).isNull();
    List<String> all = new ArrayList<>();
    ranges.forEach(range -> all.addAll(read(range)));
    assertThat(all).hasSize(100).doesNotHaveDuplicates();
    assertThat(all).containsExactlyInAnyOrderElementsOf(read(KeyRange.ALL));
  }

  @Test
  void a_table_split_bit_by_bit_is_split_as_at_once() {
    fill(100);
    List<KeyRange> ranges = new ArrayList<>();
    try (SnapshotReader reader = source.openReader()) {
      Key from = null;
      do {
        List<KeyRange> some = reader.split(keyed(), from, 30, 2);
        assertThat(some).hasSizeBetween(1, 2);
        ranges.addAll(some);
        from = ranges.get(ranges.size() - 1).to();
      } while (from != null);
    }
    assertThat(ranges).isEqualTo(split(30)).hasSizeGreaterThan(2);
  }

  @Test
  void rows_that_come_after_the_split_fall_into_a_range() {
    fill(40);
    List<KeyRange> ranges = split(10);
    transaction(
        tx -> {
          tx.insert(-1_000_000, "low");
          tx.insert(2, "middle");
          tx.insert(1_000_000, "high");
        });
    List<String> all = new ArrayList<>();
    ranges.forEach(range -> all.addAll(read(range)));
    assertThat(all).hasSize(43).doesNotHaveDuplicates();
  }

  @Test
  void an_empty_table_is_one_range() {
    assertThat(split(10)).containsExactly(KeyRange.ALL);
    assertThat(read(KeyRange.ALL)).isEmpty();
  }

  @Test
  void keys_without_row_are_skipped() {
    fill(10);
    List<String> rows = new ArrayList<>();
    try (SnapshotReader reader = source.openReader()) {
      reader.readKeys(
          keyed(), List.of(key(-50), key(-49), key(-47)), row -> rows.add(Arrays.toString(row)));
    }
    assertThat(rows).containsExactlyInAnyOrder("[-50, t0]", "[-47, t1]");
  }

  @Test
  void each_call_sees_what_is_committed_by_then() {
    try (SnapshotReader reader = source.openReader()) {
      assertThat(reader.read(keyed(), KeyRange.ALL, row -> {})).isZero();
      transaction(tx -> tx.insert(1, "one"));
      assertThat(reader.read(keyed(), KeyRange.ALL, row -> {})).isEqualTo(1);
    }
  }

  @Test
  void a_pinned_snapshot_does_not_move() {
    transaction(tx -> tx.append("before"));
    List<String> rows = new ArrayList<>();
    try (PinnedSnapshot snapshot = source.pin()) {
      transaction(tx -> tx.append("after"));
      assertThat(snapshot.token()).isNotEmpty();
      assertThat(snapshot.read(keyless(), row -> rows.add(Arrays.toString(row)))).isEqualTo(1);
    }
    assertThat(rows).containsExactly("[before]");
  }
}
