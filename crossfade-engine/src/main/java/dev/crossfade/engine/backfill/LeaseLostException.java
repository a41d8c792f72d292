package dev.crossfade.engine.backfill;

/** Somebody else works on the chunk now; what was done is dropped. */
final class LeaseLostException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  LeaseLostException(long chunk) {
    super("the lease of chunk " + chunk + " was lost");
  }
}
