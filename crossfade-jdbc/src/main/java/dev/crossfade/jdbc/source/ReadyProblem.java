package dev.crossfade.jdbc.source;

import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.ProblemCode;

/** What can keep tables from being fit for applications that begin to write them. */
public enum ReadyProblem implements ProblemCode {
  /** What hands out keys has none left beyond those that are there. */
  COUNTER_EXHAUSTED(2070, Kind.OPERATOR),
  /** What hands out keys begins again once it is at its end, with keys that are there. */
  COUNTER_CYCLES(2071, Kind.OPERATOR),
  /** It cannot be found out which keys are there. */
  KEYS_UNTOLD(2072, Kind.OPERATOR),
  /** We lack a right that making tables fit needs. */
  READY_RIGHT_MISSING(2073, Kind.OPERATOR),
  /** Rows break a constraint that was declared without looking at them. */
  CONSTRAINT_BROKEN(2074, Kind.OPERATOR),
  /** What is declared of a table is not enforced for who writes it. */
  NOT_ENFORCED(2075, Kind.OPERATOR),
  /** Tables were not made fit in time; what was done stays done. */
  NOT_IN_TIME(2076, Kind.TRANSIENT),
  /** Sessions of applications keep keys that they were handed before. */
  KEYS_IN_HAND(2077, Kind.OPERATOR),
  /** All rows of a table are read to find its greatest key, since no index begins with it. */
  NO_INDEX_OF_KEYS(2078, Kind.OPERATOR),
  /** A column that counts by itself would give keys that are there. */
  COUNTER_BEHIND(2079, Kind.OPERATOR);

  private final int number;
  private final Kind kind;

  ReadyProblem(int number, Kind kind) {
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
