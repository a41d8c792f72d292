package dev.crossfade.testkit.memory;

import dev.crossfade.core.compare.Verdict;
import dev.crossfade.core.phase.EntityState;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.spi.target.BackfillProgress;
import dev.crossfade.spi.target.ProgressStore;
import dev.crossfade.spi.target.StreamState;
import dev.crossfade.testkit.fault.FaultyCalls;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Facts of the in-memory target. Thread-safe. */
final class InMemoryProgress implements ProgressStore {

  private final MemoryStore store;
  private final MemoryFence fence;
  private final InMemoryLoader loader;
  private final FaultyCalls calls;
  private final Map<String, String> facts;
  private final List<Verdict> verdicts;

  InMemoryProgress(MemoryStore store, MemoryFence fence, InMemoryLoader loader, FaultyCalls calls) {
    this(store, fence, loader, calls, new ConcurrentHashMap<>(), new CopyOnWriteArrayList<>());
  }

  private InMemoryProgress(
      MemoryStore store,
      MemoryFence fence,
      InMemoryLoader loader,
      FaultyCalls calls,
      Map<String, String> facts,
      List<Verdict> verdicts) {
    this.store = store;
    this.fence = fence;
    this.loader = loader;
    this.calls = calls;
    this.facts = facts;
    this.verdicts = verdicts;
  }

  /** The same facts, for somebody who works under another epoch. */
  InMemoryProgress under(MemoryFence other) {
    return new InMemoryProgress(store, other, loader, calls, facts, verdicts);
  }

  @Override
  public Map<String, EntityState> entityStates() {
    calls.enter("progress.entityStates");
    return store.read(MemoryData::states);
  }

  @Override
  public Optional<StreamState> streamState(String source) {
    calls.enter("progress.streamState");
    return Optional.ofNullable(store.read(data -> data.streams.get(source)));
  }

  @Override
  public List<BackfillProgress> backfill() {
    return loader.progress();
  }

  @Override
  public Map<Integer, String> snapshots() {
    return loader.snapshots();
  }

  /** The first journal stays. */
  void belong(String journal) {
    String present = facts.putIfAbsent(JOURNAL, journal);
    if (present != null && !present.equals(journal)) {
      throw Problem.of(
              MemoryProblem.JOURNAL_ELSEWHERE,
              "the target belongs to another journal",
              "simulated",
              "go on where it was begun")
          .raise();
    }
  }

  @Override
  public Optional<String> fact(String name) {
    calls.enter("progress.fact");
    return Optional.ofNullable(stored(name));
  }

  private @Nullable String stored(String name) {
    if (name.startsWith(UNLOGGED_OF_ENTITY)) {
      Long count =
          store.read(data -> data.unlogged.get(name.substring(UNLOGGED_OF_ENTITY.length())));
      return count == null ? null : count.toString();
    }
    return facts.get(name);
  }

  @Override
  public Map<String, String> facts(Collection<String> names) {
    calls.enter("progress.facts");
    Map<String, String> some = new TreeMap<>();
    for (String name : names) {
      String value = stored(name);
      if (value != null) {
        some.put(name, value);
      }
    }
    return some;
  }

  @Override
  public void unlogged(String entity) {
    calls.enter("progress.unlogged");
    store.change(fence, data -> data.unlogged(entity));
  }

  @Override
  public void remember(String name, String value) {
    calls.enter("progress.remember");
    synchronized (store) {
      store.require(fence);
      facts.put(name, value);
    }
  }

  @Override
  public void record(Verdict verdict) {
    calls.enter("progress.record");
    synchronized (store) {
      store.keep(fence);
      verdicts.add(verdict);
    }
  }

  @Override
  public List<Verdict> latestVerdicts() {
    Map<String, Verdict> latest = new TreeMap<>();
    verdicts.forEach(verdict -> latest.put(verdict.entity(), verdict));
    return List.copyOf(latest.values());
  }

  @Override
  public Optional<Verdict> latestFull(String entity) {
    calls.enter("progress.latestFull");
    return latest(entity, verdict -> verdict.coverage().full());
  }

  @Override
  public Optional<Verdict> latestEqual(String entity) {
    calls.enter("progress.latestEqual");
    return latest(entity, verdict -> verdict.result() == Verdict.Result.EQUAL);
  }

  private Optional<Verdict> latest(String entity, Predicate<Verdict> wanted) {
    return verdicts.stream()
        .filter(verdict -> verdict.entity().equals(entity))
        .filter(wanted)
        .reduce((before, after) -> after);
  }
}
