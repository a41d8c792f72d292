package dev.crossfade.engine;

import dev.crossfade.spi.target.ProgressStore;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How often rows were written beside the streams, which is a fact of the target. */
public final class UnloggedCounts {

  private UnloggedCounts() {}

  /** Those of an entity. */
  public static long of(String entity, ProgressStore progress) {
    return of(List.of(entity), progress).getOrDefault(entity, 0L);
  }

  /** The same of some entities, read at once. */
  public static Map<String, Long> of(Collection<String> entities, ProgressStore progress) {
    Map<String, String> facts =
        progress.facts(
            entities.stream().map(each -> ProgressStore.UNLOGGED_OF_ENTITY + each).toList());
    Map<String, Long> counts = new TreeMap<>();
    for (String entity : entities) {
      String count = facts.getOrDefault(ProgressStore.UNLOGGED_OF_ENTITY + entity, "0");
      counts.put(entity, Long.parseLong(count));
    }
    return counts;
  }
}
