package dev.crossfade.core.audit;

import dev.crossfade.core.change.Position;
import dev.crossfade.core.compare.RowCommitment;
import dev.crossfade.core.compare.RowFields;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.schema.Unavailable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records what a load does to the rows of one entity, in the order in which it does it, and lets
 * the tree over these records grow with them. A leaf of this tree has {@link RowBlock#LEAF}
 * records: to hash each for itself would cost half as much again. One thread.
 */
public final class RowPart {

  private static final int LARGEST = 1 + RowRecord.COMMITMENTS + RowRecord.POSITION;

  private final String entity;
  private final RowCommitment commitment;
  private final TreeHasher hasher = new TreeHasher();
  private final Frontier frontier = new Frontier();
  private List<RowBlock> blocks = new ArrayList<>();
  private byte[] bytes = new byte[64 * LARGEST];
  private int length;
  private int leafStart;
  private int rows;
  private long total;
  private int number;
  private @Nullable Position first;
  private @Nullable Position last;

  /**
   * @param secret of the migration
   */
  public RowPart(String entity, TableSchema table, byte[] secret) {
    this.entity = entity;
    this.commitment = new RowCommitment(table, secret);
  }

  /**
   * All values of a row with key were set, or those that are known.
   *
   * @param fields the same row as it is stored
   */
  public void set(@Nullable Object[] row, RowFields fields, @Nullable Position position) {
    boolean whole = true;
    for (Object value : row) {
      whole &= value != Unavailable.VALUE;
    }
    record(whole ? RowOp.SET : RowOp.PATCH, row, fields, position);
  }

  /** A row without key was added. */
  public void add(@Nullable Object[] row, RowFields fields, @Nullable Position position) {
    record(RowOp.ADD, row, fields, position);
  }

  /** A row without key was taken out. */
  public void remove(@Nullable Object[] row, RowFields fields) {
    record(RowOp.REMOVE, row, fields, null);
  }

  private void record(
      RowOp op, @Nullable Object[] row, RowFields fields, @Nullable Position position) {
    int start = begin(op, position);
    commitment.row(row, fields, bytes, start + 1);
    end(start, position);
  }

  /** A row was deleted. */
  public void delete(Key key) {
    int start = begin(RowOp.DELETE, null);
    commitment.key(key, bytes, start + 1);
    end(start, null);
  }

  /** All rows were deleted. */
  public void clear() {
    end(begin(RowOp.CLEAR, null), null);
  }

  private int begin(RowOp op, @Nullable Position position) {
    if (bytes.length - length < LARGEST) {
      bytes = Arrays.copyOf(bytes, bytes.length * 2);
    }
    int start = length;
    bytes[start] = (byte) (op.code() | (position == null ? 0 : RowRecord.POSITIONED));
    Arrays.fill(bytes, start + 1, start + 1 + RowRecord.COMMITMENTS, (byte) 0);
    return start;
  }

  private void end(int start, @Nullable Position position) {
    length = start + 1 + RowRecord.COMMITMENTS;
    if (position != null) {
      ByteBuffer.wrap(bytes, length, RowRecord.POSITION)
          .putLong(position.major())
          .putLong(position.minor())
          .putLong(position.ordinal());
      length += RowRecord.POSITION;
      first = first == null || first.after(position) ? position : first;
      last = last == null || position.after(last) ? position : last;
    }
    total++;
    if (++rows % RowBlock.LEAF == 0) {
      endLeaf();
    }
    if (rows == RowBlock.ROWS) {
      endBlock();
    }
  }

  private void endLeaf() {
    frontier.append(hasher.leaf(bytes, leafStart, length - leafStart));
    leafStart = length;
  }

  private void endBlock() {
    blocks.add(new RowBlock(number++, rows, Arrays.copyOf(bytes, length)));
    length = 0;
    leafStart = 0;
    rows = 0;
  }

  /** How many complete blocks wait to be taken. */
  public int waiting() {
    return blocks.size();
  }

  /** The blocks that are complete and were not taken before. */
  public List<RowBlock> take() {
    List<RowBlock> taken = blocks;
    blocks = new ArrayList<>();
    return taken;
  }

  /** The blocks that were not taken before, the last of them as it is; nothing may follow. */
  public List<RowBlock> takeAll() {
    if (leafStart < length) {
      endLeaf();
    }
    if (rows > 0) {
      endBlock();
    }
    return take();
  }

  /** What was recorded, in a few words and one hash, once all blocks were taken. */
  public LoadPart seal() {
    return new LoadPart(entity, total, frontier.root(), first, last);
  }
}
