package dev.crossfade.testkit.memory;

import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.ProblemCode;

/** Problems of the in-memory adapters. */
enum MemoryProblem implements ProblemCode {
  LOCKED(9011, Kind.TRANSIENT),
  GAP(9012, Kind.ESCALATE),
  DUPLICATE_KEY(9013, Kind.DATA),
  SHAPE_CHANGED(9014, Kind.OPERATOR),
  JOURNAL_ELSEWHERE(9015, Kind.OPERATOR),
  UNANSWERED(9016, Kind.OPERATOR),
  /** As a database says it that does not know why. */
  NO_TABLE(9017, Kind.OPERATOR),
  TABLE_CHANGED(9018, Kind.TRANSIENT);

  private final int number;
  private final Kind kind;

  MemoryProblem(int number, Kind kind) {
    this.number = number;
    this.kind = kind;
  }

  @Override
  public int number() {
    return number;
  }

  @Override
  public Kind kind() {
    return kind;
  }
}
