package dev.crossfade.core.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.change.Position;
import dev.crossfade.core.compare.TextFields;
import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.schema.Unavailable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each row of a load can be proven, and tells nothing. */
class RowPartTest {

  private static final byte[] SECRET = {1, 2, 3};
  private static final String NONE = "0".repeat(32);
  private static final TableSchema TABLE =
      TableSchema.of(
          new TableId("s", "t"),
          List.of(
              Column.of("id", new LogicalType.Int(64)),
              Column.of("name", LogicalType.Text.UNBOUNDED)),
          List.of("id"));

  private static @Nullable Object[] row(@Nullable Object... values) {
    return values;
  }

  private static void set(RowPart part, @Nullable Object[] row, @Nullable Position position) {
    part.set(row, TextFields.of(row), position);
  }

  private static void add(RowPart part, @Nullable Object[] row, @Nullable Position position) {
    part.add(row, TextFields.of(row), position);
  }

  private static List<RowRecord> records(List<RowBlock> blocks) {
    List<RowRecord> records = new ArrayList<>();
    for (RowBlock block : blocks) {
      block.each(
          (bytes, from, length) ->
              records.add(
                  RowRecord.parse(java.util.Arrays.copyOfRange(bytes, from, from + length))));
    }
    return records;
  }

  private static RowPart part() {
    return new RowPart("t", TABLE, SECRET);
  }

  @Test
  void records_say_what_was_done_and_the_same_key_is_the_same_everywhere() {
    RowPart part = part();
    Position position = new Position(3, 2, 1);
    set(part, row(7L, "ann"), null);
    set(part, row(7L, Unavailable.VALUE), position);
    set(part, row(7L, "ann"), new Position(9, 0, 0));
    part.delete(Key.of(7L));
    part.clear();
    List<RowRecord> records = records(part.takeAll());

    assertThat(records)
        .extracting(RowRecord::op)
        .containsExactly(RowOp.SET, RowOp.PATCH, RowOp.SET, RowOp.DELETE, RowOp.CLEAR);
    String key = records.get(0).key();
    String ann = records.get(0).row();
    assertThat(records)
        .extracting(RowRecord::key)
        .containsExactly(key, key, key, key, NONE)
        .doesNotContain(ann);
    assertThat(records.get(2).row()).isEqualTo(ann).isNotEqualTo(records.get(1).row());
    assertThat(records.get(3).row()).isEqualTo(NONE);
    assertThat(records.get(0).position()).isNull();
    assertThat(records.get(1).position()).isEqualTo(position);
    LoadPart sealed = part.seal();
    assertThat(sealed.rows()).isEqualTo(5);
    assertThat(sealed.first()).isEqualTo(position);
    assertThat(sealed.last()).isEqualTo(new Position(9, 0, 0));
  }

  @Test
  void without_the_secret_a_row_cannot_be_guessed() {
    RowPart one = part();
    RowPart other = new RowPart("t", TABLE, new byte[] {1, 2, 4});
    set(one, row(1L, "a"), null);
    set(other, row(1L, "a"), null);
    RowRecord first = records(one.takeAll()).get(0);
    RowRecord second = records(other.takeAll()).get(0);
    assertThat(first.row()).isNotEqualTo(second.row());
    assertThat(first.key()).isNotEqualTo(second.key());
  }

  @Test
  void rows_without_key_are_known_by_their_content() {
    TableSchema keyless = TableSchema.of(TABLE.id(), TABLE.columns(), List.of());
    RowPart part = new RowPart("t", keyless, SECRET);
    add(part, row(1L, "a"), new Position(1, 1, 1));
    part.remove(row(1L, "a"), TextFields.of(1L, "a"));
    List<RowRecord> records = records(part.takeAll());
    assertThat(records).extracting(RowRecord::op).containsExactly(RowOp.ADD, RowOp.REMOVE);
    assertThat(records.get(0).key())
        .isEqualTo(records.get(1).key())
        .isEqualTo(records.get(0).row());
  }

  @Test
  void each_of_many_rows_is_proven_by_the_root() {
    RowPart part = part();
    int count = RowBlock.ROWS + 100;
    List<RowBlock> blocks = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      set(part, row(i, "name " + i), i % 3 == 0 ? null : new Position(i, 0, 0));
      if (part.waiting() > 0) {
        blocks.addAll(part.take());
      }
    }
    blocks.addAll(part.takeAll());
    assertThat(blocks).extracting(RowBlock::number).containsExactly(0, 1);
    assertThat(blocks).extracting(RowBlock::rows).containsExactly(RowBlock.ROWS, 100);
    List<RowRecord> records = records(blocks);
    RowTree tree = new RowTree();
    blocks.forEach(tree::add);
    LoadPart sealed = part.seal();
    assertThat(tree.root()).isEqualTo(sealed.root());
    assertThat(records).hasSize(count);
    assertThat(sealed.rows()).isEqualTo(count);
    List<byte[]> leaves = new ArrayList<>();
    blocks.forEach(
        block ->
            block.eachLeaf(
                (bytes, from, length) ->
                    leaves.add(java.util.Arrays.copyOfRange(bytes, from, from + length))));
    long size = RowBlock.leaves(count);
    assertThat(leaves).hasSize((int) size);
    TreeHasher hasher = new TreeHasher();
    for (int i : new int[] {0, 1, 17, RowBlock.ROWS - 1, RowBlock.ROWS, count - 1}) {
      int leaf = i / RowBlock.LEAF;
      List<TreeHash> path = tree.proof(i);
      assertThat(RowRecord.at(leaves.get(leaf), i % RowBlock.LEAF)).isEqualTo(records.get(i));
      TreeHash hash = hasher.leaf(leaves.get(leaf));
      assertThat(ProofCheck.included(hash, leaf, size, sealed.root(), path)).isTrue();
      TreeHash other = hasher.leaf(leaves.get(5));
      assertThat(ProofCheck.included(other, leaf, size, sealed.root(), path)).isFalse();
    }
    assertThatThrownBy(() -> RowRecord.at(leaves.get(0), RowBlock.LEAF))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void bytes_that_are_no_records_are_refused() {
    RowPart part = part();
    set(part, row(1L, "a"), null);
    byte[] bytes = part.takeAll().get(0).bytes();
    for (byte[] wrong : List.of(java.util.Arrays.copyOf(bytes, bytes.length - 1), new byte[33])) {
      assertThatThrownBy(() -> RowRecord.parse(wrong)).isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> new RowBlock(0, 2, bytes).each((b, from, length) -> {}))
        .isInstanceOf(IllegalArgumentException.class);
    bytes[0] = (byte) (bytes[0] | RowRecord.POSITIONED);
    assertThatThrownBy(() -> new RowBlock(0, 1, bytes).each((b, from, length) -> {}))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
