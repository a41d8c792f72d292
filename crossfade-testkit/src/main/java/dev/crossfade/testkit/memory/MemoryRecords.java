package dev.crossfade.testkit.memory;

import dev.crossfade.core.audit.LoadPart;
import dev.crossfade.core.audit.LoadRecord;
import dev.crossfade.core.audit.RowBlock;
import dev.crossfade.spi.target.LoadRecords;
import dev.crossfade.spi.target.RowIndex;
import dev.crossfade.testkit.fault.FaultyCalls;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What loads of the in-memory target did; every call can fail. Thread-safe. */
final class MemoryRecords implements LoadRecords {

  static final byte[] SECRET = {7, 7, 7};

  private final MemoryStore store;
  private final FaultyCalls calls;

  MemoryRecords(MemoryStore store, FaultyCalls calls) {
    this.store = store;
    this.calls = calls;
  }

  /** A committed load, the records of its parts, and where it is in the audit log. */
  record Stored(LoadRecord load, List<List<RowBlock>> blocks, @Nullable Long leaf) {

    boolean did(String entity) {
      return load.parts().stream().map(LoadPart::entity).anyMatch(entity::equals);
    }
  }

  private List<Stored> loads(String call, Predicate<Stored> wanted) {
    calls.enter("records." + call);
    return store.read(data -> data.loads.stream().filter(wanted).toList());
  }

  @Override
  public List<LoadRecord> pending(int max) {
    return loads("pending", stored -> stored.leaf() == null).stream()
        .map(Stored::load)
        .limit(max)
        .toList();
  }

  @Override
  public void logged(Map<Long, Long> leaves) {
    calls.enter("records.logged");
    store.change(
        data ->
            data.loads.replaceAll(
                stored ->
                    new Stored(
                        stored.load(),
                        stored.blocks(),
                        leaves.getOrDefault(stored.load().id(), stored.leaf()))));
  }

  @Override
  public Optional<LoadRecord> load(long id) {
    return loads("load", stored -> stored.load().id() == id).stream().map(Stored::load).findFirst();
  }

  @Override
  public List<RowBlock> blocks(long load, int part) {
    return loads("blocks", stored -> stored.load().id() == load).stream()
        .flatMap(stored -> stored.blocks().get(part).stream())
        .toList();
  }

  @Override
  public RowIndex index() {
    return new MemoryRowIndex(store, calls);
  }

  @Override
  public List<Long> loadsOf(String entity, long below, int max) {
    return loads("loadsOf", stored -> stored.load().id() < below && stored.did(entity)).stream()
        .map(stored -> stored.load().id())
        .sorted(Comparator.reverseOrder())
        .limit(max)
        .toList();
  }

  @Override
  public String moment() {
    calls.enter("records.moment");
    return Integer.toString(store.<Integer>read(data -> data.loads.size()));
  }

  @Override
  public long writtenSince(String moment, String entity) {
    calls.enter("records.writtenSince");
    return store.read(
        data ->
            data.loads.stream()
                .skip(Long.parseLong(moment))
                .flatMap(stored -> stored.load().parts().stream())
                .filter(part -> part.entity().equals(entity))
                .mapToLong(LoadPart::rows)
                .sum());
  }

  @Override
  public byte[] secret() {
    return SECRET.clone();
  }
}
