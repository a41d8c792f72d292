package dev.crossfade.testkit.memory;

import dev.crossfade.core.shadow.ShadowResult;
import dev.crossfade.core.shadow.ShadowRun;
import dev.crossfade.spi.check.ShadowStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What comparisons found in memory, oldest run first. */
final class MemoryShadows implements ShadowStore {

  private final List<ShadowRun> runs = new ArrayList<>();

  @Override
  public synchronized void record(ShadowRun run) {
    runs.removeIf(each -> each.id().equals(run.id()));
    runs.add(run.withoutExamples());
    if (runs.size() > KEPT) {
      runs.remove(0);
    }
  }

  @Override
  public synchronized List<ShadowRun> runs(int most) {
    List<ShadowRun> newest = new ArrayList<>();
    for (int i = runs.size() - 1; i >= 0 && newest.size() < most; i--) {
      newest.add(runs.get(i));
    }
    return newest;
  }

  @Override
  public synchronized Map<String, ShadowResult> latest() {
    Map<String, ShadowResult> latest = new TreeMap<>();
    runs.forEach(run -> run.results().forEach(each -> latest.put(each.subject(), each)));
    return latest;
  }
}
