package dev.crossfade.spi.cutover;

import java.util.List;
import java.util.Optional;

/**
 * How a fence stands, read from the database that it is in.
 *
 * @param epoch of the last order that it took; 0 when there was none
 * @param standing whether others may write
 * @param stop where the database stopped, while it is raised
 * @param leaks what is not as the standing wants it: rights that somebody was given since it was
 *     raised, or what is left of it since it was lifted
 */
public record FenceState(
    long epoch, Standing standing, Optional<FenceStop> stop, List<String> leaks) {

  public FenceState {
    leaks = List.copyOf(leaks);
  }

  /** How a fence can stand. */
  public enum Standing {
    /** Everybody may write as before. */
    OPEN,
    /** Rights were taken away, but a transaction that began before may still commit. */
    RISING,
    /** Nobody but us writes. */
    RAISED
  }
}
