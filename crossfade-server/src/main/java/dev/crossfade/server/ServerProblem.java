package dev.crossfade.server;

import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.ProblemCode;

/** What can go wrong in the run modes. */
public enum ServerProblem implements ProblemCode {
  /** A folder that should hold a specification does not exist or holds none. */
  FOLDER_MISSING(6001, Kind.OPERATOR),
  /** {@code init} was asked to write into a folder that already holds a specification. */
  FOLDER_TAKEN(6002, Kind.OPERATOR),
  /** An environment variable or file that a reference names is missing. */
  REFERENCE_UNRESOLVED(6003, Kind.OPERATOR),
  /** The URL of a database on the command line cannot be used. */
  URL_INVALID(6004, Kind.OPERATOR),
  /** The plan holds steps that cannot be taken, and nothing else is left to do. */
  PLAN_BLOCKED(6005, Kind.OPERATOR),
  /** The specification names a database that cannot be used in that role. */
  ROLE_NOT_SUPPORTED(6006, Kind.OPERATOR),
  /** A report or another result file cannot be written. */
  FILE_NOT_WRITABLE(6007, Kind.OPERATOR),
  /** Nothing was published yet, so there is nothing to look at. */
  NOT_PUBLISHED(6008, Kind.OPERATOR),
  /** The named entity does not occur in the specification. */
  ENTITY_UNKNOWN(6009, Kind.OPERATOR),
  /** The run ended without reaching what was demanded. */
  RUN_ENDED(6010, Kind.ESCALATE),
  /** The data folder is used by another process. */
  DATA_FOLDER_IN_USE(6011, Kind.OPERATOR),
  /** The demonstration could not drain its last writes in time. */
  DRAIN_TIMED_OUT(6012, Kind.ESCALATE),
  /** Source and target are the same database. */
  SAME_DATABASE(6013, Kind.OPERATOR),
  /** Another process looks after the migration. */
  LEASE_HELD(6021, Kind.OPERATOR),
  /** The journal of a migration is in another place. */
  JOURNAL_ELSEWHERE(6022, Kind.OPERATOR),
  /** The file with the key of the audit log, or of route records, cannot be used. */
  AUDIT_KEY_UNUSABLE(6041, Kind.OPERATOR),
  /** The file with kept checkpoints of the audit log cannot be read. */
  AUDIT_CHECKPOINTS_UNREADABLE(6042, Kind.ESCALATE),
  /** A row of an entity without key was named. */
  ROW_WITHOUT_KEY(6043, Kind.OPERATOR),
  /** What was named is no key of the entity. */
  KEY_MALFORMED(6044, Kind.OPERATOR),
  /** The control store was used by a newer version of the server. */
  STORE_NEWER(6014, Kind.OPERATOR),
  /** The server cannot listen where it was told to. */
  CANNOT_LISTEN(6015, Kind.OPERATOR),
  /** The server was told to listen beyond this machine without TLS. */
  OPEN_WITHOUT_TLS(6016, Kind.OPERATOR),
  /** A worker was not told where the servers' Kafka is. */
  WORKER_WITHOUT_KAFKA(6031, Kind.OPERATOR),
  /** Where Kafka and Connect of the servers are is told by halves. */
  KAFKA_BY_HALVES(6032, Kind.OPERATOR),
  /** The specification asks for sign-offs, which only a server can collect. */
  SIGN_OFFS_NEED_SERVER(6017, Kind.OPERATOR),
  /** The file that names an identity provider cannot be used. */
  OIDC_UNUSABLE(6018, Kind.OPERATOR),
  /** A connection beyond this machine would not be protected enough. */
  INSECURE_CONNECTION(6019, Kind.OPERATOR),
  /** Certificate and key of the server cannot be used. */
  CERTIFICATE_UNUSABLE(6020, Kind.OPERATOR),
  /** No checks have run yet, or not those that were named. */
  NO_CHECKS(6051, Kind.OPERATOR),
  /** A test of the mappings cannot be understood. */
  TEST_MALFORMED(6052, Kind.OPERATOR),
  /** A check was overridden that keeps nothing from being published. */
  GATE_NOT_CLOSED(6053, Kind.OPERATOR),
  /** Nothing is declared that both stacks could be asked, or they were not compared yet. */
  NO_SHADOW(6054, Kind.OPERATOR),
  /** No group of parked rows has this name. */
  GROUP_UNKNOWN(6061, Kind.OPERATOR),
  /** A value of parked rows cannot be corrected like this. */
  NOT_CORRECTABLE(6062, Kind.OPERATOR),
  /** The mappings of the folder are not those that rows are written with. */
  MAPPING_NOT_IN_USE(6063, Kind.OPERATOR),
  /** A mapping cannot take the place of the one that rows were written with. */
  NOT_ADOPTABLE(6064, Kind.OPERATOR),
  /** Rows of an entity cannot be made right behind the stream; nothing was asked for. */
  NOT_REPAIRABLE(6065, Kind.OPERATOR),
  /** The table that is to be decided about waits for no decision. */
  TABLE_NOT_HELD(6066, Kind.OPERATOR),
  /** What was done to a table cannot be ignored. */
  NOTHING_TO_IGNORE(6067, Kind.OPERATOR),
  /** The mappings that others are to be compared with were not found. */
  NO_EARLIER_MAPPINGS(6068, Kind.OPERATOR),
  /** A table is held for another reason than the one that was decided about. */
  DECIDED_BEFORE(6069, Kind.OPERATOR),
  /** A route is named that the gateway's file does not have. */
  ROUTE_UNKNOWN(6071, Kind.OPERATOR),
  /** Somebody else has changed the route record meanwhile; nothing was written. */
  RECORD_OUTRUN(6072, Kind.OPERATOR),
  /** The route record may not be changed so now; nothing was written. */
  RECORD_HINDERED(6073, Kind.OPERATOR),
  /** Whether the route record was changed is not known; look at it. */
  RECORD_UNKNOWN(6074, Kind.ESCALATE),
  /** It was not told where the route record is, or told twice. */
  RECORD_PLACE(6075, Kind.OPERATOR),
  /** Gateways have not obeyed a hold in time; it was taken back. */
  GATEWAYS_SLOW(6076, Kind.ESCALATE),
  /** A canary cannot be begun, or changed, as it is now. */
  CANARY_STATE(6077, Kind.OPERATOR),
  /** The plan of a canary is none. */
  CANARY_PLAN(6078, Kind.OPERATOR),
  /** Writes are moved by a migration, not by hand; nothing was written. */
  NOT_BY_HAND(6079, Kind.OPERATOR),
  /** Items of the list that says go or no go do not pass. */
  NO_GO(6090, Kind.OPERATOR),
  /** What cannot be taken back easily was not confirmed. */
  NOT_CONFIRMED(6091, Kind.OPERATOR),
  /** Clients were not moved: the attempt went back. */
  NOT_ACROSS(6092, Kind.OPERATOR),
  /** Nobody is being moved, so nothing can be taken back. */
  NOTHING_UNDER_WAY(6093, Kind.OPERATOR),
  /** Clients have been moved already. */
  TOO_LATE(6094, Kind.OPERATOR),
  /** Clients are still being moved after as long as was to be waited. */
  STILL_MOVING(6095, Kind.TRANSIENT),
  /** There is no certificate, since nobody was moved. */
  NO_CERTIFICATE(6096, Kind.OPERATOR),
  /** Another move of clients has begun since somebody asked for one to be taken back. */
  ANOTHER_MOVE(6097, Kind.OPERATOR),
  /** A fault of Crossfade itself; the log holds the details. */
  INTERNAL(6099, Kind.ESCALATE);

  private final int number;
  private final Kind kind;

  ServerProblem(int number, Kind kind) {
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
