package dev.crossfade.spi.traffic;

import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Takes what mirrored requests were answered by both sides. Called on event loops: never waits. */
@FunctionalInterface
public interface ComparisonSink {

  /**
   * Takes one comparison.
   *
   * @param looks asks both stacks the same once more
   */
  void compared(Answers answers, Looks looks);

  /** By which a request is asked again: what differs may only be late. */
  @FunctionalInterface
  interface Looks {

    /**
     * Asks both stacks after a while. Never waits; callable from any thread.
     *
     * @param told takes the answers, on an event loop; null, at once or later, when there is no
     *     room for another look
     */
    void again(Duration after, Consumer<@Nullable Answers> told);
  }
}
