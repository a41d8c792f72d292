package dev.crossfade.engine.verify;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Measures how long it takes until something written into a source now is published. */
public final class FreshnessProbe {

  private final Verifier verifier;

  public FreshnessProbe(Verifier verifier) {
    this.verifier = verifier;
  }

  /** The names of the sources that feed an entity. */
  public Set<String> sources(String entity) {
    return verifier.parties().scope(entity).sources();
  }

  /**
   * Writes a mark into each source and waits for them.
   *
   * @param patience how long to wait
   * @return how long it took; null when patience ran out
   */
  public @Nullable Duration measure(Set<String> sources, Duration patience)
      throws InterruptedException {
    Parties parties = verifier.parties();
    Fence fence = parties.fence(patience);
    Instant begun = parties.clock().instant();
    return fence.passed(fence.marks(sources))
        ? Duration.between(begun, parties.clock().instant())
        : null;
  }
}
