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

  /** Of a fence that never took an order. */
  public static final FenceState NONE =
      new FenceState(0, Standing.OPEN, Optional.empty(), List.of());

  public FenceState {
    leaks = List.copyOf(leaks);
  }

  /** The same with what is not as it should be. */
  public FenceState leaking(List<String> what) {
    return new FenceState(epoch, standing, stop, what);
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
