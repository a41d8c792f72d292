package dev.crossfade.server.security;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.server.ApiProblem;
import dev.crossfade.server.answer.Flaws;
import dev.crossfade.server.answer.ProblemAnswers;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;

/** Says why a request was not let through. */
final class Denials implements AuthenticationEntryPoint, AccessDeniedHandler {

  @Override
  public void commence(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
      throws IOException {
    ProblemAnswers.write(signIn(), request, response);
  }

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException why)
      throws IOException {
    if (why instanceof CsrfException) {
      ProblemAnswers.write(forged(), request, response);
      return;
    }
    List<String> methods = AccessTable.methods(Paths.of(request));
    if (methods.isEmpty()) {
      ProblemAnswers.write(Flaws.notFound("such address"), request, response);
    } else if (AccessTable.row(request.getMethod(), Paths.of(request)).isEmpty()) {
      response.setHeader("Allow", String.join(", ", methods));
      ProblemAnswers.write(method(request.getMethod(), methods), request, response);
    } else {
      ProblemAnswers.write(notAllowed(request), request, response);
    }
  }

  private static ProblemException signIn() {
    return Problem.of(
            ApiProblem.NOT_SIGNED_IN,
            "Nobody is signed in.",
            "The request comes with neither a token nor a session.",
            "Send a token as Authorization: Bearer, or sign in.")
        .raise();
  }

  private static ProblemException notAllowed(HttpServletRequest request) {
    String needed =
        AccessTable.row(request.getMethod(), Paths.of(request))
            .map(rule -> rule.permission().role() + " (" + rule.permission().text() + ")")
            .orElse("");
    return Problem.of(
            ApiProblem.NOT_ALLOWED,
            "You may not do this.",
            "It needs the role " + needed + " there, or what was named does not exist.",
            "Ask an administrator for the role.")
        .raise();
  }

  static ProblemException method(String method, List<String> methods) {
    return Problem.of(
            ApiProblem.METHOD,
            "This address does not take " + method + ".",
            "It takes " + String.join(", ", methods) + ".",
            "Use one of these methods.")
        .raise();
  }

  static ProblemException forged() {
    return Problem.of(
            ApiProblem.FORGED,
            "The request does not come from a page of this server.",
            "It carries no token of the session, or names another origin.",
            "Send the token of GET /api/v1/session as X-CSRF-TOKEN.")
        .raise();
  }
}
