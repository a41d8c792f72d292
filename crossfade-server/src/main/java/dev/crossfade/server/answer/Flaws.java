package dev.crossfade.server.answer;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.server.ApiProblem;

/** Problems with a request, and refusing it because of them. */
public final class Flaws {

  /** The fact of a problem that says where in the request it is. */
  static final String POINTER = "pointer";

  private Flaws() {}

  /** A request that is not as the interface description has it. */
  public static ProblemException invalid(String pointer, String why) {
    return Problem.of(
            ApiProblem.REQUEST_INVALID,
            "The request is not valid.",
            why,
            "Send what the interface description asks for: GET /api/v1/openapi.json.")
        .with(POINTER, pointer)
        .raise();
  }

  /** A body in parts, which nothing here takes. */
  static ProblemException multipart() {
    return Problem.of(
            ApiProblem.MEDIA_TYPE,
            "The body's type is not understood.",
            "Nothing here takes a body in parts.",
            "Send JSON.")
        .raise();
  }

  /** Something that does not exist. */
  public static ProblemException notFound(String what) {
    return Problem.of(
            ApiProblem.NOT_FOUND,
            "There is no " + what + ".",
            "It was never there, was deleted, or has another name.",
            "List what is there.")
        .raise();
  }
}
