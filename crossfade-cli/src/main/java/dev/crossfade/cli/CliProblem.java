package dev.crossfade.cli;

import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.ProblemCode;

/** What can go wrong in the offline commands. */
enum CliProblem implements ProblemCode {
  INTERNAL(6901, Kind.ESCALATE, "The program failed; this is a defect."),
  UNKNOWN_CODE(6902, Kind.OPERATOR, "There is no problem of this code.");

  private final int number;
  private final Kind kind;
  private final String meaning;

  CliProblem(int number, Kind kind, String meaning) {
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

  String meaning() {
    return meaning;
  }
}
