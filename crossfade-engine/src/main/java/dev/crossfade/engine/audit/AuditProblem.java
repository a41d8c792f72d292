package dev.crossfade.engine.audit;

import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.ProblemCode;

/** What can go wrong with the audit log. */
public enum AuditProblem implements ProblemCode {
  /** The audit log is not the one that was signed before; nothing more is signed. */
  LOG_TAMPERED(5101, Kind.ESCALATE),
  /** The audit log is signed by another key than the one at hand. */
  OTHER_KEY(5102, Kind.OPERATOR),
  /** The audit log was not sealed because others let its tree grow all the time. */
  TREE_BUSY(5103, Kind.TRANSIENT),
  /** Records of rows in the target are not those that the audit log has sealed. */
  RECORDS_ALTERED(5104, Kind.ESCALATE);

  private final int number;
  private final Kind kind;

  AuditProblem(int number, Kind kind) {
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
