package dev.crossfade.spi.target;

/**
 * Another owner has taken over, a stream or the whole migration. What was about to be done must be
 * dropped and nothing retried.
 */
public final class OwnershipLostException extends RuntimeException {

  public OwnershipLostException(String message) {
    super(message);
  }
}
