package dev.crossfade.jdbc.source;

import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.ProblemCode;

/** What can be wrong with the room that a database has for its log. */
public enum RoomProblem implements ProblemCode {
  /** A database keeps much of its log for somebody who does not read it. */
  LOG_KEPT_FOR_LONG(2081),
  /** A database may throw away, or has thrown away, log that is still to be read. */
  LOG_KEPT_TOO_SHORT(2082),
  /** A disk of a database is nearly full. */
  DISK_NEARLY_FULL(2083);

  private final int number;

  RoomProblem(int number) {
    this.number = number;
  }

  @Override
  public int number() {
    return number;
  }

  @Override
  public Kind kind() {
    return Kind.OPERATOR;
  }
}
