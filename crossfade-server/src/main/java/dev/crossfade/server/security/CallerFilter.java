package dev.crossfade.server.security;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.server.ApiProblem;
import dev.crossfade.server.answer.ProblemAnswers;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Finds out who sends a request. A token that is not good is refused, whatever it is sent to. */
final class CallerFilter extends OncePerRequestFilter {

  static final String SESSION = "crossfade.signed-in";
  private static final String BEARER = "bearer ";

  private final Callers callers;

  CallerFilter(Callers callers) {
    this.callers = callers;
  }

  /** Whether a request comes with a token; it needs no other protection against forgery then. */
  static boolean bearer(HttpServletRequest request) {
    return request.getHeader("Authorization") != null;
  }

  /** Whether a request comes with a session that somebody is signed in to. */
  static boolean session(HttpServletRequest request) {
    return signedIn(request) != null;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try {
      caller(request).ifPresent(CallerFilter::enter);
    } catch (ProblemException e) {
      ProblemAnswers.write(e, request, response);
      return;
    }
    chain.doFilter(request, response);
  }

  private Optional<Caller> caller(HttpServletRequest request) {
    String header = request.getHeader("Authorization");
    if (header == null) {
      return Optional.ofNullable(signedIn(request)).flatMap(callers::of);
    }
    boolean bearer = header.toLowerCase(Locale.ROOT).startsWith(BEARER);
    return Optional.of(
        Optional.of(header)
            .filter(text -> bearer)
            .map(text -> text.substring(BEARER.length()).strip())
            .filter(secret -> secret.startsWith(Secrets.TOKEN))
            .flatMap(callers::of)
            .orElseThrow(CallerFilter::refused));
  }

  private static Callers.@Nullable SignedIn signedIn(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    return session == null ? null : (Callers.SignedIn) session.getAttribute(SESSION);
  }

  private static void enter(Caller caller) {
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(new CallerAuthentication(caller));
    SecurityContextHolder.setContext(context);
  }

  private static ProblemException refused() {
    return Problem.of(
            ApiProblem.NOT_SIGNED_IN,
            "The token is not accepted.",
            "It is not one of ours, was revoked, or has run out.",
            "Sign in again: crossfade login.")
        .raise();
  }
}
