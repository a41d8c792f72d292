package dev.crossfade.spi.traffic;

/** Takes what mirrored requests were answered by both sides. Called on event loops: never waits. */
@FunctionalInterface
public interface ComparisonSink {

  /** Takes one comparison. */
  void compared(Answers answers);
}
