package dev.crossfade.core.canary;

/**
 * What the judge found.
 *
 * @param verdict in a word
 * @param why in a sentence, with number and limit
 */
public record Judgement(Verdict verdict, String why) {

  /** Kinds of findings. */
  public enum Verdict {
    /** It keeps the limits. */
    PASS,
    /** It does not. */
    FAIL,
    /** Too few requests to tell. That is no pass. */
    UNKNOWN,
    /** Both stacks fail, so that stepping back may be no help. */
    BOTH_FAIL
  }
}
