package dev.crossfade.spi.target;

import dev.crossfade.core.audit.KeySegment;
import dev.crossfade.core.audit.RowBlock;
import dev.crossfade.core.audit.RowPlace;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Finds the loads that have records of a key. It is made of the records some time after them, and
 * never believed instead of them: what it does not cover yet is read, and what it names too much
 * has no such record. Thread-safe. Failures to reach it are {@code ProblemException} of kind
 * TRANSIENT.
 */
public interface RowIndex {

  /**
   * A committed load that it does not cover.
   *
   * @param id of the load
   * @param history whether it is a chunk
   * @param records how many it has
   */
  record Waiting(long id, boolean history, long records) {}

  /**
   * A segment without what it holds.
   *
   * @param id of the segment
   * @param entries how many it has
   */
  record Head(long id, long entries) {}

  /** Committed loads that are not covered, oldest first. */
  List<Waiting> waiting(int max);

  /** The newest chunk of history that is not covered; 0 if there is none. */
  long newestHistory();

  /** Hands over the blocks of loads, one after the other, in order. */
  void blocks(List<Long> loads, BiConsumer<RowPlace, RowBlock> each);

  /** Hands over the blocks of an entity in loads that are not covered, one after the other. */
  void uncovered(String entity, BiConsumer<RowPlace, RowBlock> each);

  /**
   * Covers loads by a segment that has all their records.
   *
   * @return whether that was done; not when somebody has covered one of them meanwhile
   */
  boolean cover(List<Long> loads, KeySegment segment);

  /** All segments, smallest first. */
  List<Head> segments();

  /** What a segment holds. */
  KeySegment segment(long id);

  /**
   * Puts one segment into the place of several that it holds all entries of.
   *
   * @return whether that was done; not when somebody has replaced one of them meanwhile
   */
  boolean replace(List<Long> segments, KeySegment joined);

  /**
   * The loads that are covered and may have records of keys of an entity, oldest first.
   *
   * @param lowest of {@link KeySegment#lowest} of the commitments that are looked for
   */
  List<Long> find(String entity, List<Long> lowest);
}
