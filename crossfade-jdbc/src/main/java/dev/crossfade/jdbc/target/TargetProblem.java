package dev.crossfade.jdbc.target;

import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.ProblemCode;

/** What can go wrong with a target. */
enum TargetProblem implements ProblemCode {
  /** The target does not answer, or broke off. */
  UNAVAILABLE(3001, Kind.TRANSIENT),
  VERSION_TOO_OLD(3002, Kind.OPERATOR),
  ENCODING_NOT_UTF8(3003, Kind.OPERATOR),
  PRIVILEGE_MISSING(3004, Kind.OPERATOR),
  TABLE_NOT_OURS(3005, Kind.OPERATOR),
  NAME_NOT_POSSIBLE(3006, Kind.OPERATOR),
  TYPE_NOT_POSSIBLE(3007, Kind.OPERATOR),
  SHAPE_CHANGED(3008, Kind.OPERATOR),
  SCHEMA_NOT_OURS(3009, Kind.OPERATOR),
  ENTITY_UNKNOWN(3010, Kind.OPERATOR),
  /** The stored offset belongs to another stream. */
  STREAM_REPLACED(3011, Kind.ESCALATE),
  LEASE_LOST(3012, Kind.TRANSIENT),
  HISTORY_INCOMPLETE(3013, Kind.ESCALATE),
  /** The same target key came from history twice. */
  KEY_TWICE(3014, Kind.DATA),
  /** Two rows share the values of a unique constraint. */
  UNIQUE_TWICE(3015, Kind.DATA),
  LOCK_NOT_GRANTED(3016, Kind.TRANSIENT),
  COMMIT_UNKNOWN(3017, Kind.ESCALATE),
  /** The target refused a statement for a reason other than data. */
  STATEMENT_REFUSED(3018, Kind.OPERATOR),
  CHANGES_STILL_HELD(3019, Kind.TRANSIENT),
  NOT_PUBLISHED(3020, Kind.OPERATOR),
  STATE_NOT_ALLOWED(3021, Kind.ESCALATE),
  /** The target refused data where no row can be singled out. */
  DATA_REFUSED(3022, Kind.DATA),
  CONTROL_NEWER(3023, Kind.OPERATOR),
  /** The target belongs to the journal of another control store. */
  JOURNAL_ELSEWHERE(3024, Kind.OPERATOR),
  /** The control tables are those of an earlier version. */
  CONTROL_OLDER(3025, Kind.OPERATOR);

  private final int number;
  private final Kind kind;

  TargetProblem(int number, Kind kind) {
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
