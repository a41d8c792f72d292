package dev.crossfade.testkit.memory;

import dev.crossfade.core.check.CheckResult;
import dev.crossfade.core.check.CheckRun;
import dev.crossfade.core.check.CheckTrigger;
import dev.crossfade.spi.check.CheckStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Results of checks in memory, oldest run first. */
final class MemoryChecks implements CheckStore {

  private final MemoryStore store;
  private final MemoryFence fence;
  private final List<CheckRun> runs;

  MemoryChecks(MemoryStore store, MemoryFence fence) {
    this(store, fence, new ArrayList<>());
  }

  private MemoryChecks(MemoryStore store, MemoryFence fence, List<CheckRun> runs) {
    this.store = store;
    this.fence = fence;
    this.runs = runs;
  }

  /** The same results, for somebody who works under another epoch. */
  MemoryChecks under(MemoryFence other) {
    return new MemoryChecks(store, other, runs);
  }

  @Override
  public void record(CheckRun run) {
    store.keep(fence);
    synchronized (runs) {
      add(run);
    }
  }

  private void add(CheckRun run) {
    runs.removeIf(each -> each.id().equals(run.id()));
    runs.add(run);
    List<CheckRun> kept =
        runs.stream().filter(each -> each.trigger() != CheckTrigger.LOAD).toList();
    if (kept.size() > KEPT) {
      Set<CheckRun> latest = holdingLatest(kept);
      kept.subList(0, kept.size() - KEPT).stream()
          .filter(old -> !latest.contains(old))
          .forEach(runs::remove);
    }
    List<CheckRun> loads =
        runs.stream().filter(each -> each.trigger() == CheckTrigger.LOAD).toList();
    if (loads.size() > KEYS_OF_LOADS) {
      CheckRun old = loads.get(loads.size() - KEYS_OF_LOADS - 1);
      runs.set(runs.indexOf(old), withoutKeys(old));
    }
  }

  /** Runs in which some check was asked last. */
  private static Set<CheckRun> holdingLatest(List<CheckRun> kept) {
    Map<String, CheckRun> by = new HashMap<>();
    kept.forEach(run -> run.byCheck().keySet().forEach(check -> by.put(check, run)));
    return Set.copyOf(by.values());
  }

  private static CheckRun withoutKeys(CheckRun run) {
    return new CheckRun(
        run.id(),
        run.trigger(),
        run.mappingVersion(),
        run.asOf(),
        run.startedAt(),
        run.finishedAt(),
        run.results().stream().map(MemoryChecks::withoutKeys).toList());
  }

  private static CheckResult withoutKeys(CheckResult r) {
    return new CheckResult(
        r.check(),
        r.state(),
        r.observed(),
        r.expected(),
        r.limit(),
        r.evidence(),
        List.of(),
        r.measures(),
        r.startedAt(),
        r.took());
  }

  @Override
  public Map<String, Latest> latest() {
    Map<String, Latest> latest = new TreeMap<>();
    synchronized (runs) {
      runs.stream()
          .filter(run -> run.trigger() != CheckTrigger.LOAD)
          .forEach(
              run ->
                  run.byCheck()
                      .forEach(
                          (check, result) ->
                              latest.put(check, new Latest(result, run.mappingVersion()))));
    }
    return latest;
  }

  @Override
  public List<CheckRun> runs(int most) {
    List<CheckRun> newest = new ArrayList<>();
    synchronized (runs) {
      for (int i = runs.size() - 1; i >= 0 && newest.size() < most; i--) {
        newest.add(runs.get(i));
      }
    }
    return newest;
  }

  @Override
  public List<CheckResult> history(String check, int most) {
    return runs(Integer.MAX_VALUE).stream()
        .flatMap(run -> run.results().stream())
        .filter(result -> result.check().equals(check))
        .limit(most)
        .toList();
  }
}
