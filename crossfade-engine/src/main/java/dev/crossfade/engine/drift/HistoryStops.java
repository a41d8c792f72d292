package dev.crossfade.engine.drift;

import dev.crossfade.core.problem.Problem;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/**
 * The sources whose history is not read any more, because that is wanted of tables that are
 * altered. They are read again by whoever begins anew. Thread-safe.
 */
public final class HistoryStops {

  private final Set<String> stopped = ConcurrentHashMap.newKeySet();
  private final BiConsumer<String, Problem> onStop;

  /**
   * @param onStop hears of each source once, and why it is not read any more
   */
  public HistoryStops(BiConsumer<String, Problem> onStop) {
    this.onStop = onStop;
  }

  /** For somebody who reads for himself: whoever comes upon such a table fails. */
  public static HistoryStops raising() {
    return new HistoryStops(
        (source, why) -> {
          throw why.raise();
        });
  }

  void stop(String source, Problem why) {
    if (stopped.add(source)) {
      onStop.accept(source, why);
    }
  }

  boolean stopped(String source) {
    return stopped.contains(source);
  }
}
