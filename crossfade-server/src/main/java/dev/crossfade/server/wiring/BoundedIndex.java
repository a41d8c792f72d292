package dev.crossfade.server.wiring;

import dev.crossfade.core.audit.KeySegment;
import dev.crossfade.core.audit.RowBlock;
import dev.crossfade.core.audit.RowPlace;
import dev.crossfade.spi.target.RowIndex;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** An index of records for somebody who does not wait for longer than he said. */
final class BoundedIndex implements RowIndex {

  /** Looks unless it is too late. */
  @FunctionalInterface
  interface InTime {
    <T> T look(Supplier<T> look);
  }

  private final RowIndex index;
  private final InTime inTime;

  BoundedIndex(RowIndex index, InTime inTime) {
    this.index = index;
    this.inTime = inTime;
  }

  private BiConsumer<RowPlace, RowBlock> bounded(BiConsumer<RowPlace, RowBlock> each) {
    return (place, block) ->
        inTime.look(
            () -> {
              each.accept(place, block);
              return true;
            });
  }

  @Override
  public List<Waiting> waiting(int max) {
    return inTime.look(() -> index.waiting(max));
  }

  @Override
  public long newestHistory() {
    return inTime.look(index::newestHistory);
  }

  @Override
  public void blocks(List<Long> loads, BiConsumer<RowPlace, RowBlock> each) {
    index.blocks(loads, bounded(each));
  }

  @Override
  public void uncovered(String entity, BiConsumer<RowPlace, RowBlock> each) {
    index.uncovered(entity, bounded(each));
  }

  @Override
  public boolean cover(List<Long> loads, KeySegment segment) {
    return index.cover(loads, segment);
  }

  @Override
  public List<Head> segments() {
    return inTime.look(index::segments);
  }

  @Override
  public KeySegment segment(long id) {
    return inTime.look(() -> index.segment(id));
  }

  @Override
  public boolean replace(List<Long> segments, KeySegment joined) {
    return index.replace(segments, joined);
  }

  @Override
  public List<Long> find(String entity, List<Long> lowest) {
    return inTime.look(() -> index.find(entity, lowest));
  }
}
