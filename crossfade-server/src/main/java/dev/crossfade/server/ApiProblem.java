package dev.crossfade.server;

import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.ProblemCode;

/** What can be wrong with a request to the server, each with the status that HTTP has for it. */
public enum ApiProblem implements ProblemCode {
  /** Nobody is signed in, or the token or session is not valid any more. */
  NOT_SIGNED_IN(6101, 401),
  /** Whoever is signed in may not do this. */
  NOT_ALLOWED(6102, 403),
  /** What was named does not exist. */
  NOT_FOUND(6103, 404),
  /** A change was asked for without saying, by If-Match, which state it is meant for. */
  STATE_NOT_NAMED(6104, 428),
  /** The state that If-Match names is not the current one any more. */
  CHANGED_MEANWHILE(6105, 412),
  /** An Idempotency-Key was used before for another request. */
  KEY_REUSED(6106, 422),
  /** The first request with this Idempotency-Key has not been answered, or its answer is gone. */
  KEY_IN_FLIGHT(6107, 409),
  /** A request is not of the form that the interface description gives. */
  REQUEST_INVALID(6108, 400),
  /** Too many attempts to sign in failed; it is refused for a while. */
  TOO_MANY_ATTEMPTS(6109, 429),
  /** Something of this name exists already. */
  NAME_TAKEN(6110, 409),
  /** The migration has begun, so it cannot be deleted or described anew. */
  NOT_A_DRAFT(6111, 409),
  /** A request is larger than allowed. */
  TOO_LARGE(6112, 413),
  /** A request's body is not of a type that is understood here. */
  MEDIA_TYPE(6113, 415),
  /** The address exists, but not for this method. */
  METHOD(6114, 405),
  /** None of the types that the client accepts can be given. */
  NOT_ACCEPTABLE(6115, 406),
  /** A request of a browser session does not carry the session's token. */
  FORGED(6116, 403),
  /** As many as the server bears at once are under way; try again later. */
  BUSY(6117, 503),
  /** The one-time link was used, has run out, or was never given. */
  LINK_VOID(6118, 403),
  /** A specification that came over the network refers to a secret that is not released. */
  REFERENCE_NOT_RELEASED(6119, 422),
  /** The last administrator cannot be removed. */
  LAST_ADMIN(6120, 409),
  /** Too many event streams are open. */
  TOO_MANY_STREAMS(6121, 429),
  /** The work ended with the server that did it. */
  WORK_LOST(6122, 500),
  /** The control store cannot be reached, and nothing was begun. */
  STORE_AWAY(6123, 503),
  /** The identity provider did not prove who somebody is. */
  PROVIDER_REFUSED(6124, 401),
  /** The identity provider cannot be reached, or does not describe itself. */
  PROVIDER_AWAY(6125, 503),
  /** Somebody asks more often than the server bears; nothing was done. */
  TOO_OFTEN(6126, 429),
  /** Somebody else asked before for the same clients to be moved. */
  ASKED_BEFORE(6127, 409),
  /** Somebody took back what was asked for before it began. */
  TAKEN_BACK(6128, 409),
  /** The control store failed over a change, which was made or not. */
  STORE_UNSURE(6129, 500);

  private final int number;
  private final int status;

  ApiProblem(int number, int status) {
    this.number = number;
    this.status = status;
  }

  @Override
  public int number() {
    return number;
  }

  /** The status of the answer. */
  public int status() {
    return status;
  }

  @Override
  public Kind kind() {
    return switch (this) {
      case TOO_MANY_ATTEMPTS, BUSY, TOO_MANY_STREAMS, STORE_AWAY, PROVIDER_AWAY, TOO_OFTEN ->
          Kind.TRANSIENT;
      case WORK_LOST, KEY_IN_FLIGHT, STORE_UNSURE -> Kind.ESCALATE;
      default -> Kind.OPERATOR;
    };
  }
}
