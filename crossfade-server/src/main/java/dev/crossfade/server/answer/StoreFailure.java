package dev.crossfade.server.answer;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.server.ApiProblem;
import jakarta.servlet.http.HttpServletRequest;

/**
 * What is said when the control store fails. Once a change was begun nobody knows whether it was
 * made: the store may have failed before, or when it was about to answer.
 */
public final class StoreFailure {

  private static final String BEGUN = StoreFailure.class.getName();

  private StoreFailure() {}

  /** From here on the request may change something. */
  public static void begun(HttpServletRequest request) {
    request.setAttribute(BEGUN, true);
  }

  /** What failed for a request. */
  public static Problem of(HttpServletRequest request) {
    return request.getAttribute(BEGUN) == null
        ? Problem.of(
            ApiProblem.STORE_AWAY,
            "The control store cannot be reached.",
            "Nothing was changed.",
            "Try again; if it stays, look at the database.")
        : Problem.of(
            ApiProblem.STORE_UNSURE,
            "The control store failed while something was being changed.",
            "It may have been changed, or not.",
            "Look at the state first; ask again, with another Idempotency-Key, only if it was not.");
  }
}
