package dev.crossfade.cli.client;

import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.ProblemCode;

/** What can go wrong on the way to a server and back. */
public enum ClientProblem implements ProblemCode {
  NO_SERVER(6911, Kind.OPERATOR, "No server is known; somebody has to say which one is meant."),
  NOT_REACHED(6912, Kind.TRANSIENT, "The server cannot be reached."),
  NOT_UNDERSTOOD(6913, Kind.ESCALATE, "The server's answer is not one that this program knows."),
  BAD_CONTEXTS(6914, Kind.OPERATOR, "The file of contexts cannot be used."),
  REFUSED(6915, Kind.OPERATOR, "The server refused the request; its own code tells why."),
  TIMED_OUT(6916, Kind.TRANSIENT, "It was waited for long enough; the work itself goes on."),
  UNSAFE(6917, Kind.OPERATOR, "A token would go over the network without TLS."),
  NOT_DONE(6918, Kind.OPERATOR, "The work that was waited for did not come to its wanted end."),
  BAD_FOLDER(6919, Kind.OPERATOR, "The folder of a specification cannot be read."),
  NO_COLUMN(6920, Kind.OPERATOR, "A column was asked for that the result does not have."),
  NOT_NOW(6921, Kind.OPERATOR, "What would be asked for is not possible in this phase."),
  NOT_WRITABLE(6922, Kind.OPERATOR, "The file with the result cannot be written."),
  LINK_SEEN(6923, Kind.OPERATOR, "A one-time link was given where others can see it."),
  NOT_PROVEN(6924, Kind.OPERATOR, "The server does not prove who it is."),
  BAD_ROOT(6925, Kind.OPERATOR, "The file of whom to believe cannot be used.");

  private final int number;
  private final Kind kind;
  private final String meaning;

  ClientProblem(int number, Kind kind, String meaning) {
    this.number = number;
    this.kind = kind;
    this.meaning = meaning;
  }

  @Override
  public int number() {
    return number;
  }

  @Override
  public Kind kind() {
    return kind;
  }

  /** What it means. */
  public String meaning() {
    return meaning;
  }
}
