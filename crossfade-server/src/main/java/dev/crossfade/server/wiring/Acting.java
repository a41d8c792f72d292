package dev.crossfade.server.wiring;

import dev.crossfade.engine.run.RunEvent;
import dev.crossfade.engine.run.RunListener;
import java.time.Instant;

/** Knows whether a run has ever acted, which it does only once it has fenced the target. */
public final class Acting implements RunListener {

  private final RunListener next;
  private volatile boolean acted;

  /**
   * @param next hears everything too
   */
  public Acting(RunListener next) {
    this.next = next;
  }

  @Override
  public void on(Instant at, RunEvent event) {
    acted |= event instanceof RunEvent.PhaseBegan;
    next.on(at, event);
  }

  public boolean acted() {
    return acted;
  }
}
