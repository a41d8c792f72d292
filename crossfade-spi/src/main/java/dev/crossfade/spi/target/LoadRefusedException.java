package dev.crossfade.spi.target;

/**
 * The target refused rows of a load that were sent earlier, so the whole load is lost and nothing
 * of it was kept. The message names the state and constraint, never values.
 */
public final class LoadRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public LoadRefusedException(RowsRefusedException reason) {
    super(reason.getMessage(), reason);
  }
}
