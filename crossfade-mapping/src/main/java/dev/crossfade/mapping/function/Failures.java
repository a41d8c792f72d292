package dev.crossfade.mapping.function;

import dev.crossfade.mapping.problem.MappingProblem;
import dev.crossfade.mapping.value.RowFailure;

/** Refusals that several functions share. */
final class Failures {

  private Failures() {}

  static RowFailure notUnderstood(String function, String expected) {
    return new RowFailure(
        MappingProblem.NOT_UNDERSTOOD, function + "() got something that is not " + expected);
  }

  static RowFailure required(String text) {
    return new RowFailure(MappingProblem.REQUIRED, text);
  }
}
