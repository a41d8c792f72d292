package dev.crossfade.core.canary;

/**
 * What follows from a judgement.
 *
 * @param action in a word
 * @param next the canary from now on
 */
public record Decision(Action action, CanaryRun next) {

  /** What is done. */
  public enum Action {
    /** The next step begins. */
    ADVANCE,
    /** The share stays. */
    WAIT,
    /** Everybody reads from the legacy stack again. */
    STEP_BACK,
    /** A human has to decide. */
    HOLD,
    /** The last step has lasted long enough. */
    DONE
  }
}
