package dev.crossfade.core.canary;

/**
 * What the judge found.
 *
 * @param verdict in a word
 * @param why in a sentence, with number and limit
 */
public record Judgement(Verdict verdict, String why) {

  /** This and another: the worse counts, and what is not known keeps from a pass only. */
  public Judgement and(Judgement other) {
    Verdict worse = verdict.rank() >= other.verdict.rank() ? verdict : other.verdict;
    return new Judgement(worse, other.why.isEmpty() ? why : why + "; " + other.why);
  }

  /** Kinds of findings. */
  public enum Verdict {
    /** It keeps the limits. */
    PASS,
    /** It does not. */
    FAIL,
    /** Too little is known to tell. That is no pass. */
    UNKNOWN,
    /** Both stacks fail, so that stepping back may be no help. */
    BOTH_FAIL;

    private int rank() {
      return switch (this) {
        case PASS -> 0;
        case UNKNOWN -> 1;
        case BOTH_FAIL -> 2;
        case FAIL -> 3;
      };
    }
  }
}
