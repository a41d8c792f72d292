package dev.crossfade.jdbc.source;

import java.time.Duration;

/**
 * Whether nothing was found a moment ago that would make a fence none. Raising looks for that once
 * more when nobody is in flight, so that what it looks for before need not be asked twice within
 * the pause. One thread at a time.
 */
public final class LatelyClean {

  private static final long MOMENT = Duration.ofSeconds(5).toNanos();

  private boolean known;
  private long at;

  /** What was found just now. */
  public void found(boolean clean) {
    known = clean;
    at = System.nanoTime();
  }

  /** Whether it was a moment ago. */
  public boolean holds() {
    return known && System.nanoTime() - at < MOMENT;
  }
}
