package dev.crossfade.core.phase;

/**
 * What a step came to when it was done last.
 *
 * @param step what was done
 * @param version the line of the journal that says so
 * @param result what it came to, for a verification the verdicts
 */
public record Evidence(StepKind step, long version, String result) {

  /** One line. */
  public String text() {
    return step + " " + version + " " + result;
  }
}
