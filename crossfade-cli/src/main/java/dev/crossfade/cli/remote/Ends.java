package dev.crossfade.cli.remote;

import dev.crossfade.cli.client.ClientProblem;
import dev.crossfade.cli.client.Refusal;
import dev.crossfade.core.problem.ProblemCode;
import java.util.Set;

/** Exit codes of commands that ask a server; the same numbers as those of all commands. */
final class Ends {

  static final int OK = 0;
  static final int INTERNAL = 1;
  static final int INVALID = 2;
  static final int NOT_DONE = 3;
  static final int BLOCKED = 4;
  static final int CONFLICT = 5;
  static final int NOT_FOUND = 6;
  static final int REFUSED = 7;
  static final int TIMEOUT = 8;
  static final int UNREACHABLE = 9;
  static final int INDETERMINATE = 10;

  /** Not possible in this phase, a closed gate, and what does not count for one. */
  private static final Set<String> GATES =
      Set.of(
          "CF-5051", "CF-5052", "CF-5056", "CF-5057", "CF-5058", "CF-5061", "CF-6111", "CF-6120");

  private Ends() {}

  static int of(Refusal refusal) {
    if (GATES.contains(refusal.code())) {
      return BLOCKED;
    }
    return switch (refusal.status()) {
      case 401, 403, 429 -> REFUSED;
      case 404 -> NOT_FOUND;
      case 409, 412 -> CONFLICT;
      case 502, 503, 504 -> UNREACHABLE;
      default -> refusal.status() < 500 ? INVALID : INDETERMINATE;
    };
  }

  static int of(ProblemCode code) {
    if (!(code instanceof ClientProblem problem)) {
      return INVALID;
    }
    return switch (problem) {
      case NO_SERVER,
          BAD_CONTEXTS,
          BAD_FOLDER,
          NOT_WRITABLE,
          NO_COLUMN,
          UNSAFE,
          LINK_SEEN,
          BAD_ROOT ->
          INVALID;
      case REFUSED -> REFUSED;
      case NOT_REACHED, NOT_PROVEN -> UNREACHABLE;
      case NOT_UNDERSTOOD -> INDETERMINATE;
      case TIMED_OUT -> TIMEOUT;
      case NOT_NOW -> BLOCKED;
      case NOT_DONE -> NOT_DONE;
    };
  }
}
