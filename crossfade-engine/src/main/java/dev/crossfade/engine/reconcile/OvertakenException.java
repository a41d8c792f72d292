package dev.crossfade.engine.reconcile;

/** Somebody acts for the migration under a later epoch; this process must not act any more. */
public final class OvertakenException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public OvertakenException(String message) {
    super(message);
  }
}
