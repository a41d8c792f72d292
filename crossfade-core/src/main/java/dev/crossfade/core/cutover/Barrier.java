package dev.crossfade.core.cutover;

/**
 * How the fence of one side stands.
 *
 * @param epoch of its last order
 * @param standing whether it lets others write
 */
public record Barrier(long epoch, Standing standing) {

  /** How it can stand. */
  public enum Standing {
    OPEN,
    RISING,
    RAISED
  }

  boolean raised() {
    return standing == Standing.RAISED;
  }

  boolean open() {
    return standing == Standing.OPEN;
  }
}
