package dev.crossfade.kafka;

import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.ProblemCode;

/** What can go wrong in change capture. */
public enum KafkaProblem implements ProblemCode {
  /** The Connect worker does not answer. */
  CONNECT_UNREACHABLE(4001, Kind.TRANSIENT),
  /** The Kafka broker does not answer. */
  KAFKA_UNREACHABLE(4002, Kind.TRANSIENT),
  /** The worker does not have Debezium's connector. */
  PLUGIN_MISSING(4003, Kind.OPERATOR),
  /** The worker refused the connector's settings. */
  SETTINGS_REFUSED(4004, Kind.OPERATOR),
  /** The connector failed for a reason that is not one of the known ones. */
  CONNECTOR_FAILED(4005, Kind.OPERATOR),
  /** The connector did not run in time. */
  START_TIMED_OUT(4006, Kind.TRANSIENT),
  /** The database writes no logical log. */
  LOG_NOT_LOGICAL(4007, Kind.OPERATOR),
  /** The user may not read the log. */
  LOG_NOT_ALLOWED(4008, Kind.OPERATOR),
  /** The database refuses the user or password. */
  LOGIN_REFUSED(4009, Kind.OPERATOR),
  /** The connector cannot reach the database. */
  DATABASE_UNREACHABLE(4010, Kind.TRANSIENT),
  /** Another reader holds the slot. */
  SLOT_IN_USE(4011, Kind.OPERATOR),
  /** The publication is missing. */
  PUBLICATION_MISSING(4012, Kind.OPERATOR),
  /** Debezium cannot read a table's definition. */
  DEFINITION_NOT_READABLE(4013, Kind.OPERATOR),
  /** Debezium cannot carry a value. */
  VALUE_NOT_CARRIED(4014, Kind.OPERATOR),
  /** A change is larger than Kafka or the connector's producer takes. */
  RECORD_TOO_LARGE(4015, Kind.OPERATOR),
  /** The worker's memory does not hold the change. */
  CONNECT_OUT_OF_MEMORY(4016, Kind.OPERATOR),
  /** The Kafka broker refuses user or password, or does not let the user do what is needed. */
  KAFKA_LOGIN_REFUSED(4017, Kind.OPERATOR),
  /** Kafka or Connect does not prove who it is, or wants a proof that we do not have. */
  NOT_TRUSTED(4018, Kind.OPERATOR),
  /** Part of the source's log is gone: changes may be missing. */
  GAP(4020, Kind.ESCALATE),
  /** A connector restart cut a transaction, and the rest of it did not come again. */
  GAP_CUT_TRANSACTION(4021, Kind.ESCALATE),
  /** The topic is another one than before, or does not have one partition. */
  GAP_TOPIC(4022, Kind.ESCALATE),
  /** The row in the log does not fit the table as we know it. */
  TABLE_CHANGED(4030, Kind.OPERATOR),
  /** A value in the log is not of the form its column's type has. */
  VALUE_NOT_UNDERSTOOD(4031, Kind.OPERATOR),
  /** A record in the topic is not what Debezium writes. */
  RECORD_NOT_UNDERSTOOD(4032, Kind.ESCALATE),
  /** The thread was told to stop. */
  INTERRUPTED(4040, Kind.TRANSIENT);

  private final int number;
  private final Kind kind;

  KafkaProblem(int number, Kind kind) {
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
