package dev.crossfade.engine.audit;

import dev.crossfade.core.audit.KeySegment;
import dev.crossfade.spi.target.LoadRecords;
import dev.crossfade.spi.target.RowIndex;
import dev.crossfade.spi.target.RowIndex.Head;
import dev.crossfade.spi.target.RowIndex.Waiting;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps the index of records. Loads are covered once there are enough of them, for many small
 * segments would be slower than what is read without; and not while history is copied, whose time
 * is dear. Several may do it at once. One thread.
 */
public final class RowIndexing {

  /** Loads of a segment at most, and as many as wait at most. */
  static final int LOADS = 2_000;

  /** Records that are not worth a segment yet. */
  static final long ENOUGH = 1 << 16;

  /** Entries of which a segment is large enough to stay as it is. */
  private static final long LARGE = 1 << 20;

  /** Segments that are not large, at most. */
  static final int FEW = 16;

  private final RowIndex index;
  private final int few;
  private final long enough;
  private long newestHistory;

  public RowIndexing(LoadRecords records) {
    this(records.index(), ENOUGH, FEW);
  }

  RowIndexing(RowIndex index, long enough, int few) {
    this.index = index;
    this.enough = enough;
    this.few = few;
  }

  /** Covers what is worth it; how many loads that were. */
  public long keep() {
    long newest = index.newestHistory();
    boolean copying = newest > newestHistory;
    newestHistory = newest;
    long covered = 0;
    while (!copying) {
      List<Waiting> loads = worth(index.waiting(LOADS));
      if (loads.isEmpty() || !cover(loads.stream().map(Waiting::id).toList())) {
        break;
      }
      covered += loads.size();
      join();
    }
    return covered;
  }

  /** Those to cover next; none if they are too few. */
  private List<Waiting> worth(List<Waiting> waiting) {
    List<Waiting> taken = new ArrayList<>();
    long records = 0;
    for (Waiting each : waiting) {
      if (records >= LARGE) {
        break;
      }
      taken.add(each);
      records += each.records();
    }
    return records >= enough || taken.size() == LOADS ? taken : List.of();
  }

  private boolean cover(List<Long> loads) {
    KeySegment.Builder segment = new KeySegment.Builder();
    index.blocks(loads, segment::add);
    return index.cover(loads, segment.build());
  }

  private void join() {
    List<Long> small = new ArrayList<>();
    long entries = 0;
    for (Head each : index.segments()) {
      if (each.entries() < LARGE && entries < LARGE) {
        small.add(each.id());
        entries += each.entries();
      }
    }
    if (small.size() > few) {
      index.replace(small, KeySegment.joined(small.stream().map(index::segment).toList()));
    }
  }
}
