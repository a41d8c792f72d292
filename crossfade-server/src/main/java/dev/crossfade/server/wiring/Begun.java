package dev.crossfade.server.wiring;

import dev.crossfade.engine.stream.StreamStatus;
import java.util.Collection;
import java.util.Map;

/** Whether streams are what they are going to be: they follow, or it is known why they do not. */
final class Begun {

  private Begun() {}

  /**
   * Whether all of them are.
   *
   * @param sources whose streams they are
   * @param streams what a run knows of them, by source
   */
  static boolean all(Collection<String> sources, Map<String, StreamStatus> streams) {
    return sources.stream()
        .allMatch(
            source -> {
              StreamStatus stream = streams.get(source);
              return stream != null && stream.state() != StreamStatus.State.STARTING;
            });
  }
}
