package dev.crossfade.gateway;

import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.ProblemCode;
import java.util.Locale;

/** What can go wrong in a gateway; those with a status are told to clients. */
public enum GatewayProblem implements ProblemCode {
  /** No route of the gateway takes this method and path. */
  NO_ROUTE(8001, 404, Kind.OPERATOR),
  /** A path has segments that two servers could understand differently, such as {@code ..}. */
  AMBIGUOUS_PATH(8002, 400, Kind.OPERATOR),
  /** The method is not one that a gateway forwards. */
  METHOD_REFUSED(8003, 405, Kind.OPERATOR),
  /** A request asks for another protocol, such as WebSocket, which gateways do not forward. */
  UPGRADE_REFUSED(8004, 501, Kind.OPERATOR),
  /** The request is not HTTP as the gateway understands it, or could be understood differently. */
  MALFORMED(8005, 400, Kind.OPERATOR),
  /** No server of the stack could be reached, or it ended the connection without an answer. */
  STACK_UNREACHABLE(8010, 502, Kind.TRANSIENT),
  /** The stack did not begin to answer in time. */
  STACK_SILENT(8011, 504, Kind.TRANSIENT),
  /** All connections to the stack are in use, and too many requests wait for one. */
  STACK_BUSY(8012, 503, Kind.TRANSIENT),
  /** The server of the stack does not prove that it is the one its address says. */
  STACK_NOT_TRUSTED(8013, 502, Kind.OPERATOR),
  /** Writes are held, and this one has waited as long as it may; it was not forwarded. */
  HELD_TOO_LONG(8020, 503, Kind.TRANSIENT),
  /** Writes are held, and as many wait as may; this one was not forwarded. */
  HELD_TOO_MANY(8021, 503, Kind.TRANSIENT),
  /** The gateway is ending and takes no further requests. */
  ENDING(8022, 503, Kind.TRANSIENT),
  /** A part of the body did not arrive in time. */
  CLIENT_SILENT(8023, 408, Kind.OPERATOR),
  /** Writes are to be held, and the body of this one was still arriving; it was given up. */
  BODY_TOO_SLOW(8024, 503, Kind.TRANSIENT),
  /** The gateway cannot listen where its file says. */
  CANNOT_LISTEN(8030, 0, Kind.OPERATOR),
  /** A file with the route record cannot be used: it cannot be read or written. */
  RECORD_FILE(8031, 0, Kind.OPERATOR),
  /** A key that may sign the route record is not one. */
  BAD_KEY(8032, 0, Kind.OPERATOR),
  /** A route record was offered that nobody who may signed, or an older one; it is not obeyed. */
  RECORD_REFUSED(8033, 0, Kind.ESCALATE),
  /** A file with the authorities of a stack's certificates cannot be used. */
  BAD_AUTHORITY(8034, 0, Kind.OPERATOR),
  /** The name of a gateway has characters that no name has. */
  BAD_NAME(8035, 0, Kind.OPERATOR);

  private final int number;
  private final int status;
  private final Kind kind;

  GatewayProblem(int number, int status, Kind kind) {
    this.number = number;
    this.status = status;
    this.kind = kind;
  }

  @Override
  public int number() {
    return number;
  }

  /** A few words for the client. */
  public String title() {
    String words = name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  /** Whether it is the client's doing, and says nothing of a stack. */
  public boolean ofClient() {
    return this == CLIENT_SILENT || this == MALFORMED;
  }

  /** The status of the answer to a client; 0 where clients are not told. */
  public int status() {
    return status;
  }

  @Override
  public Kind kind() {
    return kind;
  }
}
