package dev.crossfade.engine.audit;

import dev.crossfade.core.audit.BundleLine.Row;
import dev.crossfade.core.audit.KeySegment;
import dev.crossfade.core.audit.LoadPart;
import dev.crossfade.core.audit.LoadRecord;
import dev.crossfade.core.audit.RowBlock;
import dev.crossfade.core.audit.RowRecord;
import dev.crossfade.core.audit.RowState;
import dev.crossfade.core.audit.RowStep;
import dev.crossfade.core.audit.RowTree;
import dev.crossfade.core.compare.RowCommitment;
import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.core.schema.Key;
import dev.crossfade.spi.target.LoadRecords;
import dev.crossfade.spi.target.RowIndex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds everything that loads did to one row, with proofs. One thread. */
public final class RowHistory {

  /** What stands in place of a key where all rows are meant. */
  private static final byte[] EVERY_ROW = new byte[RowCommitment.BYTES];

  private final LoadRecords records;
  private final EntityShape entity;
  private final byte[] key;

  /**
   * @param entity that has a key
   */
  public RowHistory(LoadRecords records, EntityShape entity, Key key) {
    this.records = records;
    this.entity = entity;
    this.key = new byte[RowCommitment.BYTES];
    new RowCommitment(entity.table(), records.secret()).key(key, this.key, 0);
  }

  /**
   * A load that did something to the row.
   *
   * @param load the load
   * @param rows its records of the row, with proofs
   */
  public record Done(LoadRecord load, List<Row> rows) {}

  /**
   * All loads that did something to it, or to all rows at once, oldest first, by the index and by
   * what it does not cover yet. What is covered meanwhile is found in one of both.
   */
  public List<Done> all() {
    Set<Long> loads = new TreeSet<>();
    RowIndex index = records.index();
    index.uncovered(
        entity.name(),
        (place, block) -> {
          if (!loads.contains(place.load()) && concerned(block)) {
            loads.add(place.load());
          }
        });
    loads.addAll(
        index.find(
            entity.name(), List.of(KeySegment.lowest(key, 0), KeySegment.lowest(EVERY_ROW, 0))));
    List<Done> found = new ArrayList<>();
    for (long load : loads) {
      records.load(load).flatMap(this::done).ifPresent(found::add);
    }
    return found;
  }

  /** The same step by step, each with what was on record of the row before and after it. */
  public static List<RowStep> steps(List<Done> history) {
    List<RowStep> steps = new ArrayList<>();
    RowState state = RowState.UNRECORDED;
    for (Done done : history) {
      for (Row row : done.rows()) {
        RowState after = state.after(row.record());
        steps.add(new RowStep(done.load(), row.record(), state, after));
        state = after;
      }
    }
    return steps;
  }

  /** What a load did to the row; empty if nothing. */
  Optional<Done> done(LoadRecord load) {
    List<Row> rows = new ArrayList<>();
    for (int part = 0; part < load.parts().size(); part++) {
      LoadPart each = load.parts().get(part);
      if (each.entity().equals(entity.name())) {
        rows.addAll(rows(load.id(), part));
      }
    }
    return rows.isEmpty() ? Optional.empty() : Optional.of(new Done(load, rows));
  }

  private List<Row> rows(long load, int part) {
    List<RowBlock> blocks = records.blocks(load, part);
    List<Long> places = new ArrayList<>();
    List<byte[]> leaves = new ArrayList<>();
    long before = 0;
    for (RowBlock block : blocks) {
      find(block, before, places, leaves);
      before += block.rows();
    }
    if (places.isEmpty()) {
      return List.of();
    }
    RowTree tree = new RowTree();
    blocks.forEach(tree::add);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < places.size(); i++) {
      String leaf = Base64.getEncoder().encodeToString(leaves.get(i));
      rows.add(new Row(part, places.get(i), leaf, tree.proof(places.get(i))));
    }
    return rows;
  }

  private void find(RowBlock block, long before, List<Long> places, List<byte[]> leaves) {
    List<Long> here = new ArrayList<>();
    long[] at = {before};
    block.each(
        (bytes, from, length) -> {
          if (concerns(bytes, from)) {
            here.add(at[0]);
          }
          at[0]++;
        });
    long[] leaf = {before / RowBlock.LEAF};
    block.eachLeaf(
        (bytes, from, length) -> {
          for (long place : here) {
            if (place / RowBlock.LEAF == leaf[0]) {
              places.add(place);
              leaves.add(Arrays.copyOfRange(bytes, from, from + length));
            }
          }
          leaf[0]++;
        });
  }

  private boolean concerned(RowBlock block) {
    boolean[] found = {false};
    block.each((bytes, from, length) -> found[0] |= concerns(bytes, from));
    return found[0];
  }

  private boolean concerns(byte[] bytes, int from) {
    int start = from + 1;
    return Arrays.equals(bytes, start, start + key.length, key, 0, key.length)
        || RowRecord.clears(bytes, from);
  }
}
