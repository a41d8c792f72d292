package dev.crossfade.mapping.value;

import dev.crossfade.core.problem.ProblemCode;

/**
 * Thrown while a value of one row is computed; becomes a refusal. Has no stack trace, because bad
 * rows may come by the million. The message never holds row data.
 */
public final class RowFailure extends RuntimeException {

  private final transient ProblemCode code;

  public RowFailure(ProblemCode code, String text) {
    super(text, null, false, false);
    this.code = code;
  }

  public ProblemCode code() {
    return code;
  }

  /** Never null, unlike {@link #getMessage()}. */
  public String text() {
    return String.valueOf(getMessage());
  }
}
