package dev.crossfade.jdbc.source;

import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.ProblemCode;

/** What can go wrong with a source. */
public enum SourceProblem implements ProblemCode {
  UNREACHABLE(2002, Kind.TRANSIENT),
  STATEMENT_REFUSED(2003, Kind.OPERATOR),
  VALUE_UNREADABLE(2004, Kind.DATA),
  TABLE_UNKNOWN(2005, Kind.OPERATOR),

  VERSION_UNSUPPORTED(2010, Kind.OPERATOR),
  ENCODING_UNSUPPORTED(2011, Kind.OPERATOR),
  LOG_NOT_READABLE(2012, Kind.OPERATOR),
  NO_FREE_SLOT(2013, Kind.OPERATOR),
  NO_FREE_SENDER(2014, Kind.OPERATOR),
  SERVER_IS_STANDBY(2015, Kind.OPERATOR),
  PRIVILEGE_MISSING(2016, Kind.OPERATOR),

  KEY_MISSING_IN_LOG(2020, Kind.OPERATOR),
  KEY_UNSUPPORTED(2021, Kind.OPERATOR),
  KEYLESS_NOT_APPEND_ONLY(2022, Kind.OPERATOR),
  COLUMN_UNSUPPORTED(2023, Kind.OPERATOR),
  TABLE_NOT_LOGGED(2024, Kind.OPERATOR),
  ROWS_HIDDEN(2025, Kind.OPERATOR),
  ZERO_DATE_UNDECIDED(2026, Kind.OPERATOR),
  FLAG_OUT_OF_RANGE(2027, Kind.OPERATOR),
  TABLE_KIND_UNSUPPORTED(2028, Kind.OPERATOR),
  /** The log cannot carry some values of a column, or carries others in their place. */
  VALUE_NOT_IN_LOG(2029, Kind.OPERATOR),

  /** The log lost its place: what was written since cannot be read any more. */
  LOG_GAP(2030, Kind.ESCALATE),
  SLOT_FOREIGN(2031, Kind.OPERATOR),
  PIN_UNSUPPORTED(2032, Kind.OPERATOR),
  SLOT_WAITS(2033, Kind.TRANSIENT),

  TRIGGERS_FIRE(2034, Kind.OPERATOR),
  DEFAULT_MISSING(2035, Kind.OPERATOR),
  COMMIT_UNKNOWN(2036, Kind.TRANSIENT),
  WAY_BACK_NOT_OWNED(2037, Kind.ESCALATE),
  /** The target's stream is another one than that which the source followed so far. */
  WAY_BACK_REPLACED(2038, Kind.ESCALATE),
  /** Commits can take effect in another order than the log has them. */
  COMMITS_UNORDERED(2039, Kind.OPERATOR),
  /** A job would write what a rollback does not undo. */
  NOT_ROLLED_BACK(2042, Kind.OPERATOR),
  /** Rows that an earlier way back kept wait to be seen to. */
  ROWS_WAITING(2045, Kind.OPERATOR),
  /** A table is not what it was when its rows were to be read. */
  TABLE_CHANGED(2046, Kind.TRANSIENT);

  private final int number;
  private final Kind kind;

  SourceProblem(int number, Kind kind) {
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
