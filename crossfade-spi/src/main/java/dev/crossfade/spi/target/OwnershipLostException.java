package dev.crossfade.spi.target;

/** Another owner has taken the stream over; the batch must be dropped and nothing retried. */
public final class OwnershipLostException extends RuntimeException {

  public OwnershipLostException(String message) {
    super(message);
  }
}
