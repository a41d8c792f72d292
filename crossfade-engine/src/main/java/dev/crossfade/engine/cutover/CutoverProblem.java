package dev.crossfade.engine.cutover;

import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemCode;
import dev.crossfade.core.traffic.Side;

/** Why clients are not moved, or not yet. */
public enum CutoverProblem implements ProblemCode {
  /** This process has nothing by which clients could be moved. */
  NOT_OFFERED(5090, Kind.OPERATOR),
  /** Clients stay where they were: the attempt went back. */
  WENT_BACK(5091, Kind.OPERATOR),
  /** Whoever moved clients was interrupted; what he had begun was ended. */
  INTERRUPTED(5092, Kind.OPERATOR),
  /** A stack is fenced, and yet somebody may write it. */
  LEAKING(5097, Kind.OPERATOR),
  /** Requests of clients that were moved fail on the stack that has them now. */
  FAILING(5098, Kind.OPERATOR),
  /** The route record in force was signed by another key than the one that this process has. */
  OTHER_KEY(5099, Kind.OPERATOR);

  private final int number;
  private final Kind kind;

  CutoverProblem(int number, Kind kind) {
    this.number = number;
    this.kind = kind;
  }

  /** Why a process moves nobody. */
  public static Problem notOffered(String migration) {
    return Problem.of(
        NOT_OFFERED,
        "clients of " + migration + " cannot be moved",
        "this process has no key for route records, or nothing that brings changes back",
        "make a key with `crossfade route init`, and start it where that is known");
  }

  /** Why clients are where they were. */
  static Problem wentBack(String migration, String why) {
    return Problem.of(
        WENT_BACK,
        "clients of " + migration + " are where they were",
        why,
        "put right what kept them, then ask again");
  }

  /** Why nobody knows why clients are where they were. */
  static Problem interrupted(String migration) {
    return Problem.of(
        INTERRUPTED,
        "clients of " + migration + " are where they were: whoever moved them was interrupted",
        "what he had begun was ended, and writes go on",
        "ask again");
  }

  /** Why a write of the legacy stack might be lost while clients are on the new one. */
  static Problem leaking(String what) {
    return Problem.of(
        LEAKING,
        "somebody may write the legacy stack, though clients are on the new one",
        what,
        "take back what was given; look at `crossfade conflicts list` for writes that passed");
  }

  /** What opens the new stack to programs before clients are moved there. */
  static Problem early(String what) {
    return Problem.of(
        LEAKING,
        "somebody may write the new stack, though clients are on the legacy one",
        what,
        "it is taken from them as soon as it is seen; if this lasts, the role of the migration may"
            + " not: look at who owns the table");
  }

  /** Why clients who were moved may want to go back. */
  static Problem failing(Side side, String what) {
    String back = side == Side.NEW ? "rollback" : "cutover";
    return Problem.of(
        FAILING,
        "requests of clients who were moved to the " + side.word() + " stack fail there",
        "of the last minute's requests gateways got a status from 500 on or no answer for " + what,
        "look at that stack's logs; `crossfade %s execute` moves the clients back, and no write is lost"
            .formatted(back));
  }

  /** Why a process can neither move clients nor end a move that somebody has begun. */
  public static Problem otherKey(String group) {
    return Problem.of(
        OTHER_KEY,
        "the route record of group " + group + " was signed by another key than this process has",
        "gateways would not believe what it signs, so it moves nobody and ends no move of others",
        "give all servers and runs of this control store the key of whoever signed it: --route-key"
            + " FILE");
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
