package dev.crossfade.core.problem;

/**
 * How an effect on another system ended. {@link Unknown} is neither success nor failure: the caller
 * reads the other system to find out and never simply tries again.
 *
 * @param <T> what a completed effect yields
 */
public sealed interface Outcome<T> {

  /** It happened, exactly once. */
  record Done<T>(T value) implements Outcome<T> {}

  /** It certainly did not happen. */
  record NotDone<T>(Problem why) implements Outcome<T> {}

  /** The acknowledgement was lost: it may or may not have happened. */
  record Unknown<T>(Problem why) implements Outcome<T> {}

  /** The outcome of a completed effect that yields nothing; its value is null. */
  @SuppressWarnings("NullAway")
  static Outcome<Void> done() {
    return new Done<>(null);
  }
}
