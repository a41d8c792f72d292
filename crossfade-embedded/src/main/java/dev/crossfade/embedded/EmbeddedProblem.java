package dev.crossfade.embedded;

import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.ProblemCode;

/** What can go wrong with an embedded service. */
public enum EmbeddedProblem implements ProblemCode {
  PLATFORM_NOT_SUPPORTED(7001, Kind.OPERATOR),
  BINARIES_MISSING(7002, Kind.OPERATOR),
  UNPACK_FAILED(7003, Kind.OPERATOR),
  FOLDER_IN_USE(7004, Kind.OPERATOR),
  FOLDER_NOT_USABLE(7005, Kind.OPERATOR),
  START_FAILED(7006, Kind.OPERATOR),
  START_TIMED_OUT(7007, Kind.TRANSIENT),
  PORT_TAKEN(7008, Kind.OPERATOR),
  STOP_FAILED(7009, Kind.ESCALATE),
  TOOL_MISSING(7010, Kind.OPERATOR),
  INTERRUPTED(7011, Kind.TRANSIENT),
  ALREADY_CLOSED(7012, Kind.OPERATOR),
  SETTINGS_DIFFER(7013, Kind.OPERATOR);

  private final int number;
  private final Kind kind;

  EmbeddedProblem(int number, Kind kind) {
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
