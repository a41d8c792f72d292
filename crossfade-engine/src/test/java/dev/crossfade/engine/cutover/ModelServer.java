package dev.crossfade.engine.cutover;

import dev.crossfade.core.cutover.Passage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One process that may move clients. */
final class ModelServer {

  final String name;
  Crossing crossing;
  Instant frozenUntil = Instant.MIN;
  boolean inCall;

  /** What it began last. */
  @Nullable Passage own;

  ModelServer(String name, Crossing crossing) {
    this.name = name;
    this.crossing = crossing;
  }
}
