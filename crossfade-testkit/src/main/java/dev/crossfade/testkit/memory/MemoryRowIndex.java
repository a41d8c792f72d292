package dev.crossfade.testkit.memory;

import dev.crossfade.core.audit.KeySegment;
import dev.crossfade.core.audit.LoadPart;
import dev.crossfade.core.audit.LoadRecord;
import dev.crossfade.core.audit.RowBlock;
import dev.crossfade.core.audit.RowPlace;
import dev.crossfade.spi.target.RowIndex;
import dev.crossfade.testkit.fault.FaultyCalls;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The index of records of the in-memory target; every call can fail. Thread-safe. */
final class MemoryRowIndex implements RowIndex {

  private final MemoryStore store;
  private final FaultyCalls calls;

  MemoryRowIndex(MemoryStore store, FaultyCalls calls) {
    this.store = store;
    this.calls = calls;
  }

  private static Stream<LoadRecord> waiting(MemoryData data) {
    return data.loads.stream()
        .map(MemoryRecords.Stored::load)
        .filter(load -> !data.covered.contains(load.id()));
  }

  private static boolean history(LoadRecord load) {
    return load.kind().equals("CHUNK");
  }

  @Override
  public List<Waiting> waiting(int max) {
    calls.enter("index.waiting");
    return store.read(
        data ->
            waiting(data)
                .limit(max)
                .map(load -> new Waiting(load.id(), history(load), records(load)))
                .toList());
  }

  private static long records(LoadRecord load) {
    return load.parts().stream().mapToLong(LoadPart::rows).sum();
  }

  @Override
  public long newestHistory() {
    calls.enter("index.newestHistory");
    return store.read(
        data ->
            waiting(data)
                .filter(MemoryRowIndex::history)
                .mapToLong(LoadRecord::id)
                .max()
                .orElse(0));
  }

  @Override
  public void blocks(List<Long> loads, BiConsumer<RowPlace, RowBlock> each) {
    calls.enter("index.blocks");
    visit(stored -> loads.contains(stored.load().id()), part -> true, each);
  }

  @Override
  public void uncovered(String entity, BiConsumer<RowPlace, RowBlock> each) {
    calls.enter("index.uncovered");
    Set<Long> covered = store.read(data -> Set.copyOf(data.covered));
    visit(
        stored -> !covered.contains(stored.load().id()),
        part -> part.entity().equals(entity),
        each);
  }

  private void visit(
      Predicate<MemoryRecords.Stored> which,
      Predicate<LoadPart> parts,
      BiConsumer<RowPlace, RowBlock> each) {
    for (MemoryRecords.Stored stored :
        store.read(data -> data.loads.stream().filter(which).toList())) {
      for (int part = 0; part < stored.blocks().size(); part++) {
        if (parts.test(stored.load().parts().get(part))) {
          RowPlace place = new RowPlace(stored.load().id(), part);
          stored.blocks().get(part).forEach(block -> each.accept(place, block));
        }
      }
    }
  }

  @Override
  public boolean cover(List<Long> loads, KeySegment segment) {
    calls.enter("index.cover");
    boolean[] done = {false};
    store.change(
        data -> {
          done[0] = loads.stream().noneMatch(data.covered::contains);
          if (done[0]) {
            data.covered.addAll(loads);
            add(data, segment);
          }
        });
    return done[0];
  }

  private static void add(MemoryData data, KeySegment segment) {
    if (segment.size() > 0) {
      data.segments.put(++data.lastSegment, segment);
    }
  }

  @Override
  public List<Head> segments() {
    calls.enter("index.segments");
    return store.read(
        data ->
            data.segments.entrySet().stream()
                .map(each -> new Head(each.getKey(), each.getValue().size()))
                .sorted(Comparator.comparingLong(Head::entries))
                .toList());
  }

  @Override
  public KeySegment segment(long id) {
    calls.enter("index.segment");
    return store.read(data -> data.segments.getOrDefault(id, KeySegment.EMPTY));
  }

  @Override
  public boolean replace(List<Long> segments, KeySegment joined) {
    calls.enter("index.replace");
    boolean[] done = {false};
    store.change(
        data -> {
          done[0] = data.segments.keySet().containsAll(segments);
          if (done[0]) {
            data.segments.keySet().removeAll(segments);
            add(data, joined);
          }
        });
    return done[0];
  }

  @Override
  public List<Long> find(String entity, List<Long> lowest) {
    calls.enter("index.find");
    return store.read(
        data -> {
          Set<Long> found = new TreeSet<>();
          for (KeySegment segment : data.segments.values()) {
            for (long each : lowest) {
              segment
                  .pages()
                  .forEach(
                      page ->
                          KeySegment.named(
                              page.entries(),
                              each,
                              place -> add(data, segment.places().get(place), entity, found)));
            }
          }
          return List.copyOf(found);
        });
  }

  private static void add(MemoryData data, RowPlace place, String entity, Set<Long> found) {
    LoadRecord load = data.loads.get((int) place.load() - 1).load();
    if (load.parts().get(place.part()).entity().equals(entity)) {
      found.add(place.load());
    }
  }
}
