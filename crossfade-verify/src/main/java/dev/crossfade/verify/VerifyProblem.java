package dev.crossfade.verify;

import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.ProblemCode;

/** What can go wrong before anything is checked. */
public enum VerifyProblem implements ProblemCode {
  BUNDLE_UNREADABLE(6903, Kind.OPERATOR, "A file of an audit cannot be read."),
  BUNDLE_MALFORMED(6904, Kind.OPERATOR, "A file of an audit is not of the form it has to be.");

  private final int number;
  private final Kind kind;
  private final String meaning;

  VerifyProblem(int number, Kind kind, String meaning) {
    this.number = number;
    this.kind = kind;
    this.meaning = meaning;
  }

  @Override
  public int number() {
    return number;
  }

  @Override
  public Kind kind() {
    return kind;
  }

  public String meaning() {
    return meaning;
  }
}
